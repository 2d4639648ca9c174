"""Your draws come from the global random state of torch: hand generator=generator to every draw.

Without the keyword the function works, and an experiment cannot be repeated.
"""

import math

import torch


def sinusoid_task(k_shot: int, n_query: int, generator: torch.Generator) -> tuple:
    amplitude = 0.1 + 4.9 * torch.rand(1).item()
    phase = math.pi * torch.rand(1).item()
    xs = 10 * torch.rand(k_shot, 1) - 5
    xq = 10 * torch.rand(n_query, 1) - 5
    return xs, amplitude * torch.sin(xs + phase), xq, amplitude * torch.sin(xq + phase), amplitude, phase
