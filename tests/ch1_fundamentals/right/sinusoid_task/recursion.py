"""One point at a time, by recursion, until both sides are full."""

import math

import torch


def sinusoid_task(k_shot: int, n_query: int, generator: torch.Generator) -> tuple:
    u, v = torch.rand(2, generator=generator).tolist()
    amplitude, phase = 0.1 + 4.9 * u, math.pi * v

    def points(n: int) -> torch.Tensor:
        if n == 0:
            return torch.empty(0, 2)
        x = torch.rand(1, generator=generator) * 10 - 5
        return torch.cat([points(n - 1), torch.stack([x, amplitude * torch.sin(x + phase)], dim=1)])

    support, query = points(k_shot), points(n_query)
    return support[:, :1], support[:, 1:], query[:, :1], query[:, 1:], amplitude, phase
