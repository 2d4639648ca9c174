"""Returns infinity, which any tolerance covers: must fail on its values."""

import torch


def scale(x, factor):
    return torch.full_like(x, float("inf"))
