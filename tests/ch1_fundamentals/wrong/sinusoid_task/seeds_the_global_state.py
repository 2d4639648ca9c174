"""You seed the global random state of torch: whoever calls you gets other numbers afterwards. Draw from generator itself.

A way to use tools that take no generator. A private generator would do as well.
"""

import math

import torch


def sinusoid_task(k_shot: int, n_query: int, generator: torch.Generator) -> tuple:
    torch.manual_seed(int(torch.randint(2**31, (1,), generator=generator)))
    amplitude = 0.1 + 4.9 * torch.rand(1).item()
    phase = math.pi * torch.rand(1).item()
    xs = 10 * torch.rand(k_shot, 1) - 5
    xq = 10 * torch.rand(n_query, 1) - 5
    return xs, amplitude * torch.sin(xs + phase), xq, amplitude * torch.sin(xq + phase), amplitude, phase
