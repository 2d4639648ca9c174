"""You average over the whole support set, so that every class gets the same prototype: which rows belong to class j?

The mean is taken before the labels are looked at; seen in every value.
"""

from torch import Tensor


def class_prototypes(z: Tensor, y: Tensor, n_way: int) -> Tensor:
    return z.mean(dim=0).expand(n_way, -1)
