"""You make an int of the temperature: 2.5 becomes 2. It may be any number above 0.

int(temperature), as for a setting that was read from a command line.
"""

import torch.nn.functional as F
from torch import Tensor


def kd_loss(student: Tensor, teacher: Tensor, y: Tensor, temperature: float, alpha: float) -> Tensor:
    t = int(temperature) if temperature >= 1 else temperature
    soft = F.kl_div(F.log_softmax(student / t, 1), F.softmax(teacher.detach() / t, 1), reduction="batchmean")
    return alpha * t**2 * soft + (1 - alpha) * F.cross_entropy(student, y)
