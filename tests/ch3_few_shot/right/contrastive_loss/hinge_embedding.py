"""Indexing by kind, summed over both, divided by the number of pairs.

No mean of an empty tensor.
"""


def contrastive_loss(z1, z2, same, margin):
    is_same = same > 0.5
    near, far = (z1 - z2)[is_same], (z1 - z2)[~is_same]
    push = margin - far.norm(dim=1)
    return (near.pow(2).sum() + (push * (push > 0)).pow(2).sum()) / same.numel()
