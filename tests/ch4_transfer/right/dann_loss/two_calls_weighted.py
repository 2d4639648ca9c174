"""The domain head is called for each domain, the two sums are divided by the number of all samples.

Hooks on views reverse the gradient.
"""

import torch.nn.functional as F
from torch import Tensor, nn


def dann_loss(
    feat_s: Tensor, feat_t: Tensor, ys: Tensor, classifier: nn.Module, domain_head: nn.Module, lam: float
) -> Tensor:
    def branch(features: Tensor) -> Tensor:
        view = features.view_as(features)
        if view.requires_grad:
            view.register_hook(lambda gradient: gradient.mul(-lam))
        return domain_head(view)

    sums = F.softplus(branch(feat_s)).sum() + F.softplus(-branch(feat_t)).sum()
    return F.cross_entropy(classifier(feat_s), ys) + sums / (len(feat_s) + len(feat_t))
