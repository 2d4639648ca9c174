"""You add the last hidden states of both directions to all rows. Each row gets the hidden states at its own step.

h_n instead of the output.
"""


def fce_support(g, lstm):
    _, (last, _) = lstm(g[:, None])
    return last[0] + last[1] + g
