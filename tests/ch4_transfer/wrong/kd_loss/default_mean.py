"""Your divergence is averaged over classes too. Sum it over the classes and average over the batch only (kl_div's own name for this is batchmean).

The default reduction of F.kl_div is "mean", over all B * C entries; its documentation warns of this.
"""

import torch
import torch.nn.functional as F


def kd_loss(
    student: torch.Tensor, teacher: torch.Tensor, y: torch.Tensor, temperature: float, alpha: float
) -> torch.Tensor:
    log_p = F.log_softmax(teacher.detach() / temperature, dim=1)
    log_q = F.log_softmax(student / temperature, dim=1)
    divergence = F.kl_div(log_q, log_p, log_target=True)
    return alpha * temperature**2 * divergence + (1 - alpha) * F.cross_entropy(student, y)
