"""Cross-entropy with soft targets minus the teacher's entropy.

KL(p || q) = H(p, q) - H(p); torch.special.entr is 0 at 0.
"""

import torch
import torch.nn.functional as F


def kd_loss(
    student: torch.Tensor, teacher: torch.Tensor, y: torch.Tensor, temperature: float, alpha: float
) -> torch.Tensor:
    p = torch.softmax(teacher.detach() / temperature, dim=1)
    entropy = torch.special.entr(p).sum(dim=1).mean()
    divergence = F.cross_entropy(student / temperature, p) - entropy
    return alpha * temperature**2 * divergence + (1 - alpha) * F.cross_entropy(student, y)
