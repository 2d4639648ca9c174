"""You also classify the target, with labels that the classifier gave it itself. The cross-entropy is that of the source alone.

Pseudo-labels, another method of adaptation.
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
    logits = domain_head(_reverse(both, lam))
    guesses = classifier(both)
    labels = torch.cat([ys, guesses[len(ys) :].argmax(1)])
    return F.cross_entropy(guesses, labels) + F.binary_cross_entropy_with_logits(logits, domain)
