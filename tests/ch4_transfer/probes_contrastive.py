"""Call the contrastive losses of chapter 4, and what serves MoCo, on drawn inputs and return what was seen."""

import operator
from collections.abc import Sequence
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor


def unit_views(solution: Any, draw: Any, *, n: int, d: int, tau: float) -> Any:
    """two views whose rows have length 1"""
    z1, z2 = (F.normalize(draw.normal(n, d, dtype="float64"), dim=1) for _ in range(2))
    return {"result": solution.nt_xent(z1, z2, tau)}


def views(solution: Any, draw: Any, *, n: int, d: int, tau: float, dtype: str = "float64") -> Any:
    """two views whose rows have lengths from 0.01 to 5"""
    z1, z2 = _rows(draw, n, d, dtype), _rows(draw, n, d, dtype)
    return {"result": solution.nt_xent(z1, z2, tau)}


def views_of_one_point(solution: Any, draw: Any, *, n: int, d: int, tau: float) -> Any:
    """two views whose rows all have the same direction, so that all similarities are equal"""
    direction = F.normalize(draw.normal(1, d, dtype="float64"), dim=1)
    z1, z2 = (_lengths(draw, n, "float64") * direction for _ in range(2))
    return {"result": solution.nt_xent(z1, z2, tau)}


def views_alike(solution: Any, draw: Any, *, n: int, d: int, tau: float) -> Any:
    """float64 views in which no two rows are more than a right angle apart"""
    z1, z2 = (draw.normal(n, d, dtype="float64").abs() + 0.1 for _ in range(2))
    return {"result": solution.nt_xent(z1, z2, tau)}


def views_of_the_same_rows(solution: Any, draw: Any, *, n: int, d: int, tau: float) -> Any:
    """two views that are equal, but for the lengths of their rows"""
    z1 = _rows(draw, n, d, "float64")
    return {"result": solution.nt_xent(z1, z1 * _lengths(draw, n, "float64"), tau)}


def close_views(solution: Any, draw: Any, *, n: int, d: int, tau: float) -> Any:
    """float64 views of images that are nearly at right angles, so that the loss is small"""
    z1, z2 = _near_axes(draw, n, d), _near_axes(draw, n, d)
    return {"result": solution.nt_xent(z1, z2, tau)}


def views_swapped(solution: Any, draw: Any, *, n: int, d: int, tau: float) -> Any:
    """two views, and the same two in the other order"""
    z1, z2 = (_rows(draw, n, d, "float64") for _ in range(2))
    return {
        "nt_xent(z1, z2, tau)": solution.nt_xent(z1.clone(), z2.clone(), tau),
        "nt_xent(z2, z1, tau)": solution.nt_xent(z2.clone(), z1.clone(), tau),
    }


def views_gradient(
    solution: Any, draw: Any, *, n: int, d: int, tau: float, of: str, dtype: str = "float64"
) -> Any:
    """two views that require a gradient, multiplied by a layer's weights before"""
    inputs = [_rows(draw, n, d + 1, dtype) for _ in range(2)]
    weights = [draw.normal(d + 1, d, dtype=dtype).requires_grad_() for _ in range(2)]
    leaves = [(x @ weight).detach().requires_grad_() for x, weight in zip(inputs, weights, strict=True)]
    which = ("z1", "z2").index(of)
    loss = solution.nt_xent(*leaves, tau)
    alone = solution.nt_xent(*(x if i == which else x.detach() for i, x in enumerate(leaves)), tau)
    through_layer = solution.nt_xent(*(x @ w for x, w in zip(inputs, weights, strict=True)), tau)
    return {
        "whether the result requires a gradient": _requires_grad(loss),
        f"the gradient of the result with respect to {of}": _gradient(loss, leaves[which]),
        f"the gradient of the result where only {of} requires one": _gradient(alone, leaves[which]),
        f"the gradient with respect to the layer before {of}": _gradient(through_layer, weights[which]),
    }


def views_afterwards(solution: Any, draw: Any, *, n: int, d: int, tau: float, kind: str) -> Any:
    """two views that are looked at again after the call"""
    inputs = {name: _handed(draw, _rows(draw, n, d, "float64"), kind) for name in ("z1", "z2")}
    solution.nt_xent(inputs["z1"], inputs["z2"], tau)
    return _afterwards(inputs)


def unit_queries(solution: Any, draw: Any, *, b: int, k: int, d: int, tau: float) -> Any:
    """queries and keys whose rows have length 1; batch or queue may be a single row"""
    q, key = (F.normalize(draw.normal(b, d, dtype="float64"), dim=1) for _ in range(2))
    return {"result": solution.moco_loss(q, key, _queue(draw, k, d, "float64"), tau)}


def queries(
    solution: Any, draw: Any, *, b: int, k: int, d: int, tau: float, dtype: str = "float64"
) -> Any:
    """queries and keys whose rows have lengths from 0.01 to 5"""
    q, key, queue = _rows(draw, b, d, dtype), _rows(draw, b, d, dtype), _queue(draw, k, d, dtype)
    return {"result": solution.moco_loss(q, key, queue, tau)}


def scaled_queries(solution: Any, draw: Any, *, b: int, k: int, d: int, tau: float, of: str) -> Any:
    """rows of one argument that have lengths from 0.01 to 5, while those of the other have length 1"""
    unit, queue = F.normalize(draw.normal(b, d, dtype="float64"), dim=1), _queue(draw, k, d, "float64")
    scaled = _rows(draw, b, d, "float64")
    q, key = (scaled, unit) if of == "q" else (unit, scaled)
    return {"result": solution.moco_loss(q, key, queue, tau)}


def close_queries(solution: Any, draw: Any, *, b: int, k: int, tau: float) -> Any:
    """float64 queries near their keys and nearly at right angles to the queue, so that the loss is small"""
    rows = _near_axes(draw, b + k, b + k)
    queue = F.normalize(rows[b:], dim=1)
    return {"result": solution.moco_loss(rows[:b], _near_axes(draw, b, b + k), queue, tau)}


def queries_of_one_point(solution: Any, draw: Any, *, b: int, k: int, d: int, tau: float) -> Any:
    """queries, keys and a queue whose rows all have the same direction, so that all similarities are equal"""
    direction = F.normalize(draw.normal(1, d, dtype="float64"), dim=1)
    q, key = (_lengths(draw, b, "float64") * direction for _ in range(2))
    return {"result": solution.moco_loss(q, key, direction.repeat(k, 1), tau)}


def queries_gradient(
    solution: Any, draw: Any, *, b: int, k: int, d: int, tau: float, of: str, dtype: str = "float64"
) -> Any:
    """queries, keys and a queue that all require a gradient, or were computed from what requires one"""
    inputs = {"q": _rows(draw, b, d, dtype), "k": _rows(draw, b, d, dtype), "queue": _queue(draw, k, d, dtype)}
    for value in inputs.values():
        value.requires_grad_()
    loss = solution.moco_loss(inputs["q"], inputs["k"], inputs["queue"], tau)
    of_computed = solution.moco_loss(*(value * 1.0 for value in inputs.values()), tau)
    return {
        f"the gradient of the result with respect to {of}": _gradient(loss, inputs[of]),
        f"the gradient with respect to what {of} was computed from": _gradient(of_computed, inputs[of]),
    }


def layer_gradient(solution: Any, draw: Any, *, b: int, k: int, d: int, tau: float) -> Any:
    """queries that a layer computed, and keys and a queue without a graph"""
    x, key, queue = _rows(draw, b, d, "float64"), _rows(draw, b, d, "float64"), _queue(draw, k, d, "float64")
    weight = draw.normal(d, d, dtype="float64").requires_grad_()
    loss = solution.moco_loss(x @ weight, key, queue, tau)
    return {
        "whether the result requires a gradient": _requires_grad(loss),
        "the gradient with respect to the layer before q": _gradient(loss, weight),
    }


def queries_afterwards(
    solution: Any, draw: Any, *, b: int, k: int, d: int, tau: float, kind: str
) -> Any:
    """arguments that are looked at again after the call"""
    inputs = {name: _handed(draw, _rows(draw, b, d, "float64"), kind) for name in ("q", "k")}
    inputs["queue"] = _handed(draw, _queue(draw, k, d, "float64"), "leaf" if kind == "computed" else kind)
    solution.moco_loss(inputs["q"], inputs["k"], inputs["queue"], tau)
    return _afterwards(inputs)


def enqueued(
    solution: Any, draw: Any, *, k: int, d: int, ptr: int, b: int, dtype: str = "float32"
) -> Any:
    """a queue and a batch of keys whose rows do not have length 1"""
    queue, keys = _rows(draw, k, d, dtype), _rows(draw, b, d, dtype)
    pointer = solution.enqueue(queue, ptr, keys)
    return {"the returned pointer": pointer, "the queue after the call": queue}


def enqueued_from_columns(solution: Any, draw: Any, *, k: int, d: int, ptr: int, b: int) -> Any:
    """keys that are not contiguous in memory"""
    queue, keys = _rows(draw, k, d, "float32"), _not_contiguous(_rows(draw, b, d, "float32"))
    pointer = solution.enqueue(queue, ptr, keys)
    return {"the returned pointer": pointer, "the queue after the call": queue}


def enqueued_into_zeros(solution: Any, draw: Any, *, k: int, d: int, ptr: int, b: int) -> Any:
    """a queue of zeros, and a batch whose first key comes twice"""
    queue, keys = torch.zeros(k, d, device=draw.device), _rows(draw, b, d, "float32")
    keys[1] = keys[0]
    pointer = solution.enqueue(queue, ptr, keys)
    return {"the returned pointer": pointer, "the queue after the call": queue}


def enqueued_in_turn(solution: Any, draw: Any, *, k: int, d: int, sizes: Sequence[int]) -> Any:
    """batches of several sizes, one after the other, each at the pointer that the call before returned"""
    queue, pointer, types, pointers, queues = _rows(draw, k, d, "float32"), 0, [], [], []
    for b in sizes:
        at = operator.index(pointer) if _kind_of_number(pointer) == "int" else 0
        pointer = solution.enqueue(queue, at, _rows(draw, b, d, "float32"))
        types.append(_kind_of_number(pointer))
        pointers.append(pointer)
        queues.append(queue.detach().clone())
    return {
        "the type of the returned pointer of call": types,
        "the returned pointer of call": pointers,
        "the queue after call": queues,
    }


def enqueued_seen_elsewhere(solution: Any, draw: Any, *, k: int, d: int, ptr: int, b: int) -> Any:
    """a queue of which a view was taken before the call"""
    queue, keys = _rows(draw, k, d, "float32"), _rows(draw, b, d, "float32")
    view = queue.view(k, d)
    solution.enqueue(queue, ptr, keys)
    return {"the queue, seen through a view that was taken before the call": view}


def enqueued_in_columns(solution: Any, draw: Any, *, k: int, d: int, ptr: int, b: int) -> Any:
    """a queue that is not contiguous in memory: the first columns of a larger tensor"""
    memory = _rows(draw, k, d + 2, "float32")
    solution.enqueue(memory[:, :d], ptr, _rows(draw, b, d, "float32"))
    return {"the tensor of which the queue is a part": memory}


def enqueued_with_graph(solution: Any, draw: Any, *, k: int, d: int, ptr: int, b: int) -> Any:
    """keys that an encoder computed, with a graph"""
    queue, weight = _rows(draw, k, d, "float32"), draw.normal(d, d).requires_grad_()
    keys = _rows(draw, b, d, "float32") @ weight
    solution.enqueue(queue, ptr, keys)
    seen = {
        "queue.requires_grad after the call": queue.requires_grad,
        "queue.is_leaf after the call": queue.is_leaf,
        "the queue after the call": queue.clone(),
        "torch.is_grad_enabled() after the call": torch.is_grad_enabled(),
    }
    with torch.no_grad():
        solution.enqueue(queue.detach(), ptr, keys)
        return seen | {"torch.is_grad_enabled() after a call in torch.no_grad()": torch.is_grad_enabled()}


def keys_afterwards(solution: Any, draw: Any, *, k: int, d: int, ptr: int, b: int, kind: str) -> Any:
    """keys that are looked at again after the call"""
    queue, keys = _rows(draw, k, d, "float64"), _handed(draw, _rows(draw, b, d, "float64"), kind)
    solution.enqueue(queue, ptr, keys)
    return _afterwards({"keys": keys})


def keys_written_later(solution: Any, draw: Any, *, k: int, d: int, ptr: int, b: int) -> Any:
    """keys that are overwritten after the call"""
    queue, keys = _rows(draw, k, d, "float32"), _rows(draw, b, d, "float32")
    solution.enqueue(queue, ptr, keys)
    keys.fill_(7.0)
    return {"the queue after the keys were overwritten": queue}


def _rows(draw: Any, n: int, d: int, dtype: str) -> Tensor:
    """Rows in random directions, of `_lengths`."""
    return _lengths(draw, n, dtype) * F.normalize(draw.normal(n, d, dtype=dtype), dim=1)


def _lengths(draw: Any, n: int, dtype: str) -> Tensor:
    """A column of lengths, by turns far below 1 and above it."""
    length = draw.uniform(n, 1, low=2.0, high=5.0, dtype=dtype)
    length[::2] = 0.05 / length[::2]
    return length


def _near_axes(draw: Any, n: int, d: int) -> Tensor:
    """float64 rows of lengths from 1 to 2, row i near axis i."""
    axes = torch.eye(n, d, dtype=torch.float64, device=draw.device)
    length = draw.uniform(n, 1, low=1.0, high=2.0, dtype="float64")
    return length * (axes + 0.03 * draw.normal(n, d, dtype="float64"))


def _queue(draw: Any, k: int, d: int, dtype: str) -> Tensor:
    return F.normalize(draw.normal(k, d, dtype=dtype), dim=1)


def _not_contiguous(rows: Tensor) -> Tensor:
    return rows.T.contiguous().T


def _handed(draw: Any, rows: Tensor, kind: str) -> Tensor:
    """The rows as a "constant", as a "leaf" that requires and holds a gradient, or "computed" from such a leaf."""
    if kind == "constant":
        return rows
    rows.requires_grad_().grad = draw.normal(*rows.shape, dtype="float64")
    return rows * 1.5 if kind == "computed" else rows


def _kind_of_number(value: Any) -> str:
    """"int" for all that can be the number of a row, or else the name of the type."""
    try:
        operator.index(value)
    except TypeError:
        return type(value).__name__
    return "int"


def _afterwards(inputs: dict[str, Tensor]) -> dict[str, Any]:
    return {
        "after the call, the argument": {name: value.detach() for name, value in inputs.items()},
        "after the call, the requires_grad of the argument": {
            name: value.requires_grad for name, value in inputs.items()
        },
        "after the call, whether the argument is a leaf": {name: value.is_leaf for name, value in inputs.items()},
        "after the call, the .grad of the argument": {
            name: value.grad for name, value in inputs.items() if value.is_leaf
        },
        "the next number from torch's global generator": torch.rand(()),
    }


def _requires_grad(value: Any) -> bool:
    return bool(getattr(value, "requires_grad", False))


def _gradient(value: Any, tensor: Tensor) -> Tensor:
    """The gradient of a scalar; zeros where no path leads to `tensor`."""
    if not (_requires_grad(value) and tensor.requires_grad):
        return torch.zeros_like(tensor)
    (gradient,) = torch.autograd.grad(value, tensor, allow_unused=True, materialize_grads=True)
    return gradient
