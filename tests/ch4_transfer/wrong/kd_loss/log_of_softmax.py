"""For confident networks your loss or its gradient is infinite or NaN: a probability became 0 before its logarithm, or an exp overflowed. Compute log-probabilities directly.

The formula typed as it stands; F.log_softmax never forms the small probability.
"""

import torch
import torch.nn.functional as F


def kd_loss(
    student: torch.Tensor, teacher: torch.Tensor, y: torch.Tensor, temperature: float, alpha: float
) -> torch.Tensor:
    p = F.softmax(teacher.detach() / temperature, dim=1)
    q = F.softmax(student / temperature, dim=1)
    divergence = (p * (p.log() - q.log())).sum(1).mean()
    return alpha * temperature**2 * divergence + (1 - alpha) * F.cross_entropy(student, y)
