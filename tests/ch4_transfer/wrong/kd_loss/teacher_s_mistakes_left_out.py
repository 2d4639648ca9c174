"""You leave out the samples on which the teacher is wrong. The divergence is the mean over all samples.

A filter for bad advice; with a good teacher it rarely shows.
"""

import torch
import torch.nn.functional as F


def kd_loss(
    student: torch.Tensor, teacher: torch.Tensor, y: torch.Tensor, temperature: float, alpha: float
) -> torch.Tensor:
    log_p = F.log_softmax(teacher.detach() / temperature, dim=1)
    log_q = F.log_softmax(student / temperature, dim=1)
    is_right = (teacher.argmax(1) == y).to(student.dtype)
    each = (log_p.exp() * (log_p - log_q)).sum(1)
    divergence = (each * is_right).sum() / is_right.sum().clamp(min=1)
    return alpha * temperature**2 * divergence + (1 - alpha) * F.cross_entropy(student, y)
