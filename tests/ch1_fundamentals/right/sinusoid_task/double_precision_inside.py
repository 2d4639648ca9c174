"""Drawn and computed in float64, rounded to float32 at the end."""

import math

import torch


def sinusoid_task(k_shot: int, n_query: int, generator: torch.Generator) -> tuple:
    def uniform(low: float, high: float, *shape: int) -> torch.Tensor:
        return low + (high - low) * torch.rand(shape, generator=generator, dtype=torch.float64)

    amplitude, phase = uniform(0.1, 5), uniform(0, math.pi)
    parts = []
    for n in (k_shot, n_query):
        x = uniform(-5, 5, n, 1)
        parts += [x.float(), (amplitude * (x + phase).sin()).float()]
    return (*parts, amplitude, phase)
