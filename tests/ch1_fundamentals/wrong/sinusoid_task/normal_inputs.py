"""Your inputs are normal, not uniform between -5 and 5: torch.rand is uniform, torch.randn is normal.

One letter apart. Some inputs lie beyond 5, and most lie near 0.
"""

import math

import torch


def sinusoid_task(k_shot: int, n_query: int, generator: torch.Generator) -> tuple:
    amplitude = 0.1 + 4.9 * torch.rand(1, generator=generator).item()
    phase = math.pi * torch.rand(1, generator=generator).item()
    xs = 5 * torch.randn(k_shot, 1, generator=generator)
    xq = 5 * torch.randn(n_query, 1, generator=generator)
    return xs, amplitude * torch.sin(xs + phase), xq, amplitude * torch.sin(xq + phase), amplitude, phase
