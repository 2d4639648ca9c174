"""You compute the divergence in float32 and convert it back. Compute in the dtype of the logits: float64 logits have more digits than that.

`.float()` before the softmax as in mixed-precision training; the result has the right dtype and too few digits.
"""

import torch
import torch.nn.functional as F


def kd_loss(
    student: torch.Tensor, teacher: torch.Tensor, y: torch.Tensor, temperature: float, alpha: float
) -> torch.Tensor:
    log_p = F.log_softmax(teacher.detach().float() / temperature, dim=1)
    log_q = F.log_softmax(student.float() / temperature, dim=1)
    divergence = F.kl_div(log_q, log_p, reduction="batchmean", log_target=True).to(student.dtype)
    return alpha * temperature**2 * divergence + (1 - alpha) * F.cross_entropy(student, y)
