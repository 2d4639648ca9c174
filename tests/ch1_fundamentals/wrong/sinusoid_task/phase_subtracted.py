"""ys and yq do not fit the phase that you return: the curve is amplitude * sin(x + phase), with a plus.

Finn's own code computes sin(x - phase). Either is a sine curve, but phase must mean what the contract says.
"""

import math

import torch


def sinusoid_task(k_shot: int, n_query: int, generator: torch.Generator) -> tuple:
    amplitude = 0.1 + 4.9 * torch.rand(1, generator=generator).item()
    phase = math.pi * torch.rand(1, generator=generator).item()
    xs = 10 * torch.rand(k_shot, 1, generator=generator) - 5
    xq = 10 * torch.rand(n_query, 1, generator=generator) - 5
    return xs, amplitude * torch.sin(xs - phase), xq, amplitude * torch.sin(xq - phase), amplitude, phase
