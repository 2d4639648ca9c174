"""You add a small constant inside the teacher's logarithm; use torch.log_softmax, which needs none.

The usual guard against log(0), copied from code for probabilities. It shifts every value a little.
"""

import torch
import torch.nn.functional as F


def kd_loss(
    student: torch.Tensor, teacher: torch.Tensor, y: torch.Tensor, temperature: float, alpha: float
) -> torch.Tensor:
    p = F.softmax(teacher.detach() / temperature, dim=1)
    log_q = F.log_softmax(student / temperature, dim=1)
    divergence = (p * ((p + 1e-6).log() - log_q)).sum(1).mean()
    return alpha * temperature**2 * divergence + (1 - alpha) * F.cross_entropy(student, y)
