"""You add the losses of the rows up. Asked for is their mean.

.sum() instead of .mean(); equal for one row.
"""


def matching_loss(probs, y):
    return -probs.gather(1, y[:, None]).clamp(min=1e-8).log().sum()
