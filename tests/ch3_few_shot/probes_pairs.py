"""Call make_pairs on drawn labels and return what was seen."""

import random
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor


def unequal_classes(solution: Any, draw: Any, **pairs: Any) -> dict[str, Any]:
    """shuffled labels of classes that differ in size, with gaps between the class ids"""
    return _drawn(solution, draw, **pairs)


def many_calls(solution: Any, draw: Any, **pairs: Any) -> dict[str, Any]:
    """many calls, one after the other, with the same labels and the same generator"""
    return _drawn(solution, draw, **pairs)


def calls_for_two_pairs(solution: Any, draw: Any, **pairs: Any) -> dict[str, Any]:
    """many calls for two pairs each, with two classes of one size and with one generator"""
    return _drawn(solution, draw, **pairs)


def one_long_call(solution: Any, draw: Any, **pairs: Any) -> dict[str, Any]:
    """a call for many pairs, with shuffled labels of small classes"""
    return _drawn(solution, draw, **pairs)


def some_single_samples(solution: Any, draw: Any, **pairs: Any) -> dict[str, Any]:
    """shuffled labels of small classes, among them some with a single sample"""
    return _drawn(solution, draw, **pairs)


def few_classes(solution: Any, draw: Any, **pairs: Any) -> dict[str, Any]:
    """several calls, one after the other, with shuffled labels of a few classes and with one generator"""
    return _drawn(solution, draw, **pairs)


def more_than_exist(solution: Any, draw: Any, **pairs: Any) -> dict[str, Any]:
    """shuffled labels of two small classes, and more pairs than they hold different ones"""
    return _drawn(solution, draw, **pairs)


def replay(solution: Any, draw: Any, *, sizes: Sequence[int], n_pairs: int) -> dict[str, Any]:
    """a generator that is set back to the state it had before, while the global random states are others"""
    labels, generator = _labels(draw, sizes), draw.generator()
    torch.rand(5, generator=generator)  # its state is no longer the one its seed gave it
    state = generator.get_state()
    first = _pairs(solution, labels, n_pairs, generator)
    following = _pairs(solution, labels, n_pairs, generator)
    _seed_globally(int(draw.integers(0, 2**31, 1)))
    generator.set_state(state)
    again = _pairs(solution, labels, n_pairs, generator)
    return {"result": first, "the next pairs": following, "the pairs from the same state": again}


def surroundings(solution: Any, draw: Any, *, sizes: Sequence[int], n_pairs: int) -> dict[str, Any]:
    """labels and global random states that are looked at again after the call"""
    labels = _labels(draw, sizes)
    _seed_globally(int(draw.integers(0, 2**31, 1)))
    solution.make_pairs(labels, n_pairs, draw.generator())
    numbers = {
        "torch.rand": torch.rand(1).item(),
        "np.random.rand": np.random.rand(),
        "random.random": random.random(),
    }
    return {"labels after the call": labels, "the next global random numbers": numbers}


def _drawn(solution: Any, draw: Any, *, sizes: Sequence[int], n_pairs: int, calls: int) -> dict[str, Any]:
    labels, generator = _labels(draw, sizes), draw.generator()
    seen = zip(*(_pairs(solution, labels, n_pairs, generator) for _ in range(calls)), strict=True)
    return {**{f"{name} of each call": _rows(name, one) for name, one in zip(("i", "j", "same"), seen, strict=True)},
            "labels": labels}


def _rows(name: str, of_calls: Sequence[Tensor]) -> Tensor:
    """One row for each call: a few large tensors travel much faster than many small ones."""
    for one in of_calls:
        if one.shape != of_calls[0].shape:
            raise ValueError(f"{name} has shape {tuple(of_calls[0].shape)} in one call, {tuple(one.shape)} in another")
    return torch.stack(list(of_calls))


def _pairs(solution: Any, labels: Tensor, n_pairs: int, generator: torch.Generator) -> list[Tensor]:
    """i, j and same of one call; the dtype of same is free, 1 and True are the same."""
    i, j, same = solution.make_pairs(labels.clone(), n_pairs, generator)
    return [torch.as_tensor(i), torch.as_tensor(j), torch.as_tensor(same).to(torch.float64)]


def _labels(draw: Any, sizes: Sequence[int]) -> Tensor:
    """Shuffled labels of classes with these sizes; the first id is 0, the others have two digits and gaps."""
    ids = torch.cat([torch.tensor([0]), draw.shuffled(torch.arange(11, 99, 3))])[: len(sizes)]
    return draw.shuffled(ids.repeat_interleave(torch.tensor(sizes))).to(draw.device)


def _seed_globally(seed: int) -> None:
    torch.manual_seed(seed)
    np.random.seed(seed)
    random.seed(seed)
