"""A loop over the triplets and math-like roots.

max() of Python between a tensor and a zero.
"""


def triplet_loss(anchor, positive, negative, margin):
    total = 0 * anchor.sum()
    for a, p, n in zip(anchor, positive, negative, strict=True):
        cost = ((a - p) ** 2).sum() ** 0.5 - ((a - n) ** 2).sum() ** 0.5 + margin
        total = total + (cost if cost > 0 else 0 * cost)
    return total / len(anchor)
