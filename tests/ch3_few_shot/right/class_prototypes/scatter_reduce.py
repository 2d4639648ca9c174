"""scatter_reduce with include_self=False; the start is not counted."""

from torch import Tensor


def class_prototypes(z: Tensor, y: Tensor, n_way: int) -> Tensor:
    start = z.new_zeros(n_way, z.shape[1])
    return start.scatter_reduce(0, y[:, None].expand_as(z), z, reduce="mean", include_self=False)
