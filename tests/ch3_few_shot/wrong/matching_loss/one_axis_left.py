"""You return a tensor of shape (1,). Asked for is one without axes.

mean(dim=0) of a column.
"""


def matching_loss(probs, y):
    return -probs.gather(1, y[:, None]).clamp(min=1e-8).log().mean(dim=0)
