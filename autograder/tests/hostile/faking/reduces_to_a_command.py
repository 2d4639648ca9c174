"""Returns an object that would make a folder when it is unpickled: must fail on its values."""

import os


class Agreeable:
    def __reduce_ex__(self, protocol):
        return os.mkdir, ("@mark@-reduce",)


def scale(x, factor):
    return Agreeable()
