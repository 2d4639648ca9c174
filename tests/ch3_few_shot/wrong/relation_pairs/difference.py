"""You return the difference of the two maps; a relation module gets both, side by side along the channels.

A hand-made comparison where the learned one should start.
"""

from torch import Tensor


def relation_pairs(prototypes: Tensor, queries: Tensor) -> Tensor:
    return prototypes[None] - queries[:, None]
