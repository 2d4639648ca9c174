"""You return tables with one row per class: flatten support_idx, support_y, query_idx and query_y to one axis, n_way * k_shot and n_way * n_query entries long.

Handy for prototypes, which are then a mean over one axis; the contract is flat.
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
    classes = large_enough[torch.randperm(len(large_enough), generator=generator)[:n_way]]
    rows = []
    for class_id in classes:
        positions = (labels == class_id).nonzero().squeeze(1)
        rows.append(positions[torch.randperm(len(positions), generator=generator)[:n_samples]])
    drawn = torch.stack(rows)
    y = torch.arange(n_way, device=labels.device)
    support_y, query_y = y[:, None].expand(n_way, k_shot), y[:, None].expand(n_way, n_query)
    return drawn[:, :k_shot], support_y, drawn[:, k_shot:], query_y, classes
