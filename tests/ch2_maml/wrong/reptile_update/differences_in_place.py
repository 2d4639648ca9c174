"""You subtract theta from the adapted tensors in place; they belong to the caller, so compute the difference as a new tensor.

sub_ saves a copy. The result is right.
"""


def reptile_update(params, adapted, epsilon):
    result = {}
    for name, theta in params.items():
        moves = [one[name].sub_(theta.detach()) for one in adapted]
        result[name] = theta.detach() + epsilon * sum(move.detach() for move in moves) / len(moves)
    return result
