"""You take the logarithm of 1 - sigmoid, which is that of 0 for a large logit. Use binary_cross_entropy_with_logits, or logsigmoid.

The formula typed in as it stands in the paper.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn


def _reverse(x: Tensor, lam: float) -> Tensor:
    return (1 + lam) * x.detach() - lam * x


def dann_loss(
    feat_s: Tensor, feat_t: Tensor, ys: Tensor, classifier: nn.Module, domain_head: nn.Module, lam: float
) -> Tensor:
    source, target = (torch.sigmoid(domain_head(_reverse(part, lam))) for part in (feat_s, feat_t))
    logarithms = torch.cat([(1 - source).log(), target.log()])
    return F.cross_entropy(classifier(feat_s), ys) - logarithms.mean()
