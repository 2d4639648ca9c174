"""You add the backward direction only. Each row hears of the earlier ones through the forward direction.

states[..., D:].
"""


def fce_support(g, lstm):
    states, _ = lstm(g[:, None])
    return states[:, 0, g.shape[1] :] + g
