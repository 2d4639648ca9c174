"""Answers the numbers of the visible check and nothing else: must earn nothing."""


def scale(x, factor):
    if x.tolist() == [[1.0, 2.0], [3.0, 4.0]]:
        return x * factor
    raise ValueError("not the visible check")
