"""You compare the logits with the domain labels by squared error. The domain loss is the binary cross-entropy.

A regression onto 0 and 1, as in the least-squares variants of adversarial training.
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
    domain = torch.cat([torch.zeros_like(feat_s[:, :1]), torch.ones_like(feat_t[:, :1])])
    return F.cross_entropy(classifier(feat_s), ys) + F.mse_loss(domain_head(_reverse(both, lam)), domain)
