"""You soften the domain labels (0.1 and 0.9). Here they are 0 and 1.

One-sided or two-sided label smoothing is a common trick of adversarial training.
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
    logits = domain_head(_reverse(both, lam))
    return F.cross_entropy(classifier(feat_s), ys) + F.binary_cross_entropy_with_logits(logits, 0.1 + 0.8 * domain)
