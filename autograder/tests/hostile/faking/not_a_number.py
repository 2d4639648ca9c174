"""Returns NaN, which no comparison finds different: must fail on its values."""

import torch


def scale(x, factor):
    return torch.full_like(x, float("nan"))
