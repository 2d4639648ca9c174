"""You return one loss for each sample. Average over the batch: the result is a single number.

reduction="none" and only the class axis summed.
"""

import torch
import torch.nn.functional as F


def kd_loss(
    student: torch.Tensor, teacher: torch.Tensor, y: torch.Tensor, temperature: float, alpha: float
) -> torch.Tensor:
    log_p = F.log_softmax(teacher.detach() / temperature, dim=1)
    log_q = F.log_softmax(student / temperature, dim=1)
    divergence = F.kl_div(log_q, log_p, reduction="none", log_target=True).sum(1)
    return alpha * temperature**2 * divergence + (1 - alpha) * F.cross_entropy(student, y, reduction="none")
