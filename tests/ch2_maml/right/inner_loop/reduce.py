"""functools.reduce over the steps.

Functional style; the step is a function from dict to dict.
"""

from collections.abc import Callable
from functools import reduce

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
    def step(theta: dict[str, Tensor], _: int) -> dict[str, Tensor]:
        error = fn(theta, x) - y
        grads = torch.autograd.grad((error * error).mean(), list(theta.values()), create_graph=create_graph)
        return {name: theta[name] - lr * grad for name, grad in zip(theta, grads, strict=True)}

    return reduce(step, range(steps), dict(params))
