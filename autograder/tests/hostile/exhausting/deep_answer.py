"""Returns a list in lists, ten thousand levels deep: must fail on its values."""


def scale(x, factor):
    seen = []
    for _ in range(10_000):
        seen = [seen]
    return seen
