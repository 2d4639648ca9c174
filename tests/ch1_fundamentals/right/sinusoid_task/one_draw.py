"""All random numbers in one call, then cut and scaled; amplitude and phase as 0-d tensors."""

import math

import torch


def sinusoid_task(k_shot: int, n_query: int, generator: torch.Generator) -> tuple:
    u = torch.rand(2 + k_shot + n_query, generator=generator)
    amplitude, phase = 0.1 + 4.9 * u[0], math.pi * u[1]
    x = (10 * u[2:] - 5).unsqueeze(1)
    y = amplitude * torch.sin(x + phase)
    return x[:k_shot], y[:k_shot], x[k_shot:], y[k_shot:], amplitude, phase
