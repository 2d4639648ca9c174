"""You add a small constant inside the logarithm. That caps the loss for confident networks and stops its gradient: use log-probabilities.

The usual first remedy against log(0).
"""

import torch
import torch.nn.functional as F


def kd_loss(
    student: torch.Tensor, teacher: torch.Tensor, y: torch.Tensor, temperature: float, alpha: float
) -> torch.Tensor:
    p = F.softmax(teacher.detach() / temperature, dim=1)
    q = F.softmax(student / temperature, dim=1)
    divergence = (p * ((p + 1e-3).log() - (q + 1e-3).log())).sum(1).mean()
    return alpha * temperature**2 * divergence + (1 - alpha) * F.cross_entropy(student, y)
