"""You reverse the gradient only where the target features need one; the source features may need one alone.

Both domains go through one reversal, and requires_grad of one of them is asked.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn


def dann_loss(
    feat_s: Tensor, feat_t: Tensor, ys: Tensor, classifier: nn.Module, domain_head: nn.Module, lam: float
) -> Tensor:
    both = torch.cat([feat_s, feat_t])
    domain = torch.cat([torch.zeros_like(feat_s[:, :1]), torch.ones_like(feat_t[:, :1])])
    if feat_t.requires_grad:
        both = (both + lam * both).detach() - lam * both
    return F.cross_entropy(classifier(feat_s), ys) + F.binary_cross_entropy_with_logits(domain_head(both), domain)
