"""You use one shuffle for the query sets of all classes of a size, so the samples of one decide those of the other: draw for each class anew.

The shuffle is made once for each length, and kept.
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
    support, query, orders = [], [], {}
    for class_id in classes:
        positions = (labels == class_id).nonzero().squeeze(1)
        order = torch.randperm(len(positions), generator=generator)
        support.append(positions[order[:k_shot]])
        rest = positions[order[k_shot:].sort().values]
        if len(rest) not in orders:
            orders[len(rest)] = torch.randperm(len(rest), generator=generator)
        query.append(rest[orders[len(rest)][:n_query]])
    y = torch.arange(n_way, device=labels.device)
    support_y, query_y = y.repeat_interleave(k_shot), y.repeat_interleave(n_query)
    return torch.cat(support), support_y, torch.cat(query), query_y, classes
