"""You hand kl_div the teacher's log-probabilities without saying so. Its second argument is a probability unless log_target=True.

F.kl_div then takes the logarithm of a negative number, which is NaN.
"""

import torch
import torch.nn.functional as F


def kd_loss(
    student: torch.Tensor, teacher: torch.Tensor, y: torch.Tensor, temperature: float, alpha: float
) -> torch.Tensor:
    log_p = F.log_softmax(teacher.detach() / temperature, dim=1)
    log_q = F.log_softmax(student / temperature, dim=1)
    divergence = F.kl_div(log_q, log_p, reduction="batchmean")
    return alpha * temperature**2 * divergence + (1 - alpha) * F.cross_entropy(student, y)
