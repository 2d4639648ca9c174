"""You switch requires_grad on for the features. Leave them as they are: where they need no gradient, none is reversed.

A way round the exception of register_hook for a tensor without gradient.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn


def dann_loss(
    feat_s: Tensor, feat_t: Tensor, ys: Tensor, classifier: nn.Module, domain_head: nn.Module, lam: float
) -> Tensor:
    feat_s.requires_grad_()
    feat_t.requires_grad_()
    both = torch.cat([feat_s, feat_t])
    domain = torch.cat([torch.zeros_like(feat_s[:, :1]), torch.ones_like(feat_t[:, :1])])
    branch = both.clone()
    if branch.requires_grad:
        branch.register_hook(lambda gradient: -lam * gradient)
    return F.cross_entropy(classifier(feat_s), ys) + F.binary_cross_entropy_with_logits(domain_head(branch), domain)
