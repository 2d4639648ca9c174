"""You divide the caller's logits in place and multiply them back, which changes them by rounding. Make new tensors.

detach() shares the memory, and (x / T) * T is not always x in floating point.
"""

import torch
import torch.nn.functional as F


def kd_loss(
    student: torch.Tensor, teacher: torch.Tensor, y: torch.Tensor, temperature: float, alpha: float
) -> torch.Tensor:
    teacher = teacher.detach()
    teacher /= temperature
    p = F.softmax(teacher, dim=1)
    teacher *= temperature
    log_q = F.log_softmax(student / temperature, dim=1)
    divergence = F.kl_div(log_q, p, reduction="batchmean")
    return alpha * temperature**2 * divergence + (1 - alpha) * F.cross_entropy(student, y)
