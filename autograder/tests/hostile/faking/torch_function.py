"""Returns a tensor subclass that answers every question with yes: must fail on its values."""

import torch


class Agreeable(torch.Tensor):
    @classmethod
    def __torch_function__(cls, function, types, args=(), kwargs=None):
        return True


def scale(x, factor):
    return torch.zeros_like(x).as_subclass(Agreeable)
