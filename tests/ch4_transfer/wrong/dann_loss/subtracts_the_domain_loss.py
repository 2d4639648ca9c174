"""You subtract lam times the domain loss. That reverses it for the domain head too, which then learns to be wrong.

Ganin et al. write the objective with a minus (their eq. 9); as a single loss to be minimised it needs the reversal
instead.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn


def dann_loss(
    feat_s: Tensor, feat_t: Tensor, ys: Tensor, classifier: nn.Module, domain_head: nn.Module, lam: float
) -> Tensor:
    both = torch.cat([feat_s, feat_t])
    domain = torch.cat([torch.zeros_like(feat_s[:, :1]), torch.ones_like(feat_t[:, :1])])
    return F.cross_entropy(classifier(feat_s), ys) - lam * F.binary_cross_entropy_with_logits(domain_head(both), domain)
