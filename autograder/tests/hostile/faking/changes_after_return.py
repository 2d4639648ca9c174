"""Returns a tensor that a thread goes on changing: must fail on its values."""

import threading

import torch


def scale(x, factor):
    seen = torch.zeros_like(x)

    def change():
        while True:
            seen.add_(1)

    threading.Thread(target=change, daemon=True).start()
    return seen
