"""Your amplitude is the same in every call: draw it inside of the function, so that each task has its own.

Drawn when the function is defined, or kept in a cache. The phase alone then tells the tasks apart.
"""

import math

import torch

AMPLITUDE = 0.1 + 4.9 * torch.rand(1, generator=torch.Generator().manual_seed(0)).item()


def sinusoid_task(k_shot: int, n_query: int, generator: torch.Generator) -> tuple:
    phase = math.pi * torch.rand(1, generator=generator).item()
    xs = 10 * torch.rand(k_shot, 1, generator=generator) - 5
    xq = 10 * torch.rand(n_query, 1, generator=generator) - 5
    amplitude = AMPLITUDE
    return xs, amplitude * torch.sin(xs + phase), xq, amplitude * torch.sin(xq + phase), amplitude, phase
