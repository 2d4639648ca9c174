"""You put the derivative of each step in as a constant; the first derivative is right, a second one is missing terms. Let autograd keep the graph of the gradient.

torch.autograd.functional.jacobian has create_graph=False as its default: a meta-gradient
assembled from its output has the right value and cannot be differentiated again.
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
    names = list(params)

    def gradient(*values: Tensor) -> tuple[Tensor, ...]:
        loss = ((fn(dict(zip(names, values, strict=True)), x) - y) ** 2).mean()
        return torch.autograd.grad(loss, values, create_graph=True)

    adapted = list(params.values())
    for _ in range(steps):
        here = [value.detach().requires_grad_() for value in adapted]
        grads = [grad.detach() for grad in gradient(*here)]
        if create_graph:
            rows = torch.autograd.functional.jacobian(gradient, tuple(here))
            moves = [value - value.detach() for value in adapted]
            grads = [
                grad
                + sum(
                    torch.tensordot(block, move, dims=move.ndim)
                    for block, move in zip(row, moves, strict=True)
                )
                for grad, row in zip(grads, rows, strict=True)
            ]
        adapted = [value - lr * grad for value, grad in zip(adapted, grads, strict=True)]
    return dict(zip(names, adapted, strict=True))
