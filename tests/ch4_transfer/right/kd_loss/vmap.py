"""torch.func.vmap over the samples.

The loss of one sample is written without a batch axis.
"""

import torch
import torch.nn.functional as F


def kd_loss(
    student: torch.Tensor, teacher: torch.Tensor, y: torch.Tensor, temperature: float, alpha: float
) -> torch.Tensor:
    def of_sample(z: torch.Tensor, v: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
        log_p, log_q = F.log_softmax(v / temperature, dim=0), F.log_softmax(z / temperature, dim=0)
        hard = -(target * F.log_softmax(z, dim=0)).sum()
        return alpha * temperature**2 * (log_p.exp() * (log_p - log_q)).sum() + (1 - alpha) * hard

    one_hot = F.one_hot(y, student.shape[1]).to(student.dtype)
    return torch.func.vmap(of_sample)(student, teacher.detach(), one_hot).mean()
