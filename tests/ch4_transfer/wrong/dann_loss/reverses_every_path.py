"""You reverse the features before both networks, so the gradient of the labels is reversed too. Only the way to the domain head is reversed.

The reversal at the top of the function, under the old names.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn


def _reverse(x: Tensor, lam: float) -> Tensor:
    return (1 + lam) * x.detach() - lam * x


def dann_loss(
    feat_s: Tensor, feat_t: Tensor, ys: Tensor, classifier: nn.Module, domain_head: nn.Module, lam: float
) -> Tensor:
    feat_s, feat_t = _reverse(feat_s, lam), _reverse(feat_t, lam)
    logits = domain_head(torch.cat([feat_s, feat_t]))
    domain = torch.cat([torch.zeros_like(feat_s[:, :1]), torch.ones_like(feat_t[:, :1])])
    return F.cross_entropy(classifier(feat_s), ys) + F.binary_cross_entropy_with_logits(logits, domain)
