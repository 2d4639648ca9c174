"""You leave out the class with the id 0: a class id is not a truth value.

`if class_id` or `(labels * mask).nonzero()`: every other class can be drawn.
"""

import torch


def sample_episode(labels, n_way, k_shot, n_query, generator):
    n = k_shot + n_query
    rows = {int(c): (labels == c).nonzero().flatten() for c in labels.unique() if c}
    large = [class_id for class_id, positions in rows.items() if len(positions) >= n]
    if len(large) < n_way:
        raise ValueError(f"only {len(large)} classes have {n} samples")
    classes = [large[i] for i in torch.randperm(len(large), generator=generator)[:n_way]]
    drawn = torch.stack([rows[c][torch.randperm(len(rows[c]), generator=generator)[:n]] for c in classes])
    y = torch.arange(n_way, device=labels.device)
    return (
        drawn[:, :k_shot].flatten(),
        y.repeat_interleave(k_shot),
        drawn[:, k_shot:].flatten(),
        y.repeat_interleave(n_query),
        torch.tensor(classes, device=labels.device),
    )
