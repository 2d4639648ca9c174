"""You call detach_() on a teacher that was computed: afterwards the caller's own tensor requires no gradient.

detach_() raises for some tensors and is avoided for these only.
"""

import torch.nn.functional as F
from torch import Tensor


def kd_loss(student: Tensor, teacher: Tensor, y: Tensor, temperature: float, alpha: float) -> Tensor:
    fixed = teacher.detach() if teacher.is_leaf else teacher.detach_()
    soft = F.kl_div(
        F.log_softmax(student / temperature, 1), F.softmax(fixed / temperature, 1), reduction="batchmean"
    )
    return alpha * temperature**2 * soft + (1 - alpha) * F.cross_entropy(student, y)
