"""torch.multinomial without replacement, for the classes and for the samples.

Right: with equal weights, multinomial without replacement gives every ordered choice the same chance.
"""

import torch


def sample_episode(
    labels: torch.Tensor, n_way: int, k_shot: int, n_query: int, generator: torch.Generator
) -> tuple[torch.Tensor, ...]:
    class_ids, sizes = labels.unique(return_counts=True)
    weights = (sizes >= k_shot + n_query).float().cpu()
    if weights.sum() < n_way:
        raise ValueError("too few classes with enough samples")
    classes = class_ids[weights.multinomial(n_way, generator=generator)]
    members = (labels == classes[:, None]).float().cpu()
    drawn = members.multinomial(k_shot + n_query, generator=generator).to(labels.device)
    y = torch.arange(n_way, device=labels.device)[:, None].expand_as(drawn)
    support, query = slice(None, k_shot), slice(k_shot, None)
    parts = (drawn[:, support], y[:, support], drawn[:, query], y[:, query], classes)
    return tuple(part.flatten() for part in parts)
