"""Call the functions of the tiny course on drawn inputs and return what was seen."""

from typing import Any

import torch


def scaled(solution: Any, draw: Any, *, n: int, d: int, factor: float, dtype: str = "float32") -> Any:
    """a batch of rows"""
    return solution.scale(draw.normal(n, d, dtype=dtype), factor)


def scaled_input(solution: Any, draw: Any, *, n: int, d: int, factor: float) -> Any:
    """a batch of rows, looked at again after the call"""
    x = draw.normal(n, d)
    solution.scale(x, factor)
    return {"x after the call": x}


def centred(solution: Any, draw: Any, *, n: int, d: int, dtype: str = "float32") -> Any:
    """columns with different means"""
    return solution.centre(_columns(draw, n, d, dtype))


def centred_input(solution: Any, draw: Any, *, n: int, d: int) -> Any:
    """columns with different means, looked at again after the call"""
    x = _columns(draw, n, d, "float32")
    solution.centre(x)
    return {"x after the call": x}


def centred_single_row(solution: Any, draw: Any, *, d: int) -> Any:
    """a single row"""
    return solution.centre(draw.normal(1, d))


def drawn(solution: Any, draw: Any, *, n: int) -> Any:
    """a fresh generator"""
    return solution.draw(n, draw.generator())


def drawn_twice(solution: Any, draw: Any, *, n: int) -> Any:
    """a generator that is used twice"""
    generator = draw.generator()
    return {"the first draw": solution.draw(n, generator), "the next draw": solution.draw(n, generator)}


def drawn_from_equal_states(solution: Any, draw: Any, *, n: int) -> Any:
    """two generators in the same state"""
    one = draw.generator()
    other = torch.Generator()
    other.set_state(one.get_state())
    return {"one draw": solution.draw(n, one), "the other draw": solution.draw(n, other)}


def _columns(draw: Any, n: int, d: int, dtype: str) -> torch.Tensor:
    return draw.normal(n, d, dtype=dtype) + draw.uniform(d, low=2.0, high=9.0, dtype=dtype)
