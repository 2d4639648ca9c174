"""You cut the rows into groups of equal size without looking at y: the labels come in any order, and classes may differ in size.

The usual line where episodes come sorted; fails or mixes the classes otherwise.
"""

from torch import Tensor


def class_prototypes(z: Tensor, y: Tensor, n_way: int) -> Tensor:
    k_shot = len(z) // n_way
    return z[: n_way * k_shot].reshape(n_way, k_shot, -1).mean(dim=1)
