"""You reshape to (k_shot, n_way, D): that takes neighbouring rows for different classes, and it does not look at y.

Right only where the labels run 0, 1, 2, ..., 0, 1, 2, ...
"""

from torch import Tensor


def class_prototypes(z: Tensor, y: Tensor, n_way: int) -> Tensor:
    k_shot = len(z) // n_way
    return z[: n_way * k_shot].reshape(k_shot, n_way, -1).mean(dim=0)
