"""You train the features towards a head that says one half (domain confusion). Here they get the reversed gradient of the domain loss.

Tzeng et al. 2015; the domain head learns from detached features, the features from uniform labels.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn


def dann_loss(
    feat_s: Tensor, feat_t: Tensor, ys: Tensor, classifier: nn.Module, domain_head: nn.Module, lam: float
) -> Tensor:
    both = torch.cat([feat_s, feat_t])
    domain = torch.cat([torch.zeros_like(feat_s[:, :1]), torch.ones_like(feat_t[:, :1])])
    on_head = F.binary_cross_entropy_with_logits(domain_head(both.detach()), domain)
    logits = torch.func.functional_call(
        domain_head, {name: param.detach() for name, param in domain_head.named_parameters()}, (both,)
    )
    confusion = F.binary_cross_entropy_with_logits(logits, torch.full_like(domain, 0.5))
    return F.cross_entropy(classifier(feat_s), ys) + on_head + lam * (confusion - confusion.detach())
