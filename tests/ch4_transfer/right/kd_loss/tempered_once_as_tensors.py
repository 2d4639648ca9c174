"""temperature and alpha as tensors of the logits' dtype, the two terms as a weighted sum of a pair.

new_tensor takes an int as well as a float and keeps dtype and device.
"""

import torch
import torch.nn.functional as F


def kd_loss(
    student: torch.Tensor, teacher: torch.Tensor, y: torch.Tensor, temperature: float, alpha: float
) -> torch.Tensor:
    t, weight = student.new_tensor(temperature), student.new_tensor(alpha)
    log_p = F.log_softmax(teacher.data / t, dim=1)
    log_q = F.log_softmax(student / t, dim=1)
    soft = t.square() * F.kl_div(log_q, log_p, reduction="batchmean", log_target=True)
    return torch.stack([weight, 1 - weight]) @ torch.stack([soft, F.cross_entropy(student, y)])
