"""A deep copy whose learned parameters are read and written as one flat vector.

nn.utils.parameters_to_vector and back; recursion over the steps.
"""

import copy
from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.nn.utils import parameters_to_vector, vector_to_parameters


def meta_test(
    model: nn.Module, tasks: Sequence[tuple[Tensor, Tensor, Tensor, Tensor]], lr: float, steps: int
) -> Tensor:
    def descend(adapted: nn.Module, xs: Tensor, ys: Tensor, left: int) -> nn.Module:
        if left == 0:
            return adapted
        learned = [value for value in adapted.parameters() if value.requires_grad]
        grads = torch.autograd.grad(F.mse_loss(adapted(xs), ys), learned)
        moved = parameters_to_vector(learned) - lr * parameters_to_vector(grads)
        vector_to_parameters(moved.detach(), learned)
        return descend(adapted, xs, ys, left - 1)

    adapted = [descend(copy.deepcopy(model), xs, ys, steps) for xs, ys, _, _ in tasks]
    return torch.stack([F.mse_loss(net(task[2]), task[3]) for net, task in zip(adapted, tasks, strict=True)])
