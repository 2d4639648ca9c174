"""You divide the cross-entropy by the number of samples of both domains. It is the mean over the source samples.

One denominator for both terms.
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
    on_labels = F.cross_entropy(classifier(feat_s), ys, reduction="sum") / len(both)
    return on_labels + F.binary_cross_entropy_with_logits(logits, domain)
