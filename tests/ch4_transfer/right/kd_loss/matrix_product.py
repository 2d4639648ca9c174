"""The divergence as the trace of a matrix product, the logarithms by logsumexp.

The diagonal of p @ (log p - log q).T holds the samples' divergences.
"""

import torch


def kd_loss(
    student: torch.Tensor, teacher: torch.Tensor, y: torch.Tensor, temperature: float, alpha: float
) -> torch.Tensor:
    v, z = teacher.detach() / temperature, student / temperature
    log_p = v - torch.logsumexp(v, dim=1, keepdim=True)
    log_q = z - torch.logsumexp(z, dim=1, keepdim=True)
    divergence = torch.trace(log_p.exp() @ (log_p - log_q).T) / len(y)
    hard = (torch.logsumexp(student, dim=1) - student[torch.arange(len(y)), y]).mean()
    return alpha * temperature**2 * divergence + (1 - alpha) * hard
