"""You take logarithms of base 2. The loss uses the natural logarithm.

Bits.
"""


def matching_loss(probs, y):
    return -probs.gather(1, y[:, None]).clamp(min=1e-8).log2().mean()
