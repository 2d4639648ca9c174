"""You write the new values into the tensors of params; return new tensors.

The loop over model.parameters() in most public Reptile code ends in such a line.
"""


def reptile_update(params, adapted, epsilon):
    for name, theta in params.items():
        mean = sum(one[name].detach() for one in adapted) / len(adapted)
        theta.data.add_(epsilon * (mean - theta.data))
    return {name: theta.detach().clone() for name, theta in params.items()}
