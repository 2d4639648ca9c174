"""You do not look at the sizes of the classes, so a small one gives a short episode: choose among classes with k_shot + n_query samples, ValueError if there are fewer than n_way.

`randperm(n)[:k]` gives n numbers when n < k, without a word: so does extract_episode of the official
Prototypical Networks code.
"""

import torch


def sample_episode(
    labels: torch.Tensor, n_way: int, k_shot: int, n_query: int, generator: torch.Generator
) -> tuple[torch.Tensor, ...]:
    n_samples = k_shot + n_query
    class_ids = torch.unique(labels)
    if len(class_ids) < n_way:
        raise ValueError("too few classes")
    classes = class_ids[torch.randperm(len(class_ids), generator=generator)[:n_way]]
    support, support_y, query, query_y = [], [], [], []
    for y, class_id in enumerate(classes):
        positions = (labels == class_id).nonzero().squeeze(1)
        drawn = positions[torch.randperm(len(positions), generator=generator)[:n_samples]]
        support.append(drawn[:k_shot])
        support_y.append(torch.full_like(drawn[:k_shot], y))
        query.append(drawn[k_shot:])
        query_y.append(torch.full_like(drawn[k_shot:], y))
    return torch.cat(support), torch.cat(support_y), torch.cat(query), torch.cat(query_y), classes
