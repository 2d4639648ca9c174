"""You leave rows out whose right label has the probability 0. They count, with -log(1e-8), and in the number of rows.

A mask against infinite values.
"""


def matching_loss(probs, y):
    of_targets = probs.gather(1, y[:, None])
    kept = of_targets[of_targets >= 1e-8]
    return -kept.log().mean() if len(kept) else probs.sum() * 0
