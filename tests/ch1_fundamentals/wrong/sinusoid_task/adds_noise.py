"""Your ys has noise: this task has none, so return amplitude * sin(xs + phase) as it is.

Regression data usually has noise. Here the query set has none, and the support set has a little.
"""

import math

import torch


def sinusoid_task(k_shot: int, n_query: int, generator: torch.Generator) -> tuple:
    amplitude = 0.1 + 4.9 * torch.rand(1, generator=generator).item()
    phase = math.pi * torch.rand(1, generator=generator).item()
    xs = 10 * torch.rand(k_shot, 1, generator=generator) - 5
    xq = 10 * torch.rand(n_query, 1, generator=generator) - 5
    ys = amplitude * torch.sin(xs + phase) + 0.05 * torch.randn(k_shot, 1, generator=generator)
    return xs, ys, xq, amplitude * torch.sin(xq + phase), amplitude, phase
