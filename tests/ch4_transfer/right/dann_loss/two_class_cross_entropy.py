"""The domain loss as a cross-entropy over two classes with the logits 0 and z.

softmax of (0, z) is (1 - sigmoid(z), sigmoid(z)).
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn


def _reverse(x: Tensor, lam: float) -> Tensor:
    return (1 + lam) * x.detach() - lam * x


def dann_loss(
    feat_s: Tensor, feat_t: Tensor, ys: Tensor, classifier: nn.Module, domain_head: nn.Module, lam: float
) -> Tensor:
    logits = domain_head(_reverse(torch.cat([feat_s, feat_t]), lam))
    pairs = torch.cat([torch.zeros_like(logits), logits], dim=1)
    domain = ys.new_tensor([0] * len(feat_s) + [1] * len(feat_t))
    return F.cross_entropy(classifier(feat_s), ys) + F.cross_entropy(pairs, domain)
