"""Returns an object whose class raises when it is named: must fail on its values."""


class Meta(type):
    @property
    def __module__(cls):
        raise ValueError("no module")

    @property
    def __qualname__(cls):
        raise ValueError("no name")


class Nameless(metaclass=Meta):
    pass


def scale(x, factor):
    return Nameless()
