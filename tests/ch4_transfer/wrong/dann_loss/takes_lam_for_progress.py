"""You take lam for the progress of training and compute the schedule yourself. lam already is the factor.

The schedule belongs to the training loop.
"""

import math

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
    factor = 2 / (1 + math.exp(-10 * lam)) - 1
    logits = domain_head(_reverse(both, factor))
    return F.cross_entropy(classifier(feat_s), ys) + F.binary_cross_entropy_with_logits(logits, domain)
