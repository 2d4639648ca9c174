"""You give alpha to the cross-entropy and 1 - alpha to the teacher. Here alpha weighs the teacher's term.

Both conventions are in use; the docstring says which one is meant.
"""

import torch
import torch.nn.functional as F


def kd_loss(
    student: torch.Tensor, teacher: torch.Tensor, y: torch.Tensor, temperature: float, alpha: float
) -> torch.Tensor:
    log_p = F.log_softmax(teacher.detach() / temperature, dim=1)
    log_q = F.log_softmax(student / temperature, dim=1)
    divergence = F.kl_div(log_q, log_p, reduction="batchmean", log_target=True)
    return (1 - alpha) * temperature**2 * divergence + alpha * F.cross_entropy(student, y)
