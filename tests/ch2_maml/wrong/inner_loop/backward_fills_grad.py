"""You call backward(), which adds to the .grad of params; ask torch.autograd.grad for the gradients as values.

backward(create_graph=True) with retain_grad() gives the right values and the right meta-gradient,
and leaves its traces in every leaf on the way.
"""

from collections.abc import Callable

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
    adapted = {name: value.clone() for name, value in params.items()}
    for _ in range(steps):
        for value in adapted.values():
            value.retain_grad()
        loss = ((fn(adapted, x) - y) ** 2).mean()
        loss.backward(create_graph=create_graph, retain_graph=True)
        adapted = {name: value - lr * value.grad for name, value in adapted.items()}
    return adapted
