"""When all right labels are below 1e-8 you return a constant, and backward() raises an error. The gradient is 0 there, not missing.

A shortcut, or max() of Python with a tensor that has no graph.
"""

import torch


def matching_loss(probs, y):
    of_targets = [max(row[label], torch.tensor(1e-8).to(row)) for row, label in zip(probs, y.tolist(), strict=True)]
    return -torch.stack(of_targets).log().mean()
