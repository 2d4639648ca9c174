"""Tries to leave a tensor in shared memory behind: must earn nothing."""

import torch


def scale(x, factor):
    torch.ones(10).share_memory_()
    return x * factor
