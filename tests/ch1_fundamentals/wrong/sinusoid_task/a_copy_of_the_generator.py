"""Each quantity is drawn from its own copy of the generator, so all begin with the same random number: draw one after the other.

Cloning the generator for each draw keeps them apart in the code only; each clone is in the same state.
"""

import math

import torch


def sinusoid_task(k_shot: int, n_query: int, generator: torch.Generator) -> tuple:
    state = generator.get_state()
    amplitude = 0.1 + 4.9 * torch.rand(1, generator=generator).item()
    phase = math.pi * torch.rand(1, generator=generator.set_state(state)).item()
    xs = 10 * torch.rand(k_shot, 1, generator=generator.set_state(state)) - 5
    xq = 10 * torch.rand(n_query, 1, generator=generator) - 5
    return xs, amplitude * torch.sin(xs + phase), xq, amplitude * torch.sin(xq + phase), amplitude, phase
