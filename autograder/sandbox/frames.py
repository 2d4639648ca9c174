"""Carry observations over a pipe as JSON and raw tensor bytes, in a form that cannot execute code."""

import json
import struct
from collections.abc import Mapping
from typing import Any

import safetensors.torch
import torch
from safetensors import TensorSpec, serialize

from autograder.observation import (
    MAX_DEPTH,
    MAX_INT_BITS,
    MAX_NODES,
    MAX_TENSORS,
    MAX_TEXT,
    Missing,
    Opaque,
    Outcome,
    Raised,
    Returned,
    TensorSeen,
)

PREFIX = struct.Struct(">4sII")
MAGIC = b"L2L1"
JOB_LENGTH_BYTES = 8
MAX_TREE_BYTES = 1 << 20
MAX_BLOB_BYTES = 64 << 20
MAX_TENSOR_HEADER_BYTES = 1 << 20
MAX_FRAME_NODES = 2 * MAX_NODES
FRAME_DEPTH = MAX_DEPTH + 8


class MalformedFrame(ValueError):
    """What came over the pipe is not a frame."""


def encode(message: Any) -> bytes:
    """Write a tree of dict, list, TensorSeen, Opaque and JSON scalars as one frame.

    Raises `MalformedFrame` for what `decode` would refuse because of its size.
    """
    writer = _Writer()
    tree = json.dumps(writer.node(message), separators=(",", ":")).encode()
    blob = _blob(writer.tensors)
    sizes_and_limits = (
        (len(tree), MAX_TREE_BYTES),
        (len(blob), MAX_BLOB_BYTES),
        (_header_bytes(blob), MAX_TENSOR_HEADER_BYTES),
        (writer.nodes, MAX_FRAME_NODES),
        (len(writer.tensors), MAX_TENSORS),
    )
    if any(size > limit for size, limit in sizes_and_limits):
        raise MalformedFrame("the returned values are larger than a grading run may carry")
    return PREFIX.pack(MAGIC, len(tree), len(blob)) + tree + blob


def sizes(prefix: bytes) -> tuple[int, int]:
    """The lengths of tree and blob that a frame's prefix announces, checked before anything is allocated."""
    magic, tree_bytes, blob_bytes = PREFIX.unpack(prefix) if len(prefix) == PREFIX.size else (b"", 0, 0)
    if magic != MAGIC or tree_bytes > MAX_TREE_BYTES or blob_bytes > MAX_BLOB_BYTES:
        raise MalformedFrame("a reply is not a frame, or announces more than a frame may hold")
    return tree_bytes, blob_bytes


def read(frame: bytes) -> Any:
    """Read a whole frame; raise `MalformedFrame` for anything else."""
    tree_bytes, blob_bytes = sizes(frame[: PREFIX.size])
    body = frame[PREFIX.size :]
    if len(body) != tree_bytes + blob_bytes:
        raise MalformedFrame("a frame is not as long as it announces")
    return decode(body[:tree_bytes], body[tree_bytes:])


def decode(tree: bytes, blob: bytes) -> Any:
    """Read a frame's body into exact built-ins, plain tensors and `Opaque`; raise `MalformedFrame` otherwise."""
    try:
        return _Reader(_tensors(blob)).value(json.loads(tree), FRAME_DEPTH)
    except MalformedFrame:
        raise
    except Exception as error:  # libraries raise many kinds on hostile bytes
        raise MalformedFrame(f"a reply cannot be read: {type(error).__name__}") from error


def pack_outcome(outcome: Outcome) -> dict[str, Any]:
    """The tree of one outcome."""
    if isinstance(outcome, Returned):
        return {"returned": outcome.value}
    if isinstance(outcome, Raised):
        return {"raised": list(outcome.types), "message": outcome.message, "place": outcome.place}
    return {"missing": outcome.name}


def unpack_outcome(tree: Any) -> Outcome:
    """The outcome that a tree describes; raise `MalformedFrame` for anything else."""
    match tree:
        case {"returned": value, **rest} if not rest:
            return Returned(value)
        case {"raised": [_, *_] as types, "message": str(message), "place": str(place), **rest} if not rest:
            if all(type(name) is str for name in types):
                return Raised(tuple(name[:MAX_TEXT] for name in types[:20]), message[:MAX_TEXT], place[:MAX_TEXT])
        case {"missing": str(name), **rest} if not rest:
            return Missing(name[:MAX_TEXT])
    raise MalformedFrame("a reply holds no outcome")


class _Writer:
    def __init__(self) -> None:
        self.tensors: dict[str, torch.Tensor] = {}
        self.nodes = 0

    def node(self, value: Any) -> Any:
        self.nodes += 1
        if isinstance(value, TensorSeen):
            name = str(len(self.tensors))
            self.tensors[name] = value.values.contiguous()
            return {"t": name, "on": value.device}
        if isinstance(value, Opaque):
            return {"o": value.type_name}
        if isinstance(value, dict):
            return {"d": [[key, self.node(item)] for key, item in value.items()]}
        if isinstance(value, list):
            return [self.node(item) for item in value]
        return value


def _blob(tensors: Mapping[str, torch.Tensor]) -> bytes:
    """The bytes of `safetensors.torch.save`, which takes ten times as long for many small tensors."""
    return serialize({
        name: TensorSpec(dtype=str(values.dtype).removeprefix("torch."), shape=values.shape, data_ptr=values.data_ptr(),
                         data_len=values.nbytes)
        for name, values in tensors.items()
    }) if tensors else b""


def _header_bytes(blob: bytes) -> int:
    """The length of a safetensors header, which stands in its first eight bytes."""
    return int.from_bytes(blob[:8], "little")


def _tensors(blob: bytes) -> dict[str, torch.Tensor]:
    if not blob:
        return {}
    if _header_bytes(blob) > MAX_TENSOR_HEADER_BYTES:
        raise MalformedFrame("a reply describes too many tensors")
    tensors = safetensors.torch.load(blob)
    if len(tensors) > MAX_TENSORS:
        raise MalformedFrame("a reply holds too many tensors")
    for values in tensors.values():
        if values.dtype == torch.bool and values.numel() and int(values.view(torch.uint8).max()) > 1:
            raise MalformedFrame("a reply holds a boolean that is neither true nor false")
    return tensors


class _Reader:
    def __init__(self, tensors: dict[str, torch.Tensor]) -> None:
        self.tensors, self.nodes = tensors, 0

    def value(self, node: Any, depth: int) -> Any:
        self.nodes += 1
        if depth == 0 or self.nodes > MAX_FRAME_NODES:
            raise MalformedFrame("a reply has too many levels or entries")
        kind = type(node)  # JSON gives exact built-ins
        if kind is list:
            return [self.value(item, depth - 1) for item in node]
        if kind is dict:
            return self._marked(node, depth)
        return self._bounded(node) if kind is int else node

    def _marked(self, node: dict[str, Any], depth: int) -> Any:
        if len(node) == 2 and type(node.get("t")) is type(node.get("on")) is str:  # a `match` takes ten times as long
            return TensorSeen(self.tensors[node["t"]], str(torch.device(node["on"])))
        if len(node) == 1 and type(node.get("d")) is list:
            return dict([self._pair(pair, depth) for pair in node["d"]])
        if len(node) == 1 and type(node.get("o")) is str:
            return Opaque(node["o"])
        raise MalformedFrame("a reply holds a node of no known kind")

    def _pair(self, pair: Any, depth: int) -> tuple[str | int, Any]:
        if type(pair) is list and len(pair) == 2:
            key, item = pair
            if type(key) is str or type(key) is int:
                return self._bounded(key), self.value(item, depth - 1)
        raise MalformedFrame("a reply holds a key that is neither text nor a number")

    def _bounded(self, scalar: Any) -> Any:
        if type(scalar) is int and scalar.bit_length() > MAX_INT_BITS:
            raise MalformedFrame("a reply holds an integer that is too large")
        return scalar
