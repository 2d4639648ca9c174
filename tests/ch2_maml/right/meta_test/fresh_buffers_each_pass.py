"""functional_call with new clones of the buffers in every forward pass, and torch.func.grad-style dicts.

What a pass leaves in the buffers is dropped; batch norm never reads what it has just written.
"""

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.func import functional_call


def meta_test(
    model: nn.Module, tasks: Sequence[tuple[Tensor, Tensor, Tensor, Tensor]], lr: float, steps: int
) -> Tensor:
    def predict(params: dict[str, Tensor], x: Tensor) -> Tensor:
        return functional_call(model, params | {name: value.clone() for name, value in model.named_buffers()}, x)

    results = torch.empty(len(tasks), dtype=tasks[0][1].dtype, device=tasks[0][1].device)
    frozen = {name: value.detach() for name, value in model.named_parameters() if not value.requires_grad}
    start = {name: value for name, value in model.named_parameters() if value.requires_grad}
    for number, (xs, ys, xq, yq) in enumerate(tasks):
        theta = start
        for _ in range(steps):
            error = predict({**frozen, **theta}, xs) - ys
            grads = torch.autograd.grad(error.square().mean(), list(theta.values()), create_graph=True)
            theta = {name: value - lr * grad for (name, value), grad in zip(theta.items(), grads, strict=True)}
        results[number] = (predict({**frozen, **theta}, xq) - yq).square().mean().detach()
    return results
