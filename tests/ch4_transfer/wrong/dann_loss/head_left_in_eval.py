"""You switch domain_head to evaluation mode; the caller trains it, and it must stay in the mode it was in.

eval() comes along when a loss is copied out of a validation loop.
"""

import torch
import torch.nn.functional as F


def _rev(x, lam):
    return x.detach() - lam * (x - x.detach())


def dann_loss(feat_s, feat_t, ys, classifier, domain_head, lam):
    if hasattr(domain_head, "eval"):
        domain_head.eval()
    z = domain_head(_rev(torch.cat([feat_s, feat_t]), lam))
    d = torch.cat([feat_s.new_zeros(len(feat_s), 1), feat_t.new_ones(len(feat_t), 1)])
    return F.cross_entropy(classifier(feat_s), ys) + F.binary_cross_entropy_with_logits(z, d)
