"""Turn what a function returned into plain values that can leave the process that ran it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

MAX_DEPTH = 24
MAX_NODES = 20_000
MAX_TEXT = 500


@dataclass(frozen=True)
class TensorSeen:
    """A tensor's values on the CPU, and the device it was returned on."""

    values: torch.Tensor
    device: str


@dataclass(frozen=True)
class Opaque:
    """Something that is no plain value: only its type's name crosses."""

    type_name: str


@dataclass(frozen=True)
class Returned:
    """The probe returned: a tree of dict, list, TensorSeen, number, string, None and Opaque."""

    value: Any


@dataclass(frozen=True)
class Raised:
    """The submission raised: class names from the exception's own up to `Exception`, message and place."""

    types: tuple[str, ...]
    message: str
    place: str = ""


@dataclass(frozen=True)
class Missing:
    """The submission does not define this function."""

    name: str


Outcome = Returned | Raised | Missing


class TooLarge(ValueError):
    """What was returned is deeper or larger than an observation may be."""


def capture(value: Any) -> Any:
    """Copy `value` into an observation: detached, on the CPU, of exact built-in types.

    Unknown objects become `Opaque`. Raises `TooLarge` beyond 24 levels or 20,000 nodes.
    """
    return _Capture().tree(value, MAX_DEPTH)


class _Capture:
    def __init__(self) -> None:
        self.nodes = 0

    def tree(self, value: Any, depth: int) -> Any:
        self.nodes += 1
        if depth == 0 or self.nodes > MAX_NODES:
            raise TooLarge(f"the returned value has more than {MAX_DEPTH} levels or {MAX_NODES} entries")
        if isinstance(value, torch.Tensor):
            return _tensor(value)
        if isinstance(value, Mapping):
            return {_key(key): self.tree(item, depth - 1) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [self.tree(item, depth - 1) for item in value]
        return _scalar(value)


def _tensor(value: torch.Tensor) -> TensorSeen | Opaque:
    plain = value.detach().as_subclass(torch.Tensor)
    if plain.layout != torch.strided or plain.is_quantized or plain.is_nested or plain.is_meta:
        kind = "meta" if plain.is_meta else str(plain.layout).removeprefix("torch.").removesuffix("_coo")
        return Opaque(f"{kind} tensor")
    values = torch.empty(plain.shape, dtype=plain.dtype, device="cpu").copy_(plain.resolve_conj().resolve_neg())
    return TensorSeen(values, str(plain.device))


def _scalar(value: Any) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, np.bool_):
        return bool(value)
    for kind in (int, float, str):
        if isinstance(value, kind):
            return kind(value)
    if isinstance(value, np.integer):
        return int(value)
    if isinstance(value, np.floating):
        return float(value)
    return Opaque(type_name(value))


def _key(key: Any) -> str | int:
    return key if type(key) in (str, int) else str(key)[:MAX_TEXT]


def type_name(value: Any) -> str:
    """The name a student knows the type by: `list`, `numpy.ndarray`, `torch.Tensor`."""
    if isinstance(value, TensorSeen):
        return "torch.Tensor"
    if isinstance(value, Opaque):
        return value.type_name
    kind = type(value)
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
