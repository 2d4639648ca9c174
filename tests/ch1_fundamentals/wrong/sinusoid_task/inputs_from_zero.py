"""Your inputs lie between 0 and 5: stretch the random numbers to a width of 10 and shift them by -5.

`5 * torch.rand(...)`: the left half of the curve is never seen.
"""

import math

import torch


def sinusoid_task(k_shot: int, n_query: int, generator: torch.Generator) -> tuple:
    amplitude = 0.1 + 4.9 * torch.rand(1, generator=generator).item()
    phase = math.pi * torch.rand(1, generator=generator).item()
    xs = 5 * torch.rand(k_shot, 1, generator=generator)
    xq = 5 * torch.rand(n_query, 1, generator=generator)
    return xs, amplitude * torch.sin(xs + phase), xq, amplitude * torch.sin(xq + phase), amplitude, phase
