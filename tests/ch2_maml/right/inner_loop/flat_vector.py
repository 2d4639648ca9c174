"""All parameters in one flat vector that is cut up again for fn.

One tensor to differentiate with respect to, as in the notation of the papers; order is that of the dict.
"""

from collections.abc import Callable

import torch
from torch import Tensor


def inner_loop(
    fn: Callable[[dict[str, Tensor], Tensor], Tensor],
    params: dict[str, Tensor],
    x: Tensor,
    y: Tensor,
    lr: float,
    steps: int,
    create_graph: bool = True,
) -> dict[str, Tensor]:
    def unflatten(vector: Tensor) -> dict[str, Tensor]:
        pieces = vector.split([value.numel() for value in params.values()])
        return {name: piece.view(params[name].shape) for name, piece in zip(params, pieces, strict=True)}

    theta = torch.cat([value.reshape(-1) for value in params.values()])
    for _ in range(steps):
        loss = ((fn(unflatten(theta), x) - y) ** 2).mean()
        (grad,) = torch.autograd.grad(loss, theta, create_graph=create_graph)
        theta = theta - lr * grad
    return unflatten(theta)
