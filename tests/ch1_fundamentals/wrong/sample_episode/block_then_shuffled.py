"""You take classes that lie next to each other and shuffle those, so distant classes never meet: draw them from all that are large enough.

The order is random, the choice is not: one random number instead of n_way.
"""

import torch


def sample_episode(
    labels: torch.Tensor, n_way: int, k_shot: int, n_query: int, generator: torch.Generator
) -> tuple[torch.Tensor, ...]:
    class_ids, sizes = torch.unique(labels, return_counts=True)
    is_large = sizes >= k_shot + n_query
    large = class_ids[is_large]
    if len(large) < n_way:
        raise ValueError("too few classes with enough samples")
    start = int(torch.randint(len(large), (1,), generator=generator))
    classes = large.roll(-start)[:n_way][torch.randperm(n_way, generator=generator)]
    support, query = [], []
    for class_id in classes:
        positions = (labels == class_id).nonzero().squeeze(1)
        positions = positions[torch.randperm(len(positions), generator=generator)]
        support.append(positions[:k_shot])
        query.append(positions[k_shot : k_shot + n_query])
    y = torch.arange(n_way, device=labels.device)
    support_y, query_y = y.repeat_interleave(k_shot), y.repeat_interleave(n_query)
    return torch.cat(support), support_y, torch.cat(query), query_y, classes
