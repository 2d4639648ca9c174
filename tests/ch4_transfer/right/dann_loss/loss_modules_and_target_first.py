"""nn.CrossEntropyLoss and nn.BCEWithLogitsLoss, the target samples in front.

The order of the samples within the mean is free.
"""

import torch
from torch import Tensor, nn


def _reverse(x: Tensor, lam: float) -> Tensor:
    return (1 + lam) * x.detach() - lam * x


def dann_loss(
    feat_s: Tensor, feat_t: Tensor, ys: Tensor, classifier: nn.Module, domain_head: nn.Module, lam: float
) -> Tensor:
    reversed_features = _reverse(torch.cat([feat_t, feat_s]), float(lam))
    domain = torch.ones(len(reversed_features), 1, dtype=feat_s.dtype, device=feat_s.device)
    domain[len(feat_t) :] = 0
    label_loss, domain_loss = nn.CrossEntropyLoss(), nn.BCEWithLogitsLoss()
    return label_loss(classifier(feat_s), ys) + domain_loss(domain_head(reversed_features), domain)
