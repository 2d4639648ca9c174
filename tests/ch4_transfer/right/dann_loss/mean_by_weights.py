"""Means of the two domains, weighted by their sizes.

n_s / n times the source's mean plus n_t / n times the target's is the mean over all.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn


def _reverse(x: Tensor, lam: float) -> Tensor:
    return (1 + lam) * x.detach() - lam * x


def dann_loss(
    feat_s: Tensor, feat_t: Tensor, ys: Tensor, classifier: nn.Module, domain_head: nn.Module, lam: float
) -> Tensor:
    n_s, n_t = len(feat_s), len(feat_t)
    source, target = domain_head(_reverse(feat_s, lam)), domain_head(_reverse(feat_t, lam))
    on_source = F.binary_cross_entropy_with_logits(source, torch.zeros_like(source))
    on_target = F.binary_cross_entropy_with_logits(target, torch.ones_like(target))
    return F.cross_entropy(classifier(feat_s), ys) + (n_s * on_source + n_t * on_target) / (n_s + n_t)
