"""You clear the gradients of the LSTM. They are the caller's.

lstm.zero_grad(), out of habit.
"""


def fce_support(g, lstm):
    lstm.zero_grad()
    states, _ = lstm(g[:, None])
    forward, backward = states[:, 0].chunk(2, dim=1)
    return forward + backward + g
