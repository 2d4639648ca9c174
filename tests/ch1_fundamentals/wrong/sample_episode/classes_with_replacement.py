"""You draw classes with replacement, so one class can carry two labels in an episode: the n_way classes must differ.

torch.randint over the classes. With 64 training classes and 5 ways it happens in one episode out of seven.
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
    classes = large_enough[torch.randint(len(large_enough), (n_way,), generator=generator)]
    rows = []
    for class_id in classes:
        positions = (labels == class_id).nonzero().squeeze(1)
        rows.append(positions[torch.randperm(len(positions), generator=generator)[:n_samples]])
    drawn = torch.stack(rows)
    y = torch.arange(n_way, device=labels.device)
    support_y, query_y = y.repeat_interleave(k_shot), y.repeat_interleave(n_query)
    return drawn[:, :k_shot].flatten(), support_y, drawn[:, k_shot:].flatten(), query_y, classes
