"""You switch requires_grad off on the caller's params; they have to come back as they were.

'The meta-parameters are not trained here', said with requires_grad_(False) after the loop: autograd's record
is kept, so this call's values are right, but the caller's next forward pass has no gradient any more.
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
    adapted = dict(params)
    for _ in range(steps):
        loss = ((fn(adapted, x) - y) ** 2).mean()
        grads = torch.autograd.grad(loss, list(adapted.values()), create_graph=create_graph)
        adapted = {
            name: value - lr * grad for (name, value), grad in zip(adapted.items(), grads, strict=True)
        }
    for value in params.values():
        if value.is_leaf:
            value.requires_grad_(False)
    return adapted
