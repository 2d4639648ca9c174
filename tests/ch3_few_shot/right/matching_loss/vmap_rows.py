"""One row at a time under torch.func.vmap.

index_select with a label as a tensor.
"""

import torch


def matching_loss(probs, y):
    def one(row, label):
        return -row.gather(0, label[None])[0].clamp(min=1e-8).log()

    return torch.func.vmap(one)(probs, y).mean()
