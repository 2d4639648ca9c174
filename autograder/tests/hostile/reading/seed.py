"""Learns the seeds of all its checks and answers from them instead of computing: must fail on its values."""

import gc

import torch


def scale(x, factor):
    seeds = [item.get("seed") for item in gc.get_objects() if type(item) is dict and type(item.get("seed")) is int]
    torch.manual_seed(seeds[0])
    return torch.randn(x.shape, dtype=x.dtype)
