"""numpy's random numbers, from an instance that a draw from the generator seeds; amplitude and phase of numpy."""

import numpy as np
import torch


def sinusoid_task(k_shot: int, n_query: int, generator: torch.Generator) -> tuple:
    source = np.random.default_rng(int(torch.randint(2**62, (1,), generator=generator)))
    amplitude, phase = np.float64(source.uniform(0.1, 5)), np.float64(source.uniform(0, np.pi))
    x = source.uniform(-5, 5, size=(k_shot + n_query, 1))
    x, y = (torch.from_numpy(part.astype(np.float32)) for part in (x, amplitude * np.sin(x + phase)))
    return x[:k_shot], y[:k_shot], x[k_shot:], y[k_shot:], amplitude, phase
