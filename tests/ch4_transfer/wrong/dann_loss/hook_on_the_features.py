"""You hang the reversal on the features themselves, so the gradient that comes from the labels is reversed too. Reverse only the branch to the domain head.

register_hook on the argument: a hook sees the gradient of all paths of its tensor.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn


def dann_loss(
    feat_s: Tensor, feat_t: Tensor, ys: Tensor, classifier: nn.Module, domain_head: nn.Module, lam: float
) -> Tensor:
    both = torch.cat([feat_s, feat_t])
    domain = torch.cat([torch.zeros_like(feat_s[:, :1]), torch.ones_like(feat_t[:, :1])])
    for part in (feat_s, feat_t):
        if part.requires_grad:
            part.register_hook(lambda gradient: -lam * gradient)
    return F.cross_entropy(classifier(feat_s), ys) + F.binary_cross_entropy_with_logits(domain_head(both), domain)
