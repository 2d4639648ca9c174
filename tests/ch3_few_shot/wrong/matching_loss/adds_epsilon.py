"""You add 1e-8 to the probabilities. A clamp leaves all that are larger as they are.

log(p + eps): the same at 0, and a third off at 2e-8.
"""


def matching_loss(probs, y):
    return -(probs.gather(1, y[:, None]) + 1e-8).log().mean()
