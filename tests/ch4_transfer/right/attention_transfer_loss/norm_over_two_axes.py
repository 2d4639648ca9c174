"""The norm over height and width, no flattening.

The mean over all elements does not see the shape.
"""

from torch import Tensor


def _attention(f: Tensor) -> Tensor:
    maps = f.square().mean(1)
    return maps / maps.square().sum((1, 2), keepdim=True).sqrt()


def attention_transfer_loss(fs: Tensor, ft: Tensor) -> Tensor:
    return (_attention(fs) - _attention(ft.detach())).square().mean()
