"""You sort the rows before they are read. The sequence has the order of the rows, whatever it is.

An attempt to make the support set a set; the result is brought back into the order of g.
"""


def fce_support(g, lstm):
    order = g[:, 0].argsort()
    states, _ = lstm(g[order][:, None])
    forward, backward = states[order.argsort(), 0].chunk(2, dim=1)
    return forward + backward + g
