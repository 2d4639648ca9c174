"""You detach the gradient, which leaves first-order MAML: the path through g has to stay in the graph.

The stop_grad option of Finn's MAML code and learn2learn's first_order, always on.
"""


def sgd_update(params, grads, lr):
    return {name: theta - lr * grads[name].detach() for name, theta in params.items()}
