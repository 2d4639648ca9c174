"""You square the caller's activations in place (detach() shares their memory). Make new tensors.

pow_ for pow.
"""

import torch.nn.functional as F
from torch import Tensor


def _attention(f: Tensor) -> Tensor:
    return F.normalize(f.square().mean(1).flatten(1), dim=1)


def attention_transfer_loss(fs: Tensor, ft: Tensor) -> Tensor:
    q_t = F.normalize(ft.detach().pow_(2).mean(1).flatten(1), dim=1)
    return (_attention(fs) - q_t).square().mean()
