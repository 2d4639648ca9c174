"""An autograd.Function in the form that torch.func asks for.

forward and setup_context are separate, and vmap can be generated.
"""

from typing import Any

import torch


class _Reverse(torch.autograd.Function):
    generate_vmap_rule = True

    @staticmethod
    def forward(x: torch.Tensor, lam: float) -> torch.Tensor:
        return x.clone()

    @staticmethod
    def setup_context(ctx: Any, inputs: tuple, output: torch.Tensor) -> None:
        ctx.lam = inputs[1]

    @staticmethod
    def backward(ctx: Any, grad_output: torch.Tensor) -> tuple[torch.Tensor, None]:
        return grad_output * -ctx.lam, None


def grad_reverse(x: torch.Tensor, lam: float) -> torch.Tensor:
    return _Reverse.apply(x, lam)
