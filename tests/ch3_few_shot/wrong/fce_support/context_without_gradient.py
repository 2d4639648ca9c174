"""You detach what the LSTM says: the values are right, but it never learns.

.data or detach() on the states.
"""


def fce_support(g, lstm):
    states, _ = lstm(g[:, None])
    forward, backward = states.detach()[:, 0].chunk(2, dim=1)
    return forward + backward + g
