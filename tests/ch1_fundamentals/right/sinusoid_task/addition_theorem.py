"""sin(x + phi) = sin(x) cos(phi) + cos(x) sin(phi), and lerp for the scaling."""

import math

import torch


def sinusoid_task(k_shot: int, n_query: int, generator: torch.Generator) -> tuple:
    def between(low: float, high: float, n: int) -> torch.Tensor:
        return torch.lerp(torch.tensor(low), torch.tensor(high), torch.rand(n, 1, generator=generator))

    xs, xq = between(-5.0, 5.0, k_shot), between(-5.0, 5.0, n_query)
    amplitude, phase = between(0.1, 5.0, 1).squeeze(), between(0.0, math.pi, 1).squeeze()

    def curve(x: torch.Tensor) -> torch.Tensor:
        return amplitude * (x.sin() * phase.cos() + x.cos() * phase.sin())

    return xs, curve(xs), xq, curve(xq), amplitude, phase
