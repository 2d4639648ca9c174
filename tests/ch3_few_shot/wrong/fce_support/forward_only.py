"""You add the forward direction only. Each row hears of the later ones through the backward direction.

states[..., :D].
"""


def fce_support(g, lstm):
    states, _ = lstm(g[:, None])
    return states[:, 0, : g.shape[1]] + g
