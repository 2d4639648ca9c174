"""Collects tensors on the GPU until no more fit, and holds them: must earn nothing."""

import torch


def scale(x, factor):
    taken = []
    while True:
        try:
            taken.append(torch.ones(50_000_000, device="cuda"))
        except torch.cuda.OutOfMemoryError:
            continue
