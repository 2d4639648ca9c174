"""You multiply the whole loss by T^2. The factor belongs to the divergence; the cross-entropy has no temperature.

A misplaced bracket.
"""

import torch
import torch.nn.functional as F


def kd_loss(
    student: torch.Tensor, teacher: torch.Tensor, y: torch.Tensor, temperature: float, alpha: float
) -> torch.Tensor:
    log_p = F.log_softmax(teacher.detach() / temperature, dim=1)
    log_q = F.log_softmax(student / temperature, dim=1)
    divergence = F.kl_div(log_q, log_p, reduction="batchmean", log_target=True)
    return temperature**2 * (alpha * divergence + (1 - alpha) * F.cross_entropy(student, y))
