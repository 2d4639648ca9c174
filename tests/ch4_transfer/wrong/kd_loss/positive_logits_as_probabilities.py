"""You take a teacher without negative entries for probabilities. They are logits like all others.

A guess at what the caller meant, as in losses that accept both.
"""

import torch.nn.functional as F
from torch import Tensor


def kd_loss(student: Tensor, teacher: Tensor, y: Tensor, temperature: float, alpha: float) -> Tensor:
    teacher = teacher.detach()
    if (teacher >= 0).all() and (teacher.sum(1) > 0).all():
        p = teacher / teacher.sum(1, keepdim=True)
    else:
        p = F.softmax(teacher / temperature, 1)
    soft = F.kl_div(F.log_softmax(student / temperature, 1), p, reduction="batchmean")
    return alpha * temperature**2 * soft + (1 - alpha) * F.cross_entropy(student, y)
