"""Compiles its function by torch.compile, which leaves it as it is: must keep its score."""

import torch


@torch.compile
def times(x, factor):
    return x * factor


def scale(x, factor):
    return torch.compile(times, mode="default")(x, factor)
