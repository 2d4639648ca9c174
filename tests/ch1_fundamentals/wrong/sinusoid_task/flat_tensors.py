"""Your tensors have the shape (k_shot,): a network reads one row per point, so make them columns, (k_shot, 1) and (n_query, 1).

A layer nn.Linear(1, ...) takes (k_shot,) for one point with k_shot features.
"""

import math

import torch


def sinusoid_task(k_shot: int, n_query: int, generator: torch.Generator) -> tuple:
    amplitude = 0.1 + 4.9 * torch.rand(1, generator=generator).item()
    phase = math.pi * torch.rand(1, generator=generator).item()
    xs = 10 * torch.rand(k_shot, generator=generator) - 5
    xq = 10 * torch.rand(n_query, generator=generator) - 5
    return xs, amplitude * torch.sin(xs + phase), xq, amplitude * torch.sin(xq + phase), amplitude, phase
