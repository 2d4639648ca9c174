"""Your query set lies on another curve: draw amplitude and phase once, and use them on both sides.

A helper that draws a curve and its points, called once for each side.
"""

import math

import torch


def sinusoid_task(k_shot: int, n_query: int, generator: torch.Generator) -> tuple:
    amplitude = 0.1 + 4.9 * torch.rand(1, generator=generator).item()
    phase = math.pi * torch.rand(1, generator=generator).item()
    xs = 10 * torch.rand(k_shot, 1, generator=generator) - 5
    xq = 10 * torch.rand(n_query, 1, generator=generator) - 5
    ys = amplitude * torch.sin(xs + phase)
    phase_q = math.pi * torch.rand(1, generator=generator).item()
    return xs, ys, xq, amplitude * torch.sin(xq + phase_q), amplitude, phase
