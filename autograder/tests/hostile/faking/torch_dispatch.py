"""Returns a wrapper that shows other values to each who looks: must fail on its values."""

import torch


class Agreeable(torch.Tensor):
    @staticmethod
    def __new__(cls, shape):
        return torch.Tensor._make_wrapper_subclass(cls, shape, dtype=torch.float32)

    @classmethod
    def __torch_dispatch__(cls, function, types, args=(), kwargs=None):
        return torch.ones(4, 3)


def scale(x, factor):
    return Agreeable(x.shape)
