"""You replace a temperature below 1 by 1. Any temperature above 0 is allowed.

A guard against something that is no mistake: below 1 the probabilities become sharper.
"""

import torch
import torch.nn.functional as F


def kd_loss(
    student: torch.Tensor, teacher: torch.Tensor, y: torch.Tensor, temperature: float, alpha: float
) -> torch.Tensor:
    temperature = max(float(temperature), 1.0)
    log_p = F.log_softmax(teacher.detach() / temperature, dim=1)
    log_q = F.log_softmax(student / temperature, dim=1)
    divergence = F.kl_div(log_q, log_p, reduction="batchmean", log_target=True)
    return alpha * temperature**2 * divergence + (1 - alpha) * F.cross_entropy(student, y)
