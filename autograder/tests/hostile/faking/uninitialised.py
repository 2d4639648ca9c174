"""Returns memory that it did not fill, in case the answer was there: must fail on its values."""

import torch


def scale(x, factor):
    return torch.empty_like(x)
