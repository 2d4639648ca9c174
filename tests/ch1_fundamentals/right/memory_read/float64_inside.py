"""Computed in float64 and converted back at the end, with the logarithm of the sum of exponentials.

Right: the results have the dtype of the inputs, and the conversions are differentiable.
"""

import torch


def memory_read(key, memory, beta):
    k, slots = key.double(), memory.double()
    logits = beta * torch.einsum("bd,md->bm", k, slots) / torch.outer(k.norm(dim=1), slots.norm(dim=1))
    weights = torch.exp(logits - logits.logsumexp(dim=1, keepdim=True))
    return (weights @ slots).to(key.dtype), weights.to(key.dtype)
