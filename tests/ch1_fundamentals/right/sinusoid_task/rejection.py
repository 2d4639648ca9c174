"""Uniform numbers by rejection: wider draws that fall outside are drawn again."""

import math

import torch


def sinusoid_task(k_shot: int, n_query: int, generator: torch.Generator) -> tuple:
    def uniform(low: float, high: float) -> float:
        while True:
            value = 12 * torch.rand(1, generator=generator).item() - 6
            if low <= value <= high:
                return value

    amplitude, phase = uniform(0.1, 5), uniform(0, math.pi)
    xs, xq = (torch.tensor([[uniform(-5, 5)] for _ in range(n)]) for n in (k_shot, n_query))
    return xs, amplitude * torch.sin(xs + phase), xq, amplitude * torch.sin(xq + phase), amplitude, phase
