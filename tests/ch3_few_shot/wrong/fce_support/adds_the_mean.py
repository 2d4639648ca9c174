"""You add the mean of g to all rows. Each row gets its own row of g.

Context taken for the average.
"""


def fce_support(g, lstm):
    states, _ = lstm(g[:, None])
    forward, backward = states[:, 0].chunk(2, dim=1)
    return forward + backward + g.mean(dim=0)
