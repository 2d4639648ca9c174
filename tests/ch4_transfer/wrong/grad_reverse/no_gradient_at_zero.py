"""Where x is exactly 0, as after a ReLU, your gradient is 0 as well. It is -lam * g wherever x lies.

Positive and negative parts are reversed one by one, by ReLUs that both are flat at 0.
"""


def grad_reverse(x, lam):
    moved = x.relu() - (-x).relu()
    return x.detach() - lam * (moved - moved.detach())
