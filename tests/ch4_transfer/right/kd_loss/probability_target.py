"""F.kl_div with the teacher's probabilities.

The terms of probabilities that are 0 are 0 there.
"""

import torch
import torch.nn.functional as F


def kd_loss(
    student: torch.Tensor, teacher: torch.Tensor, y: torch.Tensor, temperature: float, alpha: float
) -> torch.Tensor:
    p = F.softmax(teacher.detach() / temperature, dim=-1)
    log_q = F.log_softmax(student / temperature, dim=-1)
    divergence = F.kl_div(log_q, p, reduction="batchmean")
    return alpha * temperature**2 * divergence + (1 - alpha) * F.cross_entropy(student, y)
