"""Tensors filled by uniform_, in another order of the draws; amplitude and phase of shape (1,)."""

import torch


def sinusoid_task(k_shot: int, n_query: int, generator: torch.Generator) -> tuple:
    xq = torch.empty(n_query, 1).uniform_(-5, 5, generator=generator)
    xs = torch.empty(k_shot, 1).uniform_(-5, 5, generator=generator)
    phase = torch.empty(1).uniform_(0, torch.pi, generator=generator)
    amplitude = torch.empty(1).uniform_(0.1, 5, generator=generator)
    return xs, amplitude * torch.sin(xs + phase), xq, amplitude * torch.sin(xq + phase), amplitude, phase
