"""You draw from all samples of the chosen classes together, so some classes get more than k_shot support or n_query query samples and others fewer: draw from each class on its own.

A random train/test split without stratification, as train_test_split does by default.
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
    pool = torch.cat(rows)[torch.randperm(n_way * n_samples, generator=generator)]
    y = (labels[pool][:, None] == classes).int().argmax(dim=1)
    n_support = n_way * k_shot
    return pool[:n_support], y[:n_support], pool[n_support:], y[n_support:], classes
