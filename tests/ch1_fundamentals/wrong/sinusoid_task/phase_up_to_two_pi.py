"""Your phases do not fill 0 to pi: they go on to 2 * pi. Half of a full turn is what the paper draws from.

A phase is usually thought of as a full turn. In the paper it is half of one.
"""

import math

import torch


def sinusoid_task(k_shot: int, n_query: int, generator: torch.Generator) -> tuple:
    amplitude = 0.1 + 4.9 * torch.rand(1, generator=generator).item()
    phase = 2 * math.pi * torch.rand(1, generator=generator).item()
    xs = 10 * torch.rand(k_shot, 1, generator=generator) - 5
    xq = 10 * torch.rand(n_query, 1, generator=generator) - 5
    return xs, amplitude * torch.sin(xs + phase), xq, amplitude * torch.sin(xq + phase), amplitude, phase
