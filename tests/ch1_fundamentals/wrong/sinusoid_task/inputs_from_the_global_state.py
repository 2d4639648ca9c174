"""Your inputs come from the global random state of torch: hand generator=generator to every draw, also to that of the inputs.

The generator was added to the first two draws, and forgotten in the others.
"""

import math

import torch


def sinusoid_task(k_shot: int, n_query: int, generator: torch.Generator) -> tuple:
    amplitude = 0.1 + 4.9 * torch.rand(1, generator=generator).item()
    phase = math.pi * torch.rand(1, generator=generator).item()
    xs = 10 * torch.rand(k_shot, 1) - 5
    xq = 10 * torch.rand(n_query, 1) - 5
    return xs, amplitude * torch.sin(xs + phase), xq, amplitude * torch.sin(xq + phase), amplitude, phase
