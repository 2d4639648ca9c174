"""You return a Python number, or a tensor made of it, which has no gradient.

.item() or float().
"""

import torch


def matching_loss(probs, y):
    return torch.tensor(-probs.gather(1, y[:, None]).clamp(min=1e-8).log().mean().item(), dtype=probs.dtype)
