"""The value is right, but no gradient reaches the student: torch.no_grad(), detach(), item() or numpy cuts the graph of the whole loss. Cut off the teacher's logits only.

`with torch.no_grad()` meant for the teacher, round everything.
"""

import torch
import torch.nn.functional as F


def kd_loss(
    student: torch.Tensor, teacher: torch.Tensor, y: torch.Tensor, temperature: float, alpha: float
) -> torch.Tensor:
    with torch.no_grad():
        log_p = F.log_softmax(teacher / temperature, dim=1)
        log_q = F.log_softmax(student / temperature, dim=1)
        divergence = F.kl_div(log_q, log_p, reduction="batchmean", log_target=True)
        return alpha * temperature**2 * divergence + (1 - alpha) * F.cross_entropy(student, y)
