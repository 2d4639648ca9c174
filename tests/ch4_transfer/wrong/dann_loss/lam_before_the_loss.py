"""You multiply the domain loss by lam. lam belongs to the reversal alone; the value of the loss and the domain head's own gradient do not contain it.

Read as loss = label loss + lambda * domain loss, with a reversal by -1; for the features it comes to the same.
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
    logits = domain_head(_reverse(both, 1.0))
    return F.cross_entropy(classifier(feat_s), ys) + lam * F.binary_cross_entropy_with_logits(logits, domain)
