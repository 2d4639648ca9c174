"""All parameters in one flat vector that is cut up again for fn.

One tensor to differentiate with respect to, as in the notation of the papers.
"""

from collections.abc import Callable

import torch
from torch import Tensor


def multi_step_loss(
    fn: Callable[[dict[str, Tensor], Tensor], Tensor],
    params: dict[str, Tensor],
    task: tuple[Tensor, Tensor, Tensor, Tensor],
    lr: float,
    weights: Tensor,
) -> Tensor:
    xs, ys, xq, yq = task

    def predict(vector: Tensor, x: Tensor) -> Tensor:
        pieces = vector.split([value.numel() for value in params.values()])
        return fn({name: piece.view(params[name].shape) for name, piece in zip(params, pieces, strict=True)}, x)

    theta = torch.cat([value.reshape(-1) for value in params.values()])
    losses = []
    while len(losses) < weights.numel():
        (grad,) = torch.autograd.grad(torch.mean((predict(theta, xs) - ys) ** 2), theta, create_graph=True)
        theta = theta - lr * grad
        losses.append(torch.mean((predict(theta, xq) - yq) ** 2))
    return weights @ torch.stack(losses)
