"""You return xs, xq, ys, yq: the order is xs, ys, xq, yq.

Both inputs first, as train_test_split of scikit-learn returns them.
"""

import math

import torch


def sinusoid_task(k_shot: int, n_query: int, generator: torch.Generator) -> tuple:
    amplitude = 0.1 + 4.9 * torch.rand(1, generator=generator).item()
    phase = math.pi * torch.rand(1, generator=generator).item()
    xs = 10 * torch.rand(k_shot, 1, generator=generator) - 5
    xq = 10 * torch.rand(n_query, 1, generator=generator) - 5
    return xs, xq, amplitude * torch.sin(xs + phase), amplitude * torch.sin(xq + phase), amplitude, phase
