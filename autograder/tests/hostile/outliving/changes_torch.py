"""Breaks torch for whoever comes next: must be ended."""

import os

import torch


def scale(x, factor):
    torch.Tensor.__mul__ = torch.Tensor.mean = torch.rand = lambda *given, **options: None
    torch.set_default_dtype(torch.float64)
    torch.set_grad_enabled(False)
    os._exit(1)
