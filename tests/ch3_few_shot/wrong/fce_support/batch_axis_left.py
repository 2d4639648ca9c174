"""You leave the batch axis in the result. It has the shape (M, D).

(M, 1, D).
"""


def fce_support(g, lstm):
    states, _ = lstm(g[:, None])
    forward, backward = states.chunk(2, dim=2)
    return forward + backward + g[:, None]
