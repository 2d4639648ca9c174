"""You read with a copy of the LSTM, so that the gradient reaches the copy's parameters and not those you were handed.

copy.deepcopy, to be sure that nothing is changed.
"""

import copy


def fce_support(g, lstm):
    states, _ = copy.deepcopy(lstm)(g[:, None])
    forward, backward = states[:, 0].chunk(2, dim=1)
    return forward + backward + g
