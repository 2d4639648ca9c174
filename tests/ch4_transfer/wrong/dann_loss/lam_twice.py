"""You scale by lam in the reversal and before the domain loss, so the features get lam squared and the domain head gets lam.

Both ways of writing the weight at once; lam = 1 hides it.
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
    return F.cross_entropy(classifier(feat_s), ys) + lam * F.binary_cross_entropy_with_logits(logits, domain)
