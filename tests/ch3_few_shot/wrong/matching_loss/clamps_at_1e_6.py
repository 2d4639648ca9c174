"""You clamp at 1e-6; asked for is 1e-8.

Another small number.
"""


def matching_loss(probs, y):
    return -probs.gather(1, y[:, None]).clamp(min=1e-6).log().mean()
