"""F.kl_div summed, then divided by the batch size, the teacher under no_grad.

The same as batchmean.
"""

import torch
import torch.nn.functional as F


def kd_loss(
    student: torch.Tensor, teacher: torch.Tensor, y: torch.Tensor, temperature: float, alpha: float
) -> torch.Tensor:
    with torch.no_grad():
        p = torch.softmax(teacher / temperature, dim=1)
    log_q = torch.log_softmax(student / temperature, dim=1)
    divergence = F.kl_div(log_q, p, reduction="sum") / student.size(0)
    return alpha * temperature**2 * divergence + (1 - alpha) * F.cross_entropy(student, y)
