"""Returns complex numbers whose real part is right: must fail on its values."""

import torch


def scale(x, factor):
    return torch.complex((x * factor).float(), (x * factor).float())
