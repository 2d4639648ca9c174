"""You divide the caller's logits in place (/= writes into the argument). Make new tensors.

`teacher /= temperature` reads like an assignment and is an in-place operation for tensors.
"""

import torch
import torch.nn.functional as F


def kd_loss(
    student: torch.Tensor, teacher: torch.Tensor, y: torch.Tensor, temperature: float, alpha: float
) -> torch.Tensor:
    teacher = teacher.detach()
    teacher /= temperature
    log_q = F.log_softmax(student / temperature, dim=1)
    divergence = F.kl_div(log_q, F.softmax(teacher, dim=1), reduction="batchmean")
    return alpha * temperature**2 * divergence + (1 - alpha) * F.cross_entropy(student, y)
