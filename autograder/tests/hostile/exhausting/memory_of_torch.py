"""Collects tensors without end: must be ended."""

import time

import torch


def scale(x, factor):
    taken = []
    while True:
        taken.append(torch.ones(2_000_000))
        time.sleep(0.002)
