"""Your tensors are float64: return float32, the dtype of a network's parameters.

numpy draws and computes in double precision, and torch.from_numpy keeps it.
"""

import math

import torch


def sinusoid_task(k_shot: int, n_query: int, generator: torch.Generator) -> tuple:
    amplitude = 0.1 + 4.9 * torch.rand(1, generator=generator).item()
    phase = math.pi * torch.rand(1, generator=generator).item()
    xs = 10 * torch.rand(k_shot, 1, generator=generator, dtype=torch.float64) - 5
    xq = 10 * torch.rand(n_query, 1, generator=generator, dtype=torch.float64) - 5
    return xs, amplitude * torch.sin(xs + phase), xq, amplitude * torch.sin(xq + phase), amplitude, phase
