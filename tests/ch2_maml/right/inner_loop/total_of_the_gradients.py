"""The initial params minus lr times the sum of all gradients so far.

The recurrence written out: theta_S = theta_0 - lr * (g_0 + ... + g_{S-1}).
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
    def at(totals: dict[str, Tensor]) -> dict[str, Tensor]:
        return {name: value - lr * totals[name] for name, value in params.items()}

    totals = {name: torch.zeros_like(value) for name, value in params.items()}
    for _ in range(steps):
        theta = at(totals)
        loss = ((fn(theta, x) - y) ** 2).mean()
        grads = torch.autograd.grad(loss, list(theta.values()), create_graph=create_graph)
        totals = {name: totals[name] + grad for name, grad in zip(theta, grads, strict=True)}
    return at(totals)
