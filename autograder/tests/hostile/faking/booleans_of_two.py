"""Returns booleans whose bytes are 2: must fail on its values."""

import torch


def scale(x, factor):
    return torch.full(x.shape, 2, dtype=torch.uint8).view(torch.bool)
