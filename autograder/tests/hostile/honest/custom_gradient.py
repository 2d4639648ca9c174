"""Writes an autograd function of its own: must keep its score."""

import torch


class Scale(torch.autograd.Function):
    @staticmethod
    def forward(context, x, factor):
        context.factor = factor
        return x * factor

    @staticmethod
    def backward(context, gradient):
        return gradient * context.factor, None


def scale(x, factor):
    return Scale.apply(x, factor)
