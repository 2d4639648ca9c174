"""Walks once through all samples in random order and fills the places of the chosen classes.

Right: the first k_shot samples of a class that come by are a random choice of it, and so are the next
n_query.
"""

import torch


def sample_episode(
    labels: torch.Tensor, n_way: int, k_shot: int, n_query: int, generator: torch.Generator
) -> tuple[torch.Tensor, ...]:
    ids, counts = labels.unique(return_counts=True)
    ids = ids[counts >= n_query + k_shot]
    if ids.numel() < n_way:
        raise ValueError("not enough large classes")
    chosen = ids[torch.randperm(ids.numel(), generator=generator)].tolist()[:n_way]
    label_of = {class_id: y for y, class_id in enumerate(chosen)}
    support: list[tuple[int, int]] = []
    query: list[tuple[int, int]] = []
    met = [0] * n_way
    for position in torch.randperm(labels.numel(), generator=generator).tolist():
        y = label_of.get(labels[position].item())
        if y is None or met[y] == k_shot + n_query:
            continue
        (support if met[y] < k_shot else query).append((position, y))
        met[y] += 1
    support_part, query_part = (torch.tensor(part, device=labels.device) for part in (support, query))
    classes = torch.tensor(chosen, device=labels.device)
    return support_part[:, 0], support_part[:, 1], query_part[:, 0], query_part[:, 1], classes
