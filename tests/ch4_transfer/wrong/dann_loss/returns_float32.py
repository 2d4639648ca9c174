"""You return float32, whatever the features are. Keep their dtype.

`.float()` as a habit, here on the logits of both networks.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn


def _reverse(x: Tensor, lam: float) -> Tensor:
    return (1 + lam) * x.detach() - lam * x


def dann_loss(
    feat_s: Tensor, feat_t: Tensor, ys: Tensor, classifier: nn.Module, domain_head: nn.Module, lam: float
) -> Tensor:
    both = torch.cat([feat_s, feat_t])
    domain = torch.cat([torch.zeros(len(feat_s), 1), torch.ones(len(feat_t), 1)]).to(both.device)
    label_loss = F.cross_entropy(classifier(feat_s).float(), ys)
    return label_loss + F.binary_cross_entropy_with_logits(domain_head(_reverse(both, lam)).float(), domain)
