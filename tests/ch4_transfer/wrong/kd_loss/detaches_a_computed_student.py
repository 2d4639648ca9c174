"""You detach student where it was computed by a network, which then gets no gradient.

`if not student.is_leaf: student = student.detach().requires_grad_()`, to be able to read student.grad.
"""

import torch.nn.functional as F
from torch import Tensor


def kd_loss(student: Tensor, teacher: Tensor, y: Tensor, temperature: float, alpha: float) -> Tensor:
    if not student.is_leaf:
        student = student.detach().requires_grad_()
    p = F.softmax(teacher.detach() / temperature, 1)
    soft = F.kl_div(F.log_softmax(student / temperature, 1), p, reduction="batchmean")
    return alpha * temperature**2 * soft + (1 - alpha) * F.cross_entropy(student, y)
