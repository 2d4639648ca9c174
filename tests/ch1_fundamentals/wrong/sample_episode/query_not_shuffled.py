"""Your support samples are drawn at random, but the query takes the first of the remaining ones, so late samples are never a query: draw the query at random too.

The remaining samples are collected with a mask, which restores the order of the file.
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
        chosen = positions[torch.randperm(len(positions), generator=generator)[:k_shot]]
        support.append(chosen)
        query.append(positions[~torch.isin(positions, chosen)][:n_query])
    y = torch.arange(n_way, device=labels.device)
    support_y, query_y = y.repeat_interleave(k_shot), y.repeat_interleave(n_query)
    return torch.cat(support), support_y, torch.cat(query), query_y, classes
