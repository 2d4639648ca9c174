"""Loops over the samples, with the logarithm of the sigmoid.

The formula term by term; F.logsigmoid is exact for large logits.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn


def _reverse(x: Tensor, lam: float) -> Tensor:
    return (1 + lam) * x.detach() - lam * x


def dann_loss(
    feat_s: Tensor, feat_t: Tensor, ys: Tensor, classifier: nn.Module, domain_head: nn.Module, lam: float
) -> Tensor:
    on_labels = [-F.log_softmax(classifier(row[None]), 1)[0, y] for row, y in zip(feat_s, ys, strict=True)]
    on_domains = [-F.logsigmoid(-domain_head(_reverse(row[None], lam))) for row in feat_s]
    on_domains += [-F.logsigmoid(domain_head(_reverse(row[None], lam))) for row in feat_t]
    return torch.stack(on_labels).mean() + torch.stack(on_domains).mean()
