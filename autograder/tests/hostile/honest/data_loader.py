"""Loads batches with two workers, which become none: must keep its score."""

import torch
from torch.utils.data import DataLoader, TensorDataset


def scale(x, factor):
    loader = DataLoader(TensorDataset(x), batch_size=2, num_workers=2, persistent_workers=True, prefetch_factor=4)
    return torch.cat([rows * factor for (rows,) in loader])
