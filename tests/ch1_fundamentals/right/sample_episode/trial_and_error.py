"""Draws one number at a time with randint, and throws it again if it does not fit.

Right: rejection leaves all choices that fit equally likely. It checks beforehand that it can end.
"""

import torch


def sample_episode(
    labels: torch.Tensor, n_way: int, k_shot: int, n_query: int, generator: torch.Generator
) -> tuple[torch.Tensor, ...]:
    array = labels.tolist()
    class_ids = sorted(set(array))
    if sum(array.count(class_id) >= k_shot + n_query for class_id in class_ids) < n_way:
        raise ValueError("this episode cannot be drawn")

    def throw(options: list[int]) -> int:
        return options[int(torch.randint(len(options), (1,), generator=generator))]

    classes: list[int] = []
    while len(classes) < n_way:
        class_id = throw(class_ids)
        if class_id not in classes and array.count(class_id) >= k_shot + n_query:
            classes.append(class_id)
    sets: dict[str, list[tuple[int, int]]] = {"query": [], "support": []}
    for y, class_id in enumerate(classes):
        members = [position for position, other in enumerate(array) if other == class_id]
        for name, wanted in (("query", n_query), ("support", k_shot)):
            for _ in range(wanted):
                position = throw(members)
                while any((position, y) in entries for entries in sets.values()):
                    position = throw(members)
                sets[name].append((position, y))
    support, query = (torch.tensor(sets[name], device=labels.device).T for name in ("support", "query"))
    return support[0], support[1], query[0], query[1], torch.tensor(classes, device=labels.device)
