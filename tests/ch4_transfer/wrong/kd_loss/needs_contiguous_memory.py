"""You use view on logits that may not lie in memory row by row, such as a transpose. reshape or flatten take any tensor.

view(-1) fails where strides differ from those of a fresh tensor.
"""

import torch
import torch.nn.functional as F


def kd_loss(
    student: torch.Tensor, teacher: torch.Tensor, y: torch.Tensor, temperature: float, alpha: float
) -> torch.Tensor:
    students, teachers = student.view(-1).split(student.shape[1]), teacher.detach().view(-1).split(student.shape[1])
    log_q = F.log_softmax(torch.stack(students) / temperature, dim=1)
    log_p = F.log_softmax(torch.stack(teachers) / temperature, dim=1)
    divergence = F.kl_div(log_q, log_p, reduction="batchmean", log_target=True)
    return alpha * temperature**2 * divergence + (1 - alpha) * F.cross_entropy(student, y)
