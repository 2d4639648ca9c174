"""You leave out the factor T^2 before the divergence. Without it the teacher's term fades as the temperature rises.

Hinton et al. mention the factor in a single sentence of section 2.
"""

import torch
import torch.nn.functional as F


def kd_loss(
    student: torch.Tensor, teacher: torch.Tensor, y: torch.Tensor, temperature: float, alpha: float
) -> torch.Tensor:
    log_p = F.log_softmax(teacher.detach() / temperature, dim=1)
    log_q = F.log_softmax(student / temperature, dim=1)
    divergence = F.kl_div(log_q, log_p, reduction="batchmean", log_target=True)
    return alpha * divergence + (1 - alpha) * F.cross_entropy(student, y)
