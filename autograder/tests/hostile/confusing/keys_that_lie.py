"""Returns a mapping whose keys and items disagree: must fail on its values."""


class Two(dict):
    def items(self):
        return [("x after the call", 1), ("x after the call", 2)] * 3

    def __len__(self):
        raise ValueError("no length")


def scale(x, factor):
    return Two()
