"""You square the norm of the error; where the student has reached the teacher, the root's derivative makes it NaN.

Written after the papers' ||u - v||^2, as a root and a square.
"""


def hint_loss(fs, ft, regressor):
    error = regressor(fs) - ft.detach()
    return error.square().sum().sqrt() ** 2 / error.numel()
