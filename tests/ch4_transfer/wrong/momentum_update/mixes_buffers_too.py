"""You mix the whole state_dict; that holds the buffers as well, and these stay as they are.

Running means and variances of batch norm are buffers, and each encoder keeps its own.
"""

from torch import nn


def momentum_update(query_encoder: nn.Module, key_encoder: nn.Module, m: float) -> None:
    target = key_encoder.state_dict()
    for name, value in query_encoder.state_dict().items():
        target[name].copy_(m * target[name] + (1 - m) * value)
