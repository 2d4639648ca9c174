"""You squeeze what you return, so an axis of length 1 is lost: with one way, or one sample of each class, the tensors still have one axis.

squeeze() after an operation that leaves an axis too many.
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
        positions = positions[torch.randperm(len(positions), generator=generator)]
        support.append(positions[:k_shot])
        query.append(positions[k_shot : k_shot + n_query])
    y = torch.arange(n_way, device=labels.device)
    support_y, query_y = y.repeat_interleave(k_shot), y.repeat_interleave(n_query)
    parts = torch.cat(support), support_y, torch.cat(query), query_y, classes
    return tuple(part.squeeze() for part in parts)
