"""You take the logarithm of 0, which is infinite. Clamp the probabilities below at 1e-8 first.

A query that attends only to other labels makes the whole batch infinite.
"""


def matching_loss(probs, y):
    return -probs.gather(1, y[:, None]).log().mean()
