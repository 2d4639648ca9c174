"""nn.Identity with a full backward hook.

The module is made for this call, so the hook and its lam belong to it alone.
"""

import torch
from torch import nn


def grad_reverse(x: torch.Tensor, lam: float) -> torch.Tensor:
    layer = nn.Identity()
    layer.register_full_backward_hook(lambda module, inputs, outputs: (-lam * outputs[0],))
    return layer(x.view_as(x))
