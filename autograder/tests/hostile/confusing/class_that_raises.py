"""Returns an object whose class raises when it is named: must fail on its values."""


class Meta(type):
    def __getattribute__(cls, name):
        raise ValueError("no name")


class Nameless(metaclass=Meta):
    pass


def scale(x, factor):
    return Nameless()
