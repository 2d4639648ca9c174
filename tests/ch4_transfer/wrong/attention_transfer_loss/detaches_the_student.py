"""You cut off the student instead of the teacher.

The detach on the wrong side; the value is right.
"""

import torch.nn.functional as F
from torch import Tensor


def _attention(f: Tensor) -> Tensor:
    return F.normalize(f.square().mean(1).flatten(1), dim=1)


def attention_transfer_loss(fs: Tensor, ft: Tensor) -> Tensor:
    return (_attention(fs.detach()) - _attention(ft)).square().mean()
