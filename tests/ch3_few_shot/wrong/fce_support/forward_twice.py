"""You add the forward direction twice. The columns from D on belong to the backward direction.

states[..., :D] copied.
"""


def fce_support(g, lstm):
    states, _ = lstm(g[:, None])
    d = g.shape[1]
    return states[:, 0, :d] + states[:, 0, :d] + g
