"""You add g without a batch axis to states with one, which broadcasts to all pairs of rows.

(M, 1, D) + (M, D) is (M, M, D); here the diagonal's wrong neighbour is returned.
"""


def fce_support(g, lstm):
    states, _ = lstm(g[:, None])
    forward, backward = states.chunk(2, dim=2)
    return (forward + backward + g)[:, 0]
