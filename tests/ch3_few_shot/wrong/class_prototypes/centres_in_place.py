"""You change z in place, as with z -= ... or z.sub_(...): the caller's embeddings are no longer what they were.

Right values; z belongs to the caller.
"""

import torch
from torch import Tensor


def class_prototypes(z: Tensor, y: Tensor, n_way: int) -> Tensor:
    with torch.no_grad():
        centre = z.mean(dim=0)
        z -= centre
    return torch.stack([z[y == label].mean(dim=0) for label in range(n_way)]) + centre
