"""Asks for more memory than the machine has: must earn nothing."""

import torch


def scale(x, factor):
    return torch.ones(1 << 44)
