"""Your loss also moves the teacher's activations. Cut them off (detach): only the student learns.

Both sides are treated alike; a teacher in torch.no_grad() hides it.
"""

import torch.nn.functional as F
from torch import Tensor


def _attention(f: Tensor) -> Tensor:
    return F.normalize(f.square().mean(1).flatten(1), dim=1)


def attention_transfer_loss(fs: Tensor, ft: Tensor) -> Tensor:
    return (_attention(fs) - _attention(ft)).square().mean()
