"""scikit-learn's train_test_split with stratify, after k_shot + n_query samples of each class were drawn.

Right: all classes have the same number of samples by then, so a stratified split gives each its exact
share. The entries come out shuffled.
"""

import torch
from sklearn.model_selection import train_test_split


def sample_episode(
    labels: torch.Tensor, n_way: int, k_shot: int, n_query: int, generator: torch.Generator
) -> tuple[torch.Tensor, ...]:
    n_samples = k_shot + n_query
    class_ids, sizes = torch.unique(labels, return_counts=True)
    candidates = class_ids[sizes >= n_samples]
    if n_way > len(candidates):
        raise ValueError(f"only {len(candidates)} classes have {n_samples} samples")
    classes = candidates[torch.randperm(len(candidates), generator=generator)][:n_way]
    order = torch.randperm(len(labels), generator=generator).to(labels.device)
    drawn = torch.cat([order[labels[order] == class_id][:n_samples] for class_id in classes]).cpu().numpy()
    y = torch.arange(n_way).repeat_interleave(n_samples).numpy()
    parts = train_test_split(
        drawn, y, train_size=n_way * k_shot, test_size=n_way * n_query, stratify=y,
        random_state=int(torch.randint(2**31, (1,), generator=generator)),
    )
    support_idx, query_idx, support_y, query_y = (torch.from_numpy(part).to(labels.device) for part in parts)
    return support_idx, support_y, query_idx, query_y, classes
