"""Carry observations over a pipe as JSON and raw tensor bytes, in a form that cannot execute code."""

import json
import struct
from typing import Any

import safetensors.torch
import torch

from autograder.observation import MAX_DEPTH, MAX_NODES, Missing, Opaque, Outcome, Raised, Returned, TensorSeen

PREFIX = struct.Struct(">4sII")
MAGIC = b"L2L1"
MAX_TREE_BYTES = 1 << 20
MAX_BLOB_BYTES = 64 << 20
MAX_TENSOR_HEADER_BYTES = 1 << 20
MAX_TENSORS = 2_048
MAX_INT_BITS = 256


class MalformedFrame(ValueError):
    """What came over the pipe is not a frame."""


def encode(message: Any) -> bytes:
    """Write a tree of dict, list, TensorSeen, Opaque and JSON scalars as one frame."""
    tensors: dict[str, torch.Tensor] = {}
    tree = json.dumps(_to_json(message, tensors), separators=(",", ":")).encode()
    blob = safetensors.torch.save(tensors) if tensors else b""
    if len(tree) > MAX_TREE_BYTES or len(blob) > MAX_BLOB_BYTES:
        raise MalformedFrame("the returned values are larger than a grading run may carry")
    return PREFIX.pack(MAGIC, len(tree), len(blob)) + tree + blob


def sizes(prefix: bytes) -> tuple[int, int]:
    """The lengths of tree and blob that a frame's prefix announces, checked before anything is allocated."""
    magic, tree_bytes, blob_bytes = PREFIX.unpack(prefix)
    if magic != MAGIC or tree_bytes > MAX_TREE_BYTES or blob_bytes > MAX_BLOB_BYTES:
        raise MalformedFrame("a reply is not a frame, or announces more than a frame may hold")
    return tree_bytes, blob_bytes


def decode(tree: bytes, blob: bytes) -> Any:
    """Read a frame's body into exact built-ins, plain tensors and `Opaque`; raise `MalformedFrame` otherwise."""
    try:
        return _Reader(_tensors(blob)).value(json.loads(tree), MAX_DEPTH + 8)
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
        case {"raised": [str(), *_] as types, "message": str(message), "place": str(place)}:
            return Raised(tuple(map(str, types)), message, place)
        case {"missing": str(name)}:
            return Missing(name)
    raise MalformedFrame("a reply holds no outcome")


def _to_json(value: Any, tensors: dict[str, torch.Tensor]) -> Any:
    if isinstance(value, TensorSeen):
        name = str(len(tensors))
        tensors[name] = value.values
        return {"t": name, "on": value.device}
    if isinstance(value, Opaque):
        return {"o": value.type_name}
    if isinstance(value, dict):
        return {"d": [[key, _to_json(item, tensors)] for key, item in value.items()]}
    if isinstance(value, list):
        return [_to_json(item, tensors) for item in value]
    return value


def _tensors(blob: bytes) -> dict[str, torch.Tensor]:
    if not blob:
        return {}
    if int.from_bytes(blob[:8], "little") > MAX_TENSOR_HEADER_BYTES:
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
        if depth == 0 or self.nodes > 2 * MAX_NODES:
            raise MalformedFrame("a reply has too many levels or entries")
        if isinstance(node, list):
            return [self.value(item, depth - 1) for item in node]
        if isinstance(node, dict):
            return self._marked(node, depth)
        if isinstance(node, int) and node.bit_length() > MAX_INT_BITS:
            raise MalformedFrame("a reply holds an integer that is too large")
        return node

    def _marked(self, node: dict[str, Any], depth: int) -> Any:
        match node:
            case {"t": str(name), "on": str(device), **rest} if not rest:
                return TensorSeen(self.tensors[name], str(torch.device(device)))
            case {"o": str(name), **rest} if not rest:
                return Opaque(name)
            case {"d": list(items), **rest} if not rest:
                return {self._key(key): self.value(item, depth - 1) for key, item in items}
        raise MalformedFrame("a reply holds a node of no known kind")

    def _key(self, key: Any) -> str | int:
        if type(key) not in (str, int):
            raise MalformedFrame("a reply holds a key that is neither text nor a number")
        return key
