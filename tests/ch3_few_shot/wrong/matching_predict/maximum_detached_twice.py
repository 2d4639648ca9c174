"""You detach the normaliser of the softmax: the values are right, and the gradients are not. Use torch.softmax, or keep the graph.

A softmax written by hand, with its sum computed under no_grad.
"""

import torch
import torch.nn.functional as F


def matching_predict(zq, zs, ys, n_way):
    weights = torch.exp(F.normalize(zq, dim=1) @ F.normalize(zs, dim=1).T)
    attention = weights / weights.sum(dim=1, keepdim=True).detach()
    return attention @ F.one_hot(ys, n_way).to(zq.dtype)
