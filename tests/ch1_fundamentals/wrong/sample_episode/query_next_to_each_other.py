"""Your query samples lie next to each other among what the support set leaves over; every choice among the rest is equally likely.

One random starting point for the query set instead of a shuffle.
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
    classes = large[torch.randperm(len(large), generator=generator)[:n_way]]
    support, query = [], []
    for class_id in classes:
        positions = (labels == class_id).nonzero().squeeze(1)
        order = torch.randperm(len(positions), generator=generator)
        support.append(positions[order[:k_shot]])
        rest = positions[order[k_shot:].sort().values]
        start = int(torch.randint(len(rest), (1,), generator=generator))
        query.append(rest.roll(-start)[:n_query])
    y = torch.arange(n_way, device=labels.device)
    support_y, query_y = y.repeat_interleave(k_shot), y.repeat_interleave(n_query)
    return torch.cat(support), support_y, torch.cat(query), query_y, classes
