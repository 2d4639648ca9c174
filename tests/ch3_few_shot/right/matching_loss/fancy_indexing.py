"""Looked up by rows and columns, with torch.maximum.

maximum passes the gradient to the larger one.
"""

import torch


def matching_loss(probs, y):
    of_targets = probs[torch.arange(len(y), device=y.device), y]
    return (-torch.log(torch.maximum(of_targets, torch.tensor(1e-8, dtype=probs.dtype, device=probs.device)))).mean()
