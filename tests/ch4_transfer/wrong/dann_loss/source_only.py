"""Your domain loss looks at the source samples only. It is a mean over the samples of both domains.

feat_t is forgotten, since no label comes with it.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn


def _reverse(x: Tensor, lam: float) -> Tensor:
    return (1 + lam) * x.detach() - lam * x


def dann_loss(
    feat_s: Tensor, feat_t: Tensor, ys: Tensor, classifier: nn.Module, domain_head: nn.Module, lam: float
) -> Tensor:
    logits = domain_head(_reverse(feat_s, lam))
    return F.cross_entropy(classifier(feat_s), ys) + F.binary_cross_entropy_with_logits(logits, torch.zeros_like(logits))
