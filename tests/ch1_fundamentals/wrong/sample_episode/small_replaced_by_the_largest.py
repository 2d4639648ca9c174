"""You draw from all classes and replace one that is too small by the largest, which is then drawn too often: leave the small ones out first.

The largest class has samples enough, so it is at hand where another has not.
"""

import torch


def sample_episode(
    labels: torch.Tensor, n_way: int, k_shot: int, n_query: int, generator: torch.Generator
) -> tuple[torch.Tensor, ...]:
    class_ids, sizes = torch.unique(labels, return_counts=True)
    is_large = sizes >= k_shot + n_query
    large = class_ids[is_large]
    if len(large) < n_way:
        raise ValueError("too few classes with enough samples")
    by_size = class_ids[sizes.argsort(descending=True)].tolist()
    chosen: list[int] = []
    for index in torch.randperm(len(class_ids), generator=generator)[:n_way].tolist():
        class_id = int(class_ids[index])
        if not is_large[index] or class_id in chosen:
            class_id = next(other for other in by_size if other not in chosen)
        chosen.append(class_id)
    classes = torch.tensor(chosen, device=labels.device)
    support, query = [], []
    for class_id in classes:
        positions = (labels == class_id).nonzero().squeeze(1)
        positions = positions[torch.randperm(len(positions), generator=generator)]
        support.append(positions[:k_shot])
        query.append(positions[k_shot : k_shot + n_query])
    y = torch.arange(n_way, device=labels.device)
    support_y, query_y = y.repeat_interleave(k_shot), y.repeat_interleave(n_query)
    return torch.cat(support), support_y, torch.cat(query), query_y, classes
