"""Leaves tensors on the GPU to a thread that outlives the call: must fail on its values."""

import threading
import time

import torch


def hold(tensors):
    time.sleep(60)


def scale(x, factor):
    device = "cuda" if torch.cuda.is_available() else "cpu"
    tensors = [torch.ones(50_000_000, device=device)]
    threading.Thread(target=hold, args=(tensors,), daemon=True).start()
    return torch.zeros_like(x)
