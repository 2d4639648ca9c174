"""You add a detached g: the values are right, but half of its gradient is missing.

+ g.data.
"""


def fce_support(g, lstm):
    states, _ = lstm(g[:, None])
    forward, backward = states[:, 0].chunk(2, dim=1)
    return forward + backward + g.detach()
