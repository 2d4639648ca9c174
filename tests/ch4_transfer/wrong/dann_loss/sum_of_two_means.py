"""You add the mean domain loss of the source and that of the target. The domain loss is one mean, over all samples of both domains.

Written so in several implementations, with a domain loss about twice as large.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn


def _reverse(x: Tensor, lam: float) -> Tensor:
    return (1 + lam) * x.detach() - lam * x


def dann_loss(
    feat_s: Tensor, feat_t: Tensor, ys: Tensor, classifier: nn.Module, domain_head: nn.Module, lam: float
) -> Tensor:
    of_source = domain_head(_reverse(feat_s, lam))
    of_target = domain_head(_reverse(feat_t, lam))
    on_source = F.binary_cross_entropy_with_logits(of_source, torch.zeros_like(of_source))
    on_target = F.binary_cross_entropy_with_logits(of_target, torch.ones_like(of_target))
    return F.cross_entropy(classifier(feat_s), ys) + on_source + on_target
