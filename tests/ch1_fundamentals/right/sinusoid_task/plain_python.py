"""Python's own random numbers, from an instance that a draw from the generator seeds; points in lists."""

import math
import random

import torch


def sinusoid_task(k_shot: int, n_query: int, generator: torch.Generator) -> tuple:
    source = random.Random(int(torch.randint(2**62, (1,), generator=generator)))
    amplitude, phase = source.uniform(0.1, 5), source.uniform(0, math.pi)
    columns = []
    for n in (k_shot, n_query):
        x = [source.uniform(-5, 5) for _ in range(n)]
        y = [amplitude * math.sin(value + phase) for value in x]
        columns += [torch.tensor([[value] for value in x]), torch.tensor([[value] for value in y])]
    return (*columns, amplitude, phase)
