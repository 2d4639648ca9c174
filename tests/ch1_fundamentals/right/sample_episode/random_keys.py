"""No loop: every sample gets a random key, and the smallest keys of each class are the episode.

Right: the ranks of independent uniform keys are a random permutation. The entries alternate between the
classes.
"""

import torch


def sample_episode(
    labels: torch.Tensor, n_way: int, k_shot: int, n_query: int, generator: torch.Generator
) -> tuple[torch.Tensor, ...]:
    n_samples = k_shot + n_query
    class_ids, sizes = torch.unique(labels, return_counts=True)
    class_keys = torch.rand(len(class_ids), generator=generator, dtype=torch.float64)
    class_keys[(sizes < n_samples).cpu()] = torch.inf
    if class_keys.isfinite().sum() < n_way:
        raise ValueError("too few classes with enough samples")
    classes = class_ids[class_keys.argsort()[:n_way]]
    keys = torch.rand(len(labels), generator=generator, dtype=torch.float64).to(labels.device)
    keys = torch.where(labels == classes[:, None], keys, torch.inf)  # (n_way, n)
    drawn = keys.argsort(dim=1)[:, :n_samples].T  # (k_shot + n_query, n_way)
    y = torch.arange(n_way, device=labels.device).expand_as(drawn)
    parts = (drawn[:k_shot], y[:k_shot], drawn[k_shot:], y[k_shot:], classes)
    return tuple(part.flatten() for part in parts)
