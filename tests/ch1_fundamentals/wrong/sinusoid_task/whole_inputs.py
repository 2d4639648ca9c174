"""Your inputs are whole numbers: torch.randint draws integers, and x can be any number between -5 and 5.

`torch.randint(-5, 6, ...)` has the right range and only eleven values.
"""

import math

import torch


def sinusoid_task(k_shot: int, n_query: int, generator: torch.Generator) -> tuple:
    amplitude = 0.1 + 4.9 * torch.rand(1, generator=generator).item()
    phase = math.pi * torch.rand(1, generator=generator).item()
    xs = torch.randint(-5, 6, (k_shot, 1), generator=generator).float()
    xq = torch.randint(-5, 6, (n_query, 1), generator=generator).float()
    return xs, amplitude * torch.sin(xs + phase), xq, amplitude * torch.sin(xq + phase), amplitude, phase
