"""You draw a random starting point and take the classes that follow it, so distant classes never meet: draw each class on its own, e.g. from a random permutation.

The habit of cutting batches out of a list: one random number instead of n_way.
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
    start = torch.randint(len(large_enough), (1,), generator=generator)
    classes = large_enough[(start + torch.arange(n_way)) % len(large_enough)]
    rows = []
    for class_id in classes:
        positions = (labels == class_id).nonzero().squeeze(1)
        rows.append(positions[torch.randperm(len(positions), generator=generator)[:n_samples]])
    drawn = torch.stack(rows)
    y = torch.arange(n_way, device=labels.device)
    support_y, query_y = y.repeat_interleave(k_shot), y.repeat_interleave(n_query)
    return drawn[:, :k_shot].flatten(), support_y, drawn[:, k_shot:].flatten(), query_y, classes
