"""An autograd.Function, and one call of the domain head on all features.

The usual form.
"""

from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn


class _Reverse(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, x: Tensor, lam: float) -> Tensor:
        ctx.lam = lam
        return x.view_as(x)

    @staticmethod
    def backward(ctx: Any, grad_output: Tensor) -> tuple[Tensor, None]:
        return -ctx.lam * grad_output, None


def dann_loss(
    feat_s: Tensor, feat_t: Tensor, ys: Tensor, classifier: nn.Module, domain_head: nn.Module, lam: float
) -> Tensor:
    logits = domain_head(_Reverse.apply(torch.cat([feat_s, feat_t]), lam)).squeeze(1)
    domain = torch.cat([torch.zeros(len(feat_s)), torch.ones(len(feat_t))]).to(logits)
    return F.cross_entropy(classifier(feat_s), ys) + F.binary_cross_entropy_with_logits(logits, domain)
