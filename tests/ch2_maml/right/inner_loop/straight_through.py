"""With create_graph=False: adapt a detached copy, then add the total move to params as a constant.

theta + (adapted - theta).detach() has the adapted values and the identity as its derivative.
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
    theta = {
        name: value if create_graph else value.detach().requires_grad_() for name, value in params.items()
    }
    adapted = theta
    for _ in range(steps):
        loss = torch.nn.MSELoss()(fn(adapted, x), y)
        grads = torch.autograd.grad(loss, list(adapted.values()), create_graph=create_graph)
        adapted = {
            name: value - lr * grad for (name, value), grad in zip(adapted.items(), grads, strict=True)
        }
    if create_graph:
        return adapted
    return {name: value + (adapted[name] - value).detach() for name, value in params.items()}
