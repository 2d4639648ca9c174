"""Saves a model and loads it again: must keep its score."""

import torch


def scale(x, factor):
    layer = torch.nn.Linear(2, 2)
    torch.save(layer.state_dict(), "model.pt")
    layer.load_state_dict(torch.load("model.pt"))
    return x * factor
