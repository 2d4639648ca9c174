"""You draw a new amplitude for each support point; a task has one, for all its points.

torch.rand(k_shot, 1) for the amplitude as well, which broadcasts without an error.
"""

import math

import torch


def sinusoid_task(k_shot: int, n_query: int, generator: torch.Generator) -> tuple:
    amplitude = 0.1 + 4.9 * torch.rand(1, generator=generator)
    phase = math.pi * torch.rand(1, generator=generator)
    xs = 10 * torch.rand(k_shot, 1, generator=generator) - 5
    xq = 10 * torch.rand(n_query, 1, generator=generator) - 5
    amplitudes = 0.1 + 4.9 * torch.rand(k_shot, 1, generator=generator)
    return xs, amplitudes * torch.sin(xs + phase), xq, amplitude * torch.sin(xq + phase), amplitude, phase
