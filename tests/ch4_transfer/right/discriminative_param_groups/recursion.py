"""The layers below the top one, with a divided rate, and then the top one.

One list is put before the other.
"""

from collections.abc import Sequence

from torch import nn


def discriminative_param_groups(
    layers: Sequence[nn.Module], base_lr: float, decay: float = 2.6
) -> list[dict]:
    *below, top = layers
    group = {"params": [*top.parameters()], "lr": float(base_lr)}
    return [*(discriminative_param_groups(below, base_lr / decay, decay) if below else []), group]
