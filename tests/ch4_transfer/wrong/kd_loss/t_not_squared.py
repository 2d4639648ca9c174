"""You multiply the divergence by T instead of T^2.

One factor 1/T comes from the derivative of z / T and is easy to see; the other comes from q - p,
which shrinks too.
"""

import torch
import torch.nn.functional as F


def kd_loss(
    student: torch.Tensor, teacher: torch.Tensor, y: torch.Tensor, temperature: float, alpha: float
) -> torch.Tensor:
    log_p = F.log_softmax(teacher.detach() / temperature, dim=1)
    log_q = F.log_softmax(student / temperature, dim=1)
    divergence = F.kl_div(log_q, log_p, reduction="batchmean", log_target=True)
    return alpha * temperature * divergence + (1 - alpha) * F.cross_entropy(student, y)
