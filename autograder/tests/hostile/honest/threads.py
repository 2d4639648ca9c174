"""Computes in threads: must keep its score."""

from concurrent.futures import ThreadPoolExecutor

import torch


def scale(x, factor):
    with ThreadPoolExecutor(8) as pool:
        return torch.stack(list(pool.map(lambda row: row * factor, x)))
