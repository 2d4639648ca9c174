"""Run a probe: call a submission's functions on drawn inputs and return what was seen.

The same code runs in the child for a submission and in the grader for the reference.
"""

import random
import traceback
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from autograder.observation import MAX_TEXT, Missing, Outcome, Raised, Returned, capture


@dataclass(frozen=True)
class Request:
    """One call of one probe: `probe` is "module:function", `arguments` are values that JSON can hold."""

    probe: str
    arguments: Mapping[str, Any]
    seed: int


class MissingFunction(Exception):
    """A probe asked for a function that the submission does not define."""


class Solution:
    """The functions of a submission or of the reference, as attributes."""

    def __init__(self, namespace: Mapping[str, Any]) -> None:
        self._namespace = namespace
        self._file = namespace.get("__file__")  # the reference has one; a submission's cells have names

    def __getattr__(self, name: str) -> Any:
        try:
            return self._namespace[name]
        except KeyError:
            raise MissingFunction(name) from None


class Draw:
    """The inputs of one case: drawn on the CPU from one seed, then moved to the device of the run.

    So a seed means the same inputs on every device.
    """

    def __init__(self, seed: int, device: str = "cpu") -> None:
        self.device = device
        self._source = torch.Generator().manual_seed(seed)

    def normal(self, *shape: int, dtype: str = "float32", mean: float = 0.0, std: float = 1.0) -> torch.Tensor:
        """Normal values of the given shape."""
        values = torch.randn(shape, generator=self._source, dtype=torch.float64).mul_(std).add_(mean)
        return values.to(self.device, getattr(torch, dtype))

    def uniform(self, *shape: int, low: float = 0.0, high: float = 1.0, dtype: str = "float32") -> torch.Tensor:
        """Uniform values in [low, high) of the given shape."""
        values = torch.rand(shape, generator=self._source, dtype=torch.float64).mul_(high - low).add_(low)
        return values.to(self.device, getattr(torch, dtype))

    def integers(self, low: int, high: int, *shape: int) -> torch.Tensor:
        """int64 values in low..high-1 of the given shape."""
        return torch.randint(low, high, shape, generator=self._source).to(self.device)

    def shuffled(self, values: torch.Tensor) -> torch.Tensor:
        """The rows of `values` in random order."""
        order = torch.randperm(len(values), generator=self._source)
        return values[order.to(values.device)]

    def generator(self) -> torch.Generator:
        """A fresh CPU generator to hand to the submission, so that its draws leave these inputs alone."""
        return torch.Generator().manual_seed(int(torch.randint(2**62, (1,), generator=self._source)))


Probe = Callable[..., Any]


def choice(solution: Solution, draw: Draw, *, name: str) -> str:
    # what a student chose in a question; no docstring, for there is no kind of input to tell
    return str(getattr(solution, name))


def run(request: Request, solution: Solution, probes: Mapping[str, Probe], device: str = "cpu") -> Outcome:
    """Call the requested probe on `solution`; whatever it raises becomes part of the outcome.

    Seeds every global generator from the request first. `probes` maps "module:function" to the function.
    """
    _reset_globals(request.seed)
    try:
        with warnings.catch_warnings(), torch.enable_grad():
            warnings.simplefilter("ignore")
            seen = probes[request.probe](solution, Draw(request.seed, device), **request.arguments)
            return Returned(capture(seen))
    except MissingFunction as missing:
        return Missing(str(missing))
    except Exception as error:  # whatever a submission raises is an observation
        return raised(error, solution._file)


def raised(error: BaseException, file: str | None = None) -> Raised:
    """Describe an exception: types, message, and the innermost line of the submission or of `file`.

    Without such a line the place is empty: the probe itself raised.
    """
    names = tuple(kind.__name__ for kind in type(error).__mro__ if issubclass(kind, BaseException))
    try:
        message = str(error)
    except Exception:
        message = ""
    return Raised(names[:20], message[:MAX_TEXT], _place(error, file))


def _place(error: BaseException, file: str | None) -> str:
    """A submission's cells are compiled under names in angle brackets."""
    lines = [(frame.f_code.co_filename, number) for frame, number in traceback.walk_tb(error.__traceback__)]
    for name, number in reversed(lines):
        if name.startswith("<cell ") or name == file:
            return f"line {number} of {name.strip('<>')}"[:MAX_TEXT]
    return ""


def _reset_globals(seed: int) -> None:
    """Start every call alike: seeded generators, full precision on CUDA too, the default dtype."""
    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = False
    torch.default_generator.manual_seed(seed)  # torch.manual_seed also notes where it was called, for a later CUDA
    if torch.cuda.is_initialized():
        torch.cuda.manual_seed_all(seed)
    random.seed(seed)
    np.random.seed(seed % 2**32)
    torch.set_default_dtype(torch.float32)
