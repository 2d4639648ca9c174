"""No gradient reaches the student: torch.no_grad(), item() or numpy cuts the graph of the whole loss. Cut off the teacher only.

`with torch.no_grad()` meant for the teacher, round everything.
"""

import torch
import torch.nn.functional as F
from torch import Tensor


def _attention(f: Tensor) -> Tensor:
    return F.normalize(f.square().mean(1).flatten(1), dim=1)


def attention_transfer_loss(fs: Tensor, ft: Tensor) -> Tensor:
    with torch.no_grad():
        return (_attention(fs) - _attention(ft)).square().mean()
