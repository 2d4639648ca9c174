"""einsum for the divergence, gather for the cross-entropy."""

import torch


def kd_loss(
    student: torch.Tensor, teacher: torch.Tensor, y: torch.Tensor, temperature: float, alpha: float
) -> torch.Tensor:
    log_p = torch.log_softmax(teacher.detach() / temperature, dim=1)
    log_q = torch.log_softmax(student / temperature, dim=1)
    divergence = torch.einsum("bc,bc->b", log_p.exp(), log_p - log_q)
    hard = -torch.log_softmax(student, dim=1).gather(1, y[:, None]).squeeze(1)
    return (alpha * temperature**2 * divergence + (1 - alpha) * hard).mean()
