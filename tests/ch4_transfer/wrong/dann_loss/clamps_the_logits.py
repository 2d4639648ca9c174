"""You cut the domain head's logits off at 10. A head that is sure and wrong pays more than that, and has to learn from it.

A clamp against overflow in exp, which softplus and the loss with logits do not need.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn


def _reverse(x: Tensor, lam: float) -> Tensor:
    return (1 + lam) * x.detach() - lam * x


def dann_loss(
    feat_s: Tensor, feat_t: Tensor, ys: Tensor, classifier: nn.Module, domain_head: nn.Module, lam: float
) -> Tensor:
    logits = torch.cat([domain_head(_reverse(feat_s, lam)), -domain_head(_reverse(feat_t, lam))])
    return F.cross_entropy(classifier(feat_s), ys) + F.softplus(logits.clamp(-10, 10)).mean()
