"""Turn what a function returned into plain values that can leave the process that ran it."""

import operator
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

MAX_DEPTH = 24
MAX_NODES = 20_000
MAX_TENSORS = 2_048
MAX_TENSOR_BYTES = 60 << 20
MAX_CHARACTERS = 60_000
MAX_INT_BITS = 256
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


class TooLarge(Exception):
    """What was returned is deeper or larger than an observation may be.

    No `ValueError`: a submission that returns too much must not pass where one is expected.
    """


def capture(value: Any) -> Any:
    """Copy `value` into an observation: detached, on the CPU, of exact built-in types.

    Unknown objects become `Opaque`, and so do containers and numbers that raise when they are read.
    Raises `TooLarge` beyond the limits above; what torch raises for a tensor passes through.
    """
    return _Capture().tree(value, MAX_DEPTH)


class _Capture:
    def __init__(self) -> None:
        self.nodes = self.tensors = self.tensor_bytes = self.characters = 0

    def tree(self, value: Any, depth: int) -> Any:
        self.nodes += 1
        if depth == 0 or self.nodes > MAX_NODES:
            raise TooLarge(f"the returned value has more than {MAX_DEPTH} levels or {MAX_NODES} entries")
        kind = type(value)  # not isinstance: an object may lie about its class
        if issubclass(kind, torch.Tensor) and not _is_wrapper(kind):
            return self.tensor(value)
        try:
            if issubclass(kind, Mapping):
                return {self.key(key): self.tree(item, depth - 1) for key, item in value.items()}
            if issubclass(kind, list | tuple):
                return [self.tree(item, depth - 1) for item in value]
            return self.scalar(value, kind)
        except TooLarge:
            raise
        except Exception:  # a submission's own class, which may raise anything anywhere
            return Opaque(type_name(value))

    def tensor(self, value: torch.Tensor) -> TensorSeen | Opaque:
        with torch._C.DisableTorchFunction():  # else a subclass decides what its copy is
            plain = torch.Tensor.detach(value)
            if peculiarity := _peculiarity(plain):
                return Opaque(f"{peculiarity} tensor")
            self.tensors += 1
            self.tensor_bytes += plain.numel() * plain.element_size()
            if self.tensors > MAX_TENSORS or self.tensor_bytes > MAX_TENSOR_BYTES:
                limit_mb = MAX_TENSOR_BYTES >> 20
                raise TooLarge(f"the returned value holds more than {MAX_TENSORS} tensors or {limit_mb} MB of them")
            values = torch.empty(plain.shape, dtype=plain.dtype, device="cpu")
            return TensorSeen(values.copy_(plain.resolve_conj().resolve_neg()), str(plain.device))

    def scalar(self, value: Any, kind: type) -> Any:
        if value is None or kind is bool:
            return value
        if issubclass(kind, np.bool_):
            return bool(value)
        if issubclass(kind, int | np.integer):
            return self.integer(value)
        if issubclass(kind, float):
            return float.__float__(value)
        if issubclass(kind, np.floating):
            return float(value)
        return self.text(value) if issubclass(kind, str) else Opaque(type_name(value))

    def integer(self, value: Any) -> int:
        plain = operator.index(value)
        if plain.bit_length() > MAX_INT_BITS:
            raise TooLarge(f"the returned value holds an integer of more than {MAX_INT_BITS} bits")
        return plain

    def text(self, value: str) -> str:
        plain = str.__str__(value)
        self.characters += len(plain)
        if self.characters > MAX_CHARACTERS:
            raise TooLarge(f"the returned value holds more than {MAX_CHARACTERS} characters of text")
        return plain

    def key(self, key: Any) -> str | int:
        kind = type(key)
        if issubclass(kind, int | np.integer) and kind is not bool:
            return self.integer(key)
        return self.text(key if issubclass(kind, str) else str(key)[:MAX_TEXT])


def _is_wrapper(kind: type[torch.Tensor]) -> bool:
    """Whether a subclass holds other tensors and decides itself what every operation does to them."""
    return getattr(kind, "__torch_dispatch__", None) is not torch.Tensor.__torch_dispatch__


def _peculiarity(plain: torch.Tensor) -> str:
    """What keeps a tensor from being carried, in a word; most have nothing of the kind."""
    for is_peculiar, word in (
        (plain.is_meta, "meta"),
        (plain.is_quantized, "quantized"),
        (plain.is_nested, "nested"),
        (plain.layout != torch.strided, str(plain.layout).removeprefix("torch.").removesuffix("_coo")),
        (plain.dtype == torch.complex128, "complex128"),  # safetensors has no such type
    ):
        if is_peculiar:
            return word
    return ""


def type_name(value: Any) -> str:
    """The name a student knows the type by: `list`, `numpy.ndarray`, `torch.Tensor`."""
    if isinstance(value, TensorSeen):
        return "torch.Tensor"
    if isinstance(value, Opaque):
        return value.type_name
    kind = type(value)
    try:
        name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    except Exception:  # a metaclass may raise
        return "object"
    return str(name)[:MAX_TEXT]
