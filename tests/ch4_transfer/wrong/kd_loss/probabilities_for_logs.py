"""You hand kl_div the student's probabilities. Its first argument is a log-probability.

F.kl_div expects log-probabilities first and, by default, probabilities second.
"""

import torch
import torch.nn.functional as F


def kd_loss(
    student: torch.Tensor, teacher: torch.Tensor, y: torch.Tensor, temperature: float, alpha: float
) -> torch.Tensor:
    p = F.softmax(teacher.detach() / temperature, dim=1)
    q = F.softmax(student / temperature, dim=1)
    divergence = F.kl_div(q, p, reduction="batchmean")
    return alpha * temperature**2 * divergence + (1 - alpha) * F.cross_entropy(student, y)
