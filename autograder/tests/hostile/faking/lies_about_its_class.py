"""Returns an object that says it is a tensor: must fail on its values."""

import torch


class Agreeable:
    __class__ = property(lambda self: torch.Tensor)
    shape, dtype, device = torch.Size([4, 3]), torch.float32, torch.device("cpu")

    def __getattr__(self, name):
        return lambda *given, **options: self


def scale(x, factor):
    return Agreeable()
