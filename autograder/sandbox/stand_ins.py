"""What of torch cannot run in a confined child, replaced by what gives the same values."""

import functools
import inspect
from collections.abc import Callable
from typing import Any

import torch
from torch.utils.data import DataLoader


def install(used: set[str]) -> None:
    """Replace them in this process; the keys of `NOTES` that apply are added to `used`."""
    _load_in_this_process(used)

    @functools.wraps(torch.compile)
    def compile(model: Any = None, **options: Any) -> Any:
        used.add("compile")
        return (lambda item: item) if model is None else model

    torch.compile = compile


def _load_in_this_process(used: set[str]) -> None:
    made: Callable[..., None] = DataLoader.__init__
    signature = inspect.signature(made)

    @functools.wraps(made)
    def init(self: Any, *values: Any, **options: Any) -> None:
        given = signature.bind(self, *values, **options)
        if given.arguments.get("num_workers"):
            used.add("workers")
            for name in ("num_workers", "prefetch_factor", "persistent_workers", "timeout", "multiprocessing_context"):
                given.arguments.pop(name, None)
        made(*given.args, **given.kwargs)

    DataLoader.__init__ = init  # type: ignore[method-assign]
