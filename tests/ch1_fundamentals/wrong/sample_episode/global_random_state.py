"""Some of your draws come from the global random state: hand generator=generator to every random call of torch, and use no unseeded random or numpy.random.

EpisodicBatchSampler of the official Prototypical Networks code draws from torch's global state, and easy-
few-shot-learning's TaskSampler from Python's. Half of the draws are right here, the other half is
forgotten.
"""

import random

import torch


def sample_episode(
    labels: torch.Tensor, n_way: int, k_shot: int, n_query: int, generator: torch.Generator
) -> tuple[torch.Tensor, ...]:
    n_samples = k_shot + n_query
    class_ids, sizes = torch.unique(labels, return_counts=True)
    large_enough = class_ids[sizes >= n_samples]
    if len(large_enough) < n_way:
        raise ValueError("too few classes with enough samples")
    classes = large_enough[torch.randperm(len(large_enough), generator=generator)[:n_way]]
    rows = []
    for class_id in classes:
        positions = (labels == class_id).nonzero().squeeze(1)
        rows.append(positions[random.sample(range(len(positions)), n_samples)])
    drawn = torch.stack(rows)
    y = torch.arange(n_way, device=labels.device)
    support_y, query_y = y.repeat_interleave(k_shot), y.repeat_interleave(n_query)
    return drawn[:, :k_shot].flatten(), support_y, drawn[:, k_shot:].flatten(), query_y, classes
