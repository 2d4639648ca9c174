"""You hand the LSTM a detached g: the values are right, but what is read teaches the encoder nothing.

lstm(g.detach()): the LSTM learns, and g gets the gradient of the skip connection only.
"""


def fce_support(g, lstm):
    states, _ = lstm(g.detach()[:, None])
    forward, backward = states[:, 0].chunk(2, dim=1)
    return forward + backward + g
