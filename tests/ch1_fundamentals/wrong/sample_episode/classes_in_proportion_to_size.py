"""You draw large classes more often than small ones: choose the classes from the list of class ids, not through their samples.

Shuffling all samples and taking the classes in the order in which they first appear looks random. With
classes of equal size it is; with unequal ones, a large class nearly always comes first.
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
    usable = labels[torch.isin(labels, large_enough)]
    classes: list[int] = []
    for class_id in usable[torch.randperm(len(usable), generator=generator)].tolist():
        if class_id not in classes and len(classes) < n_way:
            classes.append(class_id)
    classes = torch.tensor(classes, device=labels.device)
    rows = []
    for class_id in classes:
        positions = (labels == class_id).nonzero().squeeze(1)
        rows.append(positions[torch.randperm(len(positions), generator=generator)[:n_samples]])
    drawn = torch.stack(rows)
    y = torch.arange(n_way, device=labels.device)
    support_y, query_y = y.repeat_interleave(k_shot), y.repeat_interleave(n_query)
    return drawn[:, :k_shot].flatten(), support_y, drawn[:, k_shot:].flatten(), query_y, classes
