"""You subtract theta from the adapted tensors in place and add it back; rounding changes their last digits. Compute a new tensor.

sub_ saves a copy, and add_ seems to undo it.
"""


def reptile_update(params, adapted, epsilon):
    result = {}
    for name, theta in params.items():
        ends = [one[name].detach() for one in adapted]
        result[name] = theta.detach() + epsilon * sum(end.sub_(theta.detach()) for end in ends) / len(ends)
        for end in ends:
            end.add_(theta.detach())
    return result
