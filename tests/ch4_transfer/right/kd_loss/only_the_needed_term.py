"""Leaves out a term whose weight is 0.

With alpha 0 or 1 the other term has no effect on the loss nor on its gradient.
"""

import torch
import torch.nn.functional as F


def kd_loss(
    student: torch.Tensor, teacher: torch.Tensor, y: torch.Tensor, temperature: float, alpha: float
) -> torch.Tensor:
    loss = student.new_zeros(())
    if alpha < 1:
        loss = loss + (1 - alpha) * F.cross_entropy(student, y)
    if alpha > 0:
        p = F.softmax(teacher.detach() / temperature, dim=1)
        log_q = F.log_softmax(student / temperature, dim=1)
        loss = loss + alpha * temperature**2 * F.kl_div(log_q, p, reduction="batchmean")
    return loss
