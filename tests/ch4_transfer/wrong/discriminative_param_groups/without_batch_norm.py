"""You leave out the parameters of batch norm; these are parameters like any others.

Batch norm is often excluded from weight decay, in a group of its own.
"""

from collections.abc import Sequence

from torch import nn


def discriminative_param_groups(
    layers: Sequence[nn.Module], base_lr: float, decay: float = 2.6
) -> list[dict]:
    top = len(layers) - 1
    groups = []
    for place, layer in enumerate(layers):
        modules = [item for item in layer.modules() if not isinstance(item, nn.modules.batchnorm._BatchNorm)]
        values = [value for item in modules for value in item.parameters(recurse=False)]
        groups.append({"params": list(dict.fromkeys(values)), "lr": base_lr / decay ** (top - place)})
    return groups
