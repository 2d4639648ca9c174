"""You draw support and query from the whole class, one independently of the other, so they share samples: draw k_shot + n_query once and split, or draw the query from the rest.

The most common leak in hand-written samplers: accuracy goes up, and nothing else looks wrong.
"""

import torch


def sample_episode(
    labels: torch.Tensor, n_way: int, k_shot: int, n_query: int, generator: torch.Generator
) -> tuple[torch.Tensor, ...]:
    n_samples = k_shot + n_query
    class_ids, sizes = torch.unique(labels, return_counts=True)
    large_enough = class_ids[sizes >= n_samples]
    if len(large_enough) < n_way:
        raise ValueError("too few classes with enough samples")
    classes = large_enough[torch.randperm(len(large_enough), generator=generator)[:n_way]]
    support, query = [], []
    for class_id in classes:
        positions = (labels == class_id).nonzero().squeeze(1)
        support.append(positions[torch.randperm(len(positions), generator=generator)[:k_shot]])
        query.append(positions[torch.randperm(len(positions), generator=generator)[:n_query]])
    y = torch.arange(n_way, device=labels.device)
    support_y, query_y = y.repeat_interleave(k_shot), y.repeat_interleave(n_query)
    return torch.cat(support), support_y, torch.cat(query), query_y, classes
