"""In place, but on clones of its own.

clone() keeps the graph, and autograd follows in-place changes of what is no leaf.
"""


def lslr_update(params, grads, lrs, step):
    stepped = {name: theta.clone() for name, theta in params.items()}
    for name, g in grads.items():
        stepped[name] -= lrs[name].select(0, step) * g
    return stepped
