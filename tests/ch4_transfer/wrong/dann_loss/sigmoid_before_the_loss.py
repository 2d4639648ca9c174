"""You compute the domain loss from probabilities. Where a sigmoid rounds to 0 or 1, loss and gradient are lost: use binary_cross_entropy_with_logits.

binary_cross_entropy cuts the logarithm off at -100, and no gradient passes a sigmoid that has become 1.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn


def _reverse(x: Tensor, lam: float) -> Tensor:
    return (1 + lam) * x.detach() - lam * x


def dann_loss(
    feat_s: Tensor, feat_t: Tensor, ys: Tensor, classifier: nn.Module, domain_head: nn.Module, lam: float
) -> Tensor:
    both = torch.cat([feat_s, feat_t])
    domain = torch.cat([torch.zeros_like(feat_s[:, :1]), torch.ones_like(feat_t[:, :1])])
    probabilities = torch.sigmoid(domain_head(_reverse(both, lam)))
    return F.cross_entropy(classifier(feat_s), ys) + F.binary_cross_entropy(probabilities, domain)
