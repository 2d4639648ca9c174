"""Returns a gigabyte that it did not allocate: must fail on its values."""

import torch


def scale(x, factor):
    return [torch.zeros(1).expand(50_000_000)] * 5
