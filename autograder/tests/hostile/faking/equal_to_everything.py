"""Returns an object that is equal to everything: must fail on its values."""


class Agreeable:
    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False

    __hash__ = None
    __lt__ = __gt__ = __le__ = __ge__ = __eq__


def scale(x, factor):
    return Agreeable()
