"""You detach the backward direction: the values are right, but its parameters never learn.

A detach in one of two terms.
"""


def fce_support(g, lstm):
    states, _ = lstm(g[:, None])
    forward, backward = states[:, 0].chunk(2, dim=1)
    return forward + backward.detach() + g
