"""Your amplitude and your phase come from one random number, so that high waves are always shifted far: draw two.

`u = torch.rand(1)` is drawn once, and scaled to both intervals.
"""

import math

import torch


def sinusoid_task(k_shot: int, n_query: int, generator: torch.Generator) -> tuple:
    u = torch.rand(1, generator=generator).item()
    amplitude, phase = 0.1 + 4.9 * u, math.pi * u
    xs = 10 * torch.rand(k_shot, 1, generator=generator) - 5
    xq = 10 * torch.rand(n_query, 1, generator=generator) - 5
    return xs, amplitude * torch.sin(xs + phase), xq, amplitude * torch.sin(xq + phase), amplitude, phase
