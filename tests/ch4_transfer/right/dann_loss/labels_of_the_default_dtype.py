"""Domain labels made in the default dtype.

torch promotes them, with a rounding error below the tolerance.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn


def _reverse(x: Tensor, lam: float) -> Tensor:
    return x.detach() - lam * (x - x.detach())


def dann_loss(
    feat_s: Tensor, feat_t: Tensor, ys: Tensor, classifier: nn.Module, domain_head: nn.Module, lam: float
) -> Tensor:
    reversed_features = torch.cat([_reverse(part, lam) for part in (feat_s, feat_t)])
    domain = torch.cat([torch.zeros(len(feat_s), 1), torch.ones(len(feat_t), 1)]).to(feat_s.device)
    domain_loss = F.binary_cross_entropy_with_logits(domain_head(reversed_features), domain)
    return F.cross_entropy(classifier(feat_s), ys) + domain_loss
