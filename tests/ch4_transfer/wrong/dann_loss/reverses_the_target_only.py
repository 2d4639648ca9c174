"""You reverse the target features only; the source features then learn to be recognised as source. Both are reversed.

Meant as: the target has to come to the source. The source features follow the domain loss downhill.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn


def _reverse(x: Tensor, lam: float) -> Tensor:
    return (1 + lam) * x.detach() - lam * x


def dann_loss(
    feat_s: Tensor, feat_t: Tensor, ys: Tensor, classifier: nn.Module, domain_head: nn.Module, lam: float
) -> Tensor:
    logits = domain_head(torch.cat([feat_s, _reverse(feat_t, lam)]))
    domain = torch.cat([torch.zeros_like(feat_s[:, :1]), torch.ones_like(feat_t[:, :1])])
    return F.cross_entropy(classifier(feat_s), ys) + F.binary_cross_entropy_with_logits(logits, domain)
