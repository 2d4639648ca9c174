"""You call backward() yourself. Return the loss; whoever trains decides about gradients.

The value and later gradients are right, but .grad has been written to.
"""

import torch
import torch.nn.functional as F


def kd_loss(
    student: torch.Tensor, teacher: torch.Tensor, y: torch.Tensor, temperature: float, alpha: float
) -> torch.Tensor:
    log_p = F.log_softmax(teacher.detach() / temperature, dim=1)
    log_q = F.log_softmax(student / temperature, dim=1)
    divergence = F.kl_div(log_q, log_p, reduction="batchmean", log_target=True)
    loss = alpha * temperature**2 * divergence + (1 - alpha) * F.cross_entropy(student, y)
    if loss.requires_grad:
        loss.backward(retain_graph=True)
    return loss
