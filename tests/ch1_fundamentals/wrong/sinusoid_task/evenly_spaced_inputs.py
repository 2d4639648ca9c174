"""Your inputs are the same even grid in every task: draw each of them at random.

`torch.linspace` is right for a plot of the curve, not for the points to learn from.
"""

import math

import torch


def sinusoid_task(k_shot: int, n_query: int, generator: torch.Generator) -> tuple:
    amplitude = 0.1 + 4.9 * torch.rand(1, generator=generator).item()
    phase = math.pi * torch.rand(1, generator=generator).item()
    xs = torch.linspace(-5, 5, k_shot).unsqueeze(1)
    xq = torch.linspace(-5, 5, n_query).unsqueeze(1)
    return xs, amplitude * torch.sin(xs + phase), xq, amplitude * torch.sin(xq + phase), amplitude, phase
