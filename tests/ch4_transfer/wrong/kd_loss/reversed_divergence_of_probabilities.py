"""You compute KL(student || teacher). The teacher stands in front: F.kl_div(input, target) weighs with its target, so the teacher's probabilities belong there.

kl_div(log p, q) reads like KL(p || q) and is KL(q || p); besides, its gradient is NaN where a q becomes 0.
"""

import torch
import torch.nn.functional as F


def kd_loss(
    student: torch.Tensor, teacher: torch.Tensor, y: torch.Tensor, temperature: float, alpha: float
) -> torch.Tensor:
    log_p = F.log_softmax(teacher.detach() / temperature, dim=1)
    q = F.softmax(student / temperature, dim=1)
    divergence = F.kl_div(log_p, q, reduction="batchmean")
    return alpha * temperature**2 * divergence + (1 - alpha) * F.cross_entropy(student, y)
