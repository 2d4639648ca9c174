"""You compare the logits by squared error. Compare the softened probabilities by their divergence.

Ba and Caruana 2014 train so; Hinton et al. show it to be the limit of a high temperature for
zero-mean logits.
"""

import torch
import torch.nn.functional as F


def kd_loss(
    student: torch.Tensor, teacher: torch.Tensor, y: torch.Tensor, temperature: float, alpha: float
) -> torch.Tensor:
    return alpha * F.mse_loss(student, teacher.detach()) + (1 - alpha) * F.cross_entropy(student, y)
