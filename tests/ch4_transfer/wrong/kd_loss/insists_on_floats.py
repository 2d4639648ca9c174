"""You refuse a temperature or an alpha that is an int. Whole numbers such as T = 4 and alpha = 1 are numbers too.

A type hint `float` read strictly; Python and type checkers accept an int wherever a float is declared.
"""

import torch
import torch.nn.functional as F


def kd_loss(
    student: torch.Tensor, teacher: torch.Tensor, y: torch.Tensor, temperature: float, alpha: float
) -> torch.Tensor:
    if not (isinstance(temperature, float) and isinstance(alpha, float)):
        raise TypeError("temperature and alpha must be floats")
    log_p = F.log_softmax(teacher.detach() / temperature, dim=1)
    log_q = F.log_softmax(student / temperature, dim=1)
    divergence = F.kl_div(log_q, log_p, reduction="batchmean", log_target=True)
    return alpha * temperature**2 * divergence + (1 - alpha) * F.cross_entropy(student, y)
