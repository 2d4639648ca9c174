"""Returns a tensor of ten trillion entries: must fail on its values."""

import torch


def scale(x, factor):
    return torch.zeros(1).expand(10**13)
