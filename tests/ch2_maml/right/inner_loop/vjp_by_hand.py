"""The derivative of the mean squared error by hand, pulled back through fn by torch.func.vjp.

dL/dprediction = 2 (prediction - y) / number of elements; no scalar loss is ever formed.
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
    theta = dict(params)
    for _ in range(steps):
        prediction, pull_back = torch.func.vjp(lambda values: fn(values, x), theta)
        (grads,) = pull_back(2 * (prediction - y) / prediction.numel())
        if not create_graph:
            grads = {name: grad.detach() for name, grad in grads.items()}
        theta = {name: value - lr * grads[name] for name, value in theta.items()}
    return theta
