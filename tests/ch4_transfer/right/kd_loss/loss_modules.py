"""nn.KLDivLoss and nn.CrossEntropyLoss.

The module forms, with log_target.
"""

import torch
from torch import nn


def kd_loss(
    student: torch.Tensor, teacher: torch.Tensor, y: torch.Tensor, temperature: float, alpha: float
) -> torch.Tensor:
    kl = nn.KLDivLoss(reduction="batchmean", log_target=True)
    log_p = (teacher.detach() / temperature).log_softmax(1)
    log_q = (student / temperature).log_softmax(1)
    soft = temperature * temperature * kl(log_q, log_p)
    return torch.lerp(nn.CrossEntropyLoss()(student, y), soft, float(alpha))
