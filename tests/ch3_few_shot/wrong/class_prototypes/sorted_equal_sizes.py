"""You sort by label, but then cut into groups of equal size: classes may differ in size.

Right on every balanced support set, sorted or not.
"""

from torch import Tensor


def class_prototypes(z: Tensor, y: Tensor, n_way: int) -> Tensor:
    k_shot = len(z) // n_way
    return z[y.argsort()][: n_way * k_shot].reshape(n_way, k_shot, -1).mean(dim=1)
