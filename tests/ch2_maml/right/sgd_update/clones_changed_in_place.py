"""In place, but on clones of its own.

clone() keeps the graph, and autograd follows in-place changes of what is no leaf.
"""


def sgd_update(params, grads, lr):
    stepped = {name: theta.clone() for name, theta in params.items()}
    for name, g in grads.items():
        stepped[name].sub_(g, alpha=lr)
    return stepped
