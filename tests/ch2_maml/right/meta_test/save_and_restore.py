"""The model itself, its tensors restored from clones after each task; gradients as values.

copy_ writes values into the same tensors, buffers that no state_dict holds included; autograd.grad writes to no .grad.
"""

from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor, nn


def meta_test(
    model: nn.Module, tasks: Sequence[tuple[Tensor, Tensor, Tensor, Tensor]], lr: float, steps: int
) -> Tensor:
    start = {name: value.detach().clone() for name, value in _tensors(model).items()}
    learned = [value for value in model.parameters() if value.requires_grad]
    losses = []
    for xs, ys, xq, yq in tasks:
        for _ in range(steps):
            grads = torch.autograd.grad(F.mse_loss(model(xs), ys), learned)
            with torch.no_grad():
                for value, grad in zip(learned, grads, strict=True):
                    value.sub_(grad, alpha=lr)
        with torch.no_grad():
            losses.append(F.mse_loss(model(xq), yq))
            for name, value in _tensors(model).items():
                value.copy_(start[name])
    return torch.stack(losses)


def _tensors(model: nn.Module) -> dict[str, Tensor]:
    return {**dict(model.named_parameters()), **dict(model.named_buffers())}
