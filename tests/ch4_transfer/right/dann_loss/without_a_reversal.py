"""No reversal: the domain loss is written down twice, once for the head and once for the features.

The head learns from detached features; the features meet a head with detached parameters, and the second term has
the value 0.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn


def dann_loss(
    feat_s: Tensor, feat_t: Tensor, ys: Tensor, classifier: nn.Module, domain_head: nn.Module, lam: float
) -> Tensor:
    def domain_loss(features: Tensor, parameters: dict[str, Tensor]) -> Tensor:
        logits = torch.func.functional_call(domain_head, parameters, (features,))
        return F.binary_cross_entropy_with_logits(logits, domain)

    both = torch.cat([feat_s, feat_t])
    domain = (torch.arange(len(both), device=both.device) >= len(feat_s)).to(both.dtype).unsqueeze(1)
    parameters = dict(domain_head.named_parameters())
    for_head = domain_loss(both.detach(), parameters)
    for_features = domain_loss(both, {name: value.detach() for name, value in parameters.items()})
    return F.cross_entropy(classifier(feat_s), ys) + for_head - lam * (for_features - for_features.detach())
