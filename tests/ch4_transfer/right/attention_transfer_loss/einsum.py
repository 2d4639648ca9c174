"""einsum over the channels, the teacher under no_grad.

bchw,bchw->bhw sums the squares.
"""

import torch
from torch import Tensor


def _attention(f: Tensor) -> Tensor:
    maps = torch.einsum("bchw,bchw->bhw", f, f).flatten(1)
    return maps / torch.linalg.vector_norm(maps, dim=1, keepdim=True)


def attention_transfer_loss(fs: Tensor, ft: Tensor) -> Tensor:
    with torch.no_grad():
        q_t = _attention(ft)
    return torch.mean((_attention(fs) - q_t) ** 2)
