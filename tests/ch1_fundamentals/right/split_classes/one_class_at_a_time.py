"""Walks through the classes and draws for each the part it goes to, in proportion to the places left.

Right: this is how an urn with n_train, n_val and the rest of tickets is drawn empty.
"""

import torch


def split_classes(labels: torch.Tensor, n_train: int, n_val: int, seed: int) -> tuple[torch.Tensor, ...]:
    classes = sorted({int(label) for label in labels})
    places = [n_train, n_val, len(classes) - n_train - n_val]
    if places[2] < 0:
        raise ValueError("not enough classes")
    generator = torch.Generator().manual_seed(seed)
    parts: list[list[int]] = [[], [], []]
    for class_id in classes:
        ticket = int(torch.randint(sum(places), (1,), generator=generator))
        part = 0 if ticket < places[0] else 1 if ticket < places[0] + places[1] else 2
        places[part] -= 1
        parts[part].append(class_id)
    return tuple(torch.tensor(part, dtype=torch.int64, device=labels.device) for part in parts)
