"""You look up the largest probability of each row, not that of the right label.

max over the row: the confidence, not the likelihood.
"""


def matching_loss(probs, y):
    return -probs.amax(dim=1).clamp(min=1e-8).log().mean()
