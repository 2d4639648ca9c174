"""When the teacher's logits require a gradient, the student gets none from the divergence: you cut off both. Cut off the teacher's logits only.

The switch keeps the gradient from the teacher; a teacher run under torch.no_grad() never turns it.
"""

import torch
import torch.nn.functional as F


def kd_loss(
    student: torch.Tensor, teacher: torch.Tensor, y: torch.Tensor, temperature: float, alpha: float
) -> torch.Tensor:
    with torch.set_grad_enabled(not teacher.requires_grad):
        log_p = F.log_softmax(teacher / temperature, dim=1)
        log_q = F.log_softmax(student / temperature, dim=1)
        divergence = F.kl_div(log_q, log_p, reduction="batchmean", log_target=True)
    return alpha * temperature**2 * divergence + (1 - alpha) * F.cross_entropy(student, y)
