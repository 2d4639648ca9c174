"""You divide all maps by one norm, that of the whole batch. Each sample's map has length 1 for itself.

norm() without an axis; a batch of one hides it.
"""

from torch import Tensor


def _attention(f: Tensor) -> Tensor:
    maps = f.square().mean(1).flatten(1)
    return maps / maps.norm()


def attention_transfer_loss(fs: Tensor, ft: Tensor) -> Tensor:
    return (_attention(fs) - _attention(ft.detach())).square().mean()
