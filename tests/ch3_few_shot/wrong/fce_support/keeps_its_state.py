"""You start from the states that the call before has left. Every call starts from zeros.

Kept as an attribute of the module, as stateful recurrent layers of other libraries do.
"""


def fce_support(g, lstm):
    states, state = lstm(g[:, None], getattr(lstm, "state", None))
    lstm.state = tuple(part.detach() for part in state)
    forward, backward = states[:, 0].chunk(2, dim=1)
    return forward + backward + g
