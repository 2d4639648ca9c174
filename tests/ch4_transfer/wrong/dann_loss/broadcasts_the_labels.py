"""You subtract labels of shape (n,) from logits of shape (n, 1): that compares every sample with every label. Give both one shape.

The cross-entropy written out; broadcasting makes (n, n) numbers of it, and their mean looks sane.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn


def _reverse(x: Tensor, lam: float) -> Tensor:
    return (1 + lam) * x.detach() - lam * x


def dann_loss(
    feat_s: Tensor, feat_t: Tensor, ys: Tensor, classifier: nn.Module, domain_head: nn.Module, lam: float
) -> Tensor:
    logits = domain_head(_reverse(torch.cat([feat_s, feat_t]), lam))
    domain = torch.cat([feat_s.new_zeros(len(feat_s)), feat_s.new_ones(len(feat_t))])
    return F.cross_entropy(classifier(feat_s), ys) + (F.softplus(logits) - domain * logits).mean()
