"""Returns a sparse tensor of zeros: must fail on its values."""

import torch


def scale(x, factor):
    return torch.zeros_like(x).to_sparse()
