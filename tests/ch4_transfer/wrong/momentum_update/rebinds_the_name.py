"""You give the loop's name a new value; the encoder's parameter does not notice. Write into the tensor.

k = m * k + (1 - m) * q makes a new tensor that nobody keeps.
"""

import torch
from torch import nn


def momentum_update(query_encoder: nn.Module, key_encoder: nn.Module, m: float) -> None:
    with torch.no_grad():
        for q, k in zip(query_encoder.parameters(), key_encoder.parameters(), strict=True):
            k = m * k + (1 - m) * q
