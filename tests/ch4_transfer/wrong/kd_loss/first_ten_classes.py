"""Your divergence leaves out all classes after the tenth. The number of classes C is that of the logits, not the ten of the digits.

Ten, as in the digits, MNIST and CIFAR-10, written into a loop over the classes.
"""

import torch
import torch.nn.functional as F


def kd_loss(
    student: torch.Tensor, teacher: torch.Tensor, y: torch.Tensor, temperature: float, alpha: float
) -> torch.Tensor:
    log_p = F.log_softmax(teacher.detach() / temperature, dim=1)
    log_q = F.log_softmax(student / temperature, dim=1)
    divergence = 0.0
    for c in range(min(10, student.shape[1])):
        divergence = divergence + (log_p[:, c].exp() * (log_p[:, c] - log_q[:, c])).mean()
    return alpha * temperature**2 * divergence + (1 - alpha) * F.cross_entropy(student, y)
