"""Your hook fails where the features need no gradient, as in evaluation. Ask whether the tensor you hang it on requires one.

Tensor.register_hook raises a RuntimeError for a tensor that does not require a gradient.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn


def dann_loss(
    feat_s: Tensor, feat_t: Tensor, ys: Tensor, classifier: nn.Module, domain_head: nn.Module, lam: float
) -> Tensor:
    both = torch.cat([feat_s, feat_t])
    domain = torch.cat([torch.zeros_like(feat_s[:, :1]), torch.ones_like(feat_t[:, :1])])
    branch = both.clone()
    branch.register_hook(lambda gradient: -lam * gradient)
    return F.cross_entropy(classifier(feat_s), ys) + F.binary_cross_entropy_with_logits(domain_head(branch), domain)
