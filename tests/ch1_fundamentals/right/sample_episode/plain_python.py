"""Dictionary of lists and Python's random, seeded with a number from the generator.

Right: the only source of randomness is still the generator, and an instance of Random has a state of its
own.
"""

import random

import torch


def sample_episode(
    labels: torch.Tensor, n_way: int, k_shot: int, n_query: int, generator: torch.Generator
) -> tuple[torch.Tensor, ...]:
    positions_of: dict[int, list[int]] = {}
    for position, class_id in enumerate(labels.tolist()):
        positions_of.setdefault(class_id, []).append(position)
    large_enough = [c for c, positions in positions_of.items() if len(positions) >= k_shot + n_query]
    if len(large_enough) < n_way:
        raise ValueError(f"{len(large_enough)} classes are large enough, {n_way} are needed")
    dice = random.Random(int(torch.randint(2**62, (1,), generator=generator)))
    classes = dice.sample(large_enough, n_way)
    support, query = [], []
    for y, class_id in enumerate(classes):
        drawn = dice.sample(positions_of[class_id], k_shot + n_query)
        support += [(position, y) for position in drawn[:k_shot]]
        query += [(position, y) for position in drawn[k_shot:]]
    (s_idx, s_y), (q_idx, q_y) = zip(*support, strict=True), zip(*query, strict=True)
    return tuple(torch.tensor(part, device=labels.device) for part in (s_idx, s_y, q_idx, q_y, classes))
