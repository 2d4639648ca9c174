"""Compiles a function by torch.jit: must keep its score."""

import torch


@torch.jit.script
def times(x: torch.Tensor, factor: float) -> torch.Tensor:
    return x * factor


def scale(x, factor):
    return torch.jit.trace(lambda values: times(values, factor), (x,))(x)
