"""You make a tensor of alpha without naming a dtype: it is int64 for an alpha of 0 or 1, and float32 beside float64 logits. Give it the dtype and device of the student's logits.

torch.tensor takes the dtype from the Python numbers; a matrix product, other than `*`, does not promote dtypes.
"""

import torch
import torch.nn.functional as F


def kd_loss(
    student: torch.Tensor, teacher: torch.Tensor, y: torch.Tensor, temperature: float, alpha: float
) -> torch.Tensor:
    log_p = F.log_softmax(teacher.detach() / temperature, dim=1)
    log_q = F.log_softmax(student / temperature, dim=1)
    divergence = F.kl_div(log_q, log_p, reduction="batchmean", log_target=True)
    weights = torch.tensor([alpha, 1 - alpha])
    return weights @ torch.stack([temperature**2 * divergence, F.cross_entropy(student, y)])
