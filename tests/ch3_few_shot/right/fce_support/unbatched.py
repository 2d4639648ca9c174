"""The two-dimensional form of nn.LSTM, without a batch axis.

Since torch 1.11 a (M, D) input is one sequence.
"""


def fce_support(g, lstm):
    states, _ = lstm(g)
    d = g.shape[1]
    return states[:, :d] + states[:, d:] + g
