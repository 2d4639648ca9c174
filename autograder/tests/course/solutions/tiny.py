"""Given code and solutions of tiny.

Generated from source/tiny.py: edit there, then run `python -m autograder build tiny`.
"""

import torch
from torch import Tensor

def scale(x: Tensor, factor: float) -> Tensor:
    """Multiply every entry of x by `factor`.

    Args:
        x: any shape, float32 or float64.
        factor: a number.

    Returns:
        A tensor with the shape and the dtype of x. x itself is left as it was.
    """
    return x * factor

def row_count(x: Tensor) -> int:
    """Return n for x: (n, d)."""
    return len(x)

def centre(x: Tensor) -> Tensor:
    """Subtract from every column of x its mean over the rows.

    Args:
        x: (n, d), float32 or float64.

    Returns:
        (n, d), with the dtype of x. x itself is left as it was.

    Raises:
        ValueError: x has fewer than 2 rows.
    """
    if row_count(x) < 2:
        raise ValueError("a column needs at least 2 rows to be centred")
    return x - x.mean(dim=0)

def draw(n: int, generator: torch.Generator) -> Tensor:
    """Draw n numbers, uniform between 0 and 1, with `generator` alone.

    Args:
        n: how many, 1 or more.
        generator: a CPU generator. Its state decides the result and moves on, so that the next call draws
            other numbers.

    Returns:
        (n,) float32, each at least 0 and at most 1.
    """
    return torch.rand(n, generator=generator)
