"""Computes again instead of keeping, by checkpointing: must keep its score."""

from torch.utils.checkpoint import checkpoint


def scale(x, factor):
    weight = x.clone().requires_grad_()
    out = checkpoint(lambda values: values * factor, weight, use_reentrant=False)
    out.sum().backward()
    return out.detach()
