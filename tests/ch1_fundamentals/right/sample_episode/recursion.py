"""Recursion: an episode with one more class is a smaller episode and one more class, drawn from what is left.

Right: drawing one class after the other without putting it back gives every ordered choice the same chance.
"""

import torch


def sample_episode(
    labels: torch.Tensor, n_way: int, k_shot: int, n_query: int, generator: torch.Generator
) -> tuple[torch.Tensor, ...]:
    ids, sizes = torch.unique(labels, return_counts=True)
    return _draw(labels, ids[sizes >= k_shot + n_query], n_way, k_shot, n_query, generator)


def _draw(
    labels: torch.Tensor, ids: torch.Tensor, n_way: int, k_shot: int, n_query: int, generator: torch.Generator
) -> tuple[torch.Tensor, ...]:
    if n_way == 0:
        return (labels.new_empty(0),) * 5
    if len(ids) == 0:
        raise ValueError("no class is left")
    class_id = ids[torch.randint(len(ids), (1,), generator=generator)]
    smaller = _draw(labels, ids[ids != class_id], n_way - 1, k_shot, n_query, generator)
    members = torch.where(labels == class_id)[0]
    members = members[torch.randperm(len(members), generator=generator)]
    y = n_way - 1
    mine = (
        members[:k_shot], labels.new_full((k_shot,), y),
        members[k_shot : k_shot + n_query], labels.new_full((n_query,), y), class_id,
    )
    return tuple(torch.cat(parts) for parts in zip(smaller, mine, strict=True))
