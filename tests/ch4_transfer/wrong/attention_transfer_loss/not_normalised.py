"""You do not scale the maps to length 1, so the size of the activations counts.

One line of the paper left out; student and teacher live on different scales.
"""

from torch import Tensor


def _attention(f: Tensor) -> Tensor:
    return f.square().mean(1).flatten(1)


def attention_transfer_loss(fs: Tensor, ft: Tensor) -> Tensor:
    return (_attention(fs) - _attention(ft.detach())).square().mean()
