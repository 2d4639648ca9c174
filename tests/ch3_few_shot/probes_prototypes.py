"""Call class_prototypes and proto_loss on drawn embeddings and return what was seen."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor


def support_set(solution: Any, draw: Any, *, sizes: Sequence[int], d: int, dtype: str = "float32") -> Tensor:
    """a support set whose labels come in no order"""
    z, y = _support(draw, sizes, d, dtype)
    return solution.class_prototypes(z, y, len(sizes))


def sorted_support(solution: Any, draw: Any, *, n_way: int, k_shot: int, d: int) -> Tensor:
    """a support set with classes of one size, sorted by label"""
    z, _ = _support(draw, [k_shot] * n_way, d, "float32")
    return solution.class_prototypes(z, torch.arange(n_way, device=z.device).repeat_interleave(k_shot), n_way)


def large_entries(solution: Any, draw: Any, *, sizes: Sequence[int], d: int) -> Tensor:
    """a support set with entries in the hundreds, of both signs"""
    z, y = _support(draw, sizes, d, "float32")
    return solution.class_prototypes(200 * z, y, len(sizes))


def rectified_support(solution: Any, draw: Any, *, n_way: int, k_shot: int, d: int) -> Tensor:
    """a support set as a ReLU leaves it, sorted by label; each class has a row of zeros and two equal rows"""
    z = _support(draw, [k_shot] * n_way, d, "float32")[0].relu().reshape(n_way, k_shot, d)
    z[:, 0], z[:, 1] = 0.0, z[:, -1]
    y = torch.arange(n_way, device=z.device).repeat_interleave(k_shot)
    return solution.class_prototypes(z.flatten(0, 1), y, n_way)


def cancelling_support(solution: Any, draw: Any, *, n_way: int, d: int) -> Tensor:
    """float64 embeddings whose large entries almost cancel within each class"""
    large = draw.uniform(n_way, d, low=1e6, high=2e6, dtype="float64")
    small = draw.uniform(2 * n_way, d, low=1.0, high=2.0, dtype="float64")
    z = torch.cat([large, -large]) + small
    y = torch.arange(n_way, device=z.device).flip(0).repeat(2)
    return solution.class_prototypes(z, y, n_way)


def weighted_prototypes(solution: Any, draw: Any, *, sizes: Sequence[int], d: int) -> dict[str, Tensor]:
    """a weighted sum of the prototypes of a support set in no order"""
    z, y = _support(draw, sizes, d, "float32")
    z.requires_grad_()
    result = solution.class_prototypes(z, y, len(sizes))
    total = (result.flatten() * draw.normal(len(sizes) * d)[: result.numel()]).sum()
    return {"result": result, **_gradients(total, {"z": z})}


def weighted_one_shot(solution: Any, draw: Any, *, n_way: int, d: int) -> dict[str, Tensor]:
    """a weighted sum of the prototypes of a support set with one row of each class"""
    return weighted_prototypes(solution, draw, sizes=[1] * n_way, d=d)


def support_afterwards(solution: Any, draw: Any, *, sizes: Sequence[int], d: int, requires_grad: bool) -> Any:
    """a support set that is looked at again after the call"""
    z, y = _support(draw, sizes, d, "float32")
    z.requires_grad_(requires_grad)
    _hold_gradients(draw, z)
    solution.class_prototypes(z, y, len(sizes))
    return _afterwards(z=z, y=y)


def query_loss(
    solution: Any, draw: Any, *, labels: Sequence[int], n: int, d: int, dtype: str = "float32"
) -> dict[str, Any]:
    """queries from unevenly frequent classes"""
    return {"the loss": _loss(solution.proto_loss(*_queries(draw, labels, n, d, dtype)))}


def named_queries(
    solution: Any, draw: Any, *, labels: Sequence[int], nearest: Sequence[int], n: int, reach: float = 1.0
) -> Any:
    """queries of which a known number lies nearest to the prototype of its class"""
    prototypes = draw.shuffled(torch.eye(n, device=draw.device))
    zq = reach * (prototypes[list(nearest)] + draw.uniform(len(labels), n, low=-0.1, high=0.1))
    return _accuracy(solution.proto_loss(zq, torch.tensor(labels, device=zq.device), prototypes))


def contested_queries(solution: Any, draw: Any, *, labels: Sequence[int], nearest: Sequence[int]) -> Any:
    """queries between several prototypes, some of which are longer than others"""
    # The first one is nearest to (1, 0, 0), the next two are so by the sum of |differences|, the others by angle or
    # inner product; no class has half of the probability there.
    rows = [[0.5, -0.5, -0.5], [1.0, 1.0, 0.0], [1.0, 0.0, 1.2], [3.0, 0.0, 0.0], [4.0, 3.0, 0.0], [-2.0, 0.0, 1.0]]
    corners = draw.shuffled(torch.eye(3, device=draw.device)) * (2.0 * draw.integers(0, 2, 3) - 1.0)
    prototypes = torch.tensor(rows, device=draw.device) @ corners
    places = torch.cat([corners[:1], prototypes[1:]])[list(nearest)]
    zq = places + draw.uniform(len(nearest), 3, low=-0.02, high=0.02)
    order = draw.shuffled(torch.arange(len(rows), device=draw.device))
    return _accuracy(solution.proto_loss(zq, order.argsort()[list(labels)], prototypes[order]))


def query_gradient(
    solution: Any, draw: Any, *, labels: Sequence[int], n: int, d: int, of: str,
    requires_grad: Sequence[str] = ("zq", "prototypes"),
) -> dict[str, Any]:
    """queries from unevenly frequent classes"""
    zq, yq, prototypes = _queries(draw, labels, n, d, "float32")
    arguments = {"zq": zq, "prototypes": prototypes}
    for name in requires_grad:
        arguments[name].requires_grad_()
    loss = _loss(solution.proto_loss(zq, yq, prototypes))
    return {"the loss": loss, **_gradients(loss, {of: arguments[of]})}


def one_query_gradient(solution: Any, draw: Any, *, label: int, n: int, d: int, of: str) -> dict[str, Any]:
    """a single query"""
    return query_gradient(solution, draw, labels=[label], n=n, d=d, of=of)


def one_sided_gradient(
    solution: Any, draw: Any, *, labels: Sequence[int], n: int, d: int, of: str
) -> dict[str, Any]:
    """queries and prototypes, only one of which requires a gradient"""
    return query_gradient(solution, draw, labels=labels, n=n, d=d, of=of, requires_grad=[of])


def far_queries(solution: Any, draw: Any, *, distance: float, n: int, d: int) -> dict[str, Any]:
    """queries that lie far from all prototypes"""
    prototypes = _levels(draw, n, d, step=3.0)
    sides = torch.tensor([1.0, -1.0], device=prototypes.device).repeat(n)[:n, None]
    zq = draw.uniform(n, d) + distance * sides
    return _loss_and_gradients(solution, zq, draw.shuffled(torch.arange(n, device=zq.device)), prototypes)


def far_and_near_queries(solution: Any, draw: Any, *, distance: float, n: int, d: int) -> dict[str, Any]:
    """a query that lies far from all prototypes, among others that lie near"""
    prototypes = _levels(draw, n, d, step=1.0)
    zq = torch.cat([0.5 + draw.normal(1, d, std=0.3), distance + draw.uniform(1, d), 1.5 + draw.normal(1, d, std=0.3)])
    return _loss_and_gradients(solution, zq, torch.tensor([1, n - 1, 0], device=zq.device), prototypes)


def very_far_query(solution: Any, draw: Any) -> dict[str, Any]:
    """a query whose squared distances to the prototypes are in the millions"""
    # All is whole numbers, so that no formula rounds; the nearer prototype is 4 nearer.
    prototypes, zq = torch.tensor([[0.0, 0.0], [4.0, 0.0]]), torch.tensor([[3000.0, 0.0]])
    sign = float(2 * draw.integers(0, 2, 1) - 1)
    arguments = (sign * zq, torch.tensor([0]), sign * prototypes)
    return {"the loss": _loss(solution.proto_loss(*(part.to(draw.device) for part in arguments)))}


def sure_queries(solution: Any, draw: Any, *, labels: Sequence[int], n: int, d: int) -> dict[str, Any]:
    """queries that lie near the prototype of their class and far from all others, if there are others"""
    prototypes = _levels(draw, n, d, step=40.0)
    zq = (prototypes[list(labels)] + 0.1 * draw.normal(len(labels), d)).requires_grad_()
    loss = _loss(solution.proto_loss(zq, torch.tensor(labels, device=zq.device), prototypes.requires_grad_()))
    return {
        "the loss": loss,
        "loss.requires_grad": getattr(loss, "requires_grad", False),
        **_gradients(loss, {"zq": zq, "prototypes": prototypes}),
    }


def coinciding_queries(solution: Any, draw: Any, *, n: int, d: int) -> dict[str, Any]:
    """queries that equal a prototype"""
    prototypes = draw.integers(-1, 2, n, d).to(torch.float32)
    zq = torch.cat([prototypes[:2], prototypes[:1] + 1.0])
    return _loss_and_gradients(solution, zq, torch.tensor([0, n - 1, 1], device=zq.device), prototypes)


def precise_queries(solution: Any, draw: Any, *, labels: Sequence[int], n: int, d: int) -> dict[str, Any]:
    """float64 queries and prototypes whose last digits count"""
    zq, yq, prototypes = _queries(draw, labels, n, d, "float64")
    return {"the loss": _loss(solution.proto_loss(2.0**14 + zq, yq, 2.0**14 + prototypes))}


def queries_afterwards(
    solution: Any, draw: Any, *, labels: Sequence[int], n: int, d: int, requires_grad: Sequence[bool]
) -> Any:
    """queries and prototypes that are looked at again after the call"""
    zq, yq, prototypes = _queries(draw, labels, n, d, "float32")
    zq.requires_grad_(requires_grad[0])
    prototypes.requires_grad_(requires_grad[1])
    _hold_gradients(draw, zq, prototypes)
    solution.proto_loss(zq, yq, prototypes)
    return _afterwards(zq=zq, yq=yq, prototypes=prototypes)


def _support(draw: Any, sizes: Sequence[int], d: int, dtype: str) -> tuple[Tensor, Tensor]:
    """The last label comes first, so that the order of appearance is never that of the labels."""
    labels = [label for label, size in enumerate(sizes) for _ in range(size)]
    last = labels.pop()
    others = draw.shuffled(torch.tensor(labels, dtype=torch.int64, device=draw.device))
    y = torch.cat([others.new_tensor([last]), others])
    return draw.normal(len(y), d, mean=1.0, std=2.0, dtype=dtype), y


def _queries(draw: Any, labels: Sequence[int], n: int, d: int, dtype: str) -> tuple[Tensor, Tensor, Tensor]:
    zq = draw.normal(len(labels), d, mean=0.5, dtype=dtype)
    return zq, torch.tensor(labels, device=zq.device), draw.normal(n, d, dtype=dtype)


def _levels(draw: Any, n: int, d: int, step: float) -> Tensor:
    """Prototypes along a diagonal, in random order: no far query has two that are about equally far."""
    return draw.shuffled(step * torch.arange(n * 1.0, device=draw.device))[:, None] + 0.1 * draw.uniform(n, d)


def _loss(result: Any) -> Any:
    """The first of two parts; whether there are two is not the business of those who look at the loss."""
    return result[0] if isinstance(result, tuple | list) and result else result


def _accuracy(result: Any) -> Any:
    """The second of two parts; a number becomes a tensor, so that one with axes is told by its shape."""
    if not isinstance(result, tuple | list) or len(result) != 2:
        return result
    accuracy = result[1]
    is_number = isinstance(accuracy, int | float | np.number) and not isinstance(accuracy, bool)
    if not is_number and not (isinstance(accuracy, Tensor) and accuracy.dtype != torch.bool):
        return [None, accuracy]
    return [None, torch.as_tensor(accuracy, dtype=torch.float32)]


def _loss_and_gradients(solution: Any, zq: Tensor, yq: Tensor, prototypes: Tensor) -> dict[str, Any]:
    zq, prototypes = zq.clone().requires_grad_(), prototypes.clone().requires_grad_()
    loss = _loss(solution.proto_loss(zq, yq, prototypes))
    return {"the loss": loss, **_gradients(loss, {"zq": zq, "prototypes": prototypes})}


def _gradients(value: Any, tensors: dict[str, Tensor]) -> dict[str, Tensor]:
    """The gradients of a scalar by name, zeros where nothing leads there."""
    labels = [f"the gradient with respect to {name}" for name in tensors]
    if not isinstance(value, Tensor) or not value.requires_grad:
        return dict(zip(labels, map(torch.zeros_like, tensors.values()), strict=True))
    found = torch.autograd.grad(value.sum(), list(tensors.values()), allow_unused=True, materialize_grads=True)
    return dict(zip(labels, found, strict=True))


def _hold_gradients(draw: Any, *tensors: Tensor) -> None:
    """Give each tensor a .grad from before the call."""
    for tensor in tensors:
        tensor.grad = draw.normal(*tensor.shape)


def _afterwards(**arguments: Tensor) -> dict[str, Any]:
    seen: dict[str, Any] = {"the next number of the global random generator": torch.rand(())}
    for name, value in arguments.items():
        seen |= {
            f"{name} after the call": value,
            f"{name}.requires_grad after the call": value.requires_grad,
            f"{name}.grad after the call": value.grad,
        }
    return seen
