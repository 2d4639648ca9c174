"""You write the episode's numbering into labels, so the data set is changed after the call: work on a copy, or build support_y and query_y as new tensors.

`labels[labels == class_id] = y` renumbers the caller's tensor; from the second episode on, the class ids
are wrong.
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
    rows = []
    for class_id in classes:
        positions = (labels == class_id).nonzero().squeeze(1)
        rows.append(positions[torch.randperm(len(positions), generator=generator)[:n_samples]])
    drawn = torch.stack(rows)
    for y, row in enumerate(drawn):
        labels[row] = y
    support_idx, query_idx = drawn[:, :k_shot].flatten(), drawn[:, k_shot:].flatten()
    return support_idx, labels[support_idx], query_idx, labels[query_idx], classes
