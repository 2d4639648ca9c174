"""Call contrastive_loss and triplet_loss on embeddings of chosen distances and return what was seen."""

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor


def pairs_of_one_kind(
    solution: Any, draw: Any, *, kind: float, distances: Sequence[float], d: int, margin: float
) -> Tensor:
    """pairs that are all of the same class, or all of different classes"""
    z1, z2, same = _pairs(draw, [kind] * len(distances), distances, d)
    return _as_tensor(solution.contrastive_loss(z1, z2, same, margin), z1)


def satisfied_pairs(
    solution: Any, draw: Any, *, distances: Sequence[float], d: int, margin: float
) -> dict[str, Any]:
    """pairs of different classes that are all farther apart than the margin"""
    z1, z2, same = _pairs(draw, [0.0] * len(distances), distances, d)
    loss = solution.contrastive_loss(z1.requires_grad_(), z2.requires_grad_(), same, margin)
    return {"result": _as_tensor(loss, z1), **_gradients(loss, {"z1": z1, "z2": z2})}


def mixed_pairs(
    solution: Any,
    draw: Any,
    *,
    kinds: Sequence[float],
    distances: Sequence[float],
    d: int,
    margin: float,
    dtype: str = "float32",
) -> Tensor:
    """pairs of both kinds in no order, one kind more often than the other"""
    return solution.contrastive_loss(*_pairs(draw, kinds, distances, d, dtype), margin)


def pair_gradient(
    solution: Any,
    draw: Any,
    *,
    of: str,
    kinds: Sequence[float],
    distances: Sequence[float],
    d: int,
    margin: float,
    requires_grad: Sequence[str] = ("z1", "z2"),
) -> dict[str, Any]:
    """pairs of both kinds, some of them farther apart than the margin"""
    z1, z2, same = _pairs(draw, kinds, distances, d)
    rows = {"z1": z1, "z2": z2}
    for name in requires_grad:
        rows[name].requires_grad_()
    loss = solution.contrastive_loss(z1, z2, same, margin)
    return {"result": loss, **_gradients(loss, {of: rows[of]})}


def one_sided_pairs(solution: Any, draw: Any, *, of: str, **pairs: Any) -> dict[str, Any]:
    """pairs of which only one side requires a gradient"""
    return pair_gradient(solution, draw, of=of, requires_grad=[of], **pairs)


def identical_pairs(
    solution: Any, draw: Any, *, kinds: Sequence[float], distances: Sequence[float], d: int, margin: float
) -> dict[str, Any]:
    """pairs some of which are identical"""
    z1, z2, same = _pairs(draw, kinds, distances, d)
    loss = solution.contrastive_loss(z1.requires_grad_(), z2.requires_grad_(), same, margin)
    return {"result": loss, **_gradients(loss, {"z1": z1, "z2": z2})}


def loss_of_identical_pairs(
    solution: Any, draw: Any, *, kinds: Sequence[float], distances: Sequence[float], d: int, margin: float
) -> Tensor:
    """pairs some of which are identical"""
    return solution.contrastive_loss(*_pairs(draw, kinds, distances, d), margin)


def pairs_far_from_the_origin(solution: Any, draw: Any, *, d: int, margin: float) -> Tensor:
    """forty pairs that lie far from the origin, most of them close to each other, some identical"""
    kinds, distances = [0.0] * 30 + [0.0, 1.0] * 5, [0.0, 0.001, 0.002] * 10 + [1.5, 0.7] * 5
    return solution.contrastive_loss(*_pairs(draw, kinds, distances, d, mean=100.0), margin)


def precise_pairs(solution: Any, draw: Any, *, kinds: Sequence[float], d: int, margin: float) -> Tensor:
    """float64 pairs whose last digits count"""
    z1, z2 = _close(draw, len(kinds), d, 0.0009), _close(draw, len(kinds), d, -0.0009)
    return solution.contrastive_loss(z1 + 0.5, z2, torch.tensor(kinds).to(z1), margin)


def pairs_afterwards(
    solution: Any, draw: Any, *, kinds: Sequence[float], d: int, margin: float, requires_grad: Sequence[bool]
) -> dict[str, Any]:
    """pairs that are looked at again after the call"""
    z1, z2, same = _pairs(draw, kinds, [0.3 + 0.4 * number for number in range(len(kinds))], d)
    z1.requires_grad_(requires_grad[0])
    z2.requires_grad_(requires_grad[1])
    _hold_gradients(draw, z1, z2, same)
    solution.contrastive_loss(z1, z2, same, margin)
    return _afterwards(z1=z1, z2=z2, same=same)


def one_triplet(solution: Any, draw: Any, *, near: float, far: float, d: int, margin: float) -> Tensor:
    """a single triplet"""
    return solution.triplet_loss(*_triplets(draw, [near], [far], d), margin)


def some_triplets(
    solution: Any,
    draw: Any,
    *,
    near: Sequence[float],
    far: Sequence[float],
    d: int,
    margin: float,
    dtype: str = "float32",
) -> Tensor:
    """triplets of which some satisfy the margin and others do not"""
    return solution.triplet_loss(*_triplets(draw, near, far, d, dtype), margin)


def triplet_gradient(
    solution: Any,
    draw: Any,
    *,
    of: str,
    near: Sequence[float],
    far: Sequence[float],
    d: int,
    margin: float,
    requires_grad: Sequence[str] = ("anchor", "positive", "negative"),
) -> dict[str, Any]:
    """triplets of which some satisfy the margin and others do not"""
    rows = dict(zip(("anchor", "positive", "negative"), _triplets(draw, near, far, d), strict=True))
    for name in requires_grad:
        rows[name].requires_grad_()
    loss = solution.triplet_loss(*rows.values(), margin)
    return {"result": loss, **_gradients(loss, {of: rows[of]})}


def one_sided_triplets(solution: Any, draw: Any, *, of: str, **triplets: Any) -> dict[str, Any]:
    """triplets of which only one of the three parts requires a gradient"""
    return triplet_gradient(solution, draw, of=of, requires_grad=[of], **triplets)


def satisfied_triplets(
    solution: Any, draw: Any, *, near: Sequence[float], far: Sequence[float], d: int, margin: float
) -> dict[str, Any]:
    """triplets that all satisfy the margin"""
    rows = dict(zip(("anchor", "positive", "negative"), _triplets(draw, near, far, d), strict=True))
    loss = solution.triplet_loss(*(row.requires_grad_() for row in rows.values()), margin)
    return {"result": _as_tensor(loss, rows["anchor"]), **_gradients(loss, rows)}


def triplets_far_from_the_origin(solution: Any, draw: Any, *, d: int, margin: float) -> Tensor:
    """forty triplets that lie far from the origin, the positives close to their anchors"""
    near, far = [0.001, 0.002] * 20, [1.2, 1.5, 1.4] * 10 + [2 * margin] * 10
    return solution.triplet_loss(*_triplets(draw, near, far, d, mean=100.0), margin)


def positives_that_are_negatives(solution: Any, draw: Any, *, t: int, d: int, margin: float) -> Tensor:
    """triplets whose positive equals their negative"""
    anchor, positive, _ = _triplets(draw, [0.7] * t, [1.0] * t, d)
    return solution.triplet_loss(anchor, positive, positive.clone(), margin)


def precise_triplets(solution: Any, draw: Any, *, t: int, d: int, margin: float) -> Tensor:
    """float64 triplets whose last digits count"""
    anchor = _close(draw, t, d, 0.0009)
    positive, negative = _close(draw, t, d, -0.0009) - 0.75, _close(draw, t, d, -0.0009) + 0.75
    return solution.triplet_loss(anchor, positive, negative, margin)


def triplets_afterwards(
    solution: Any, draw: Any, *, t: int, d: int, margin: float, requires_grad: Sequence[bool]
) -> dict[str, Any]:
    """triplets that are looked at again after the call"""
    rows = _triplets(draw, [0.5 + number for number in range(t)], [1.2] * t, d)
    for row, flag in zip(rows, requires_grad, strict=True):
        row.requires_grad_(flag)
    _hold_gradients(draw, *rows)
    solution.triplet_loss(*rows, margin)
    return _afterwards(**dict(zip(("anchor", "positive", "negative"), rows, strict=True)))


def _pairs(
    draw: Any, kinds: Sequence[float], distances: Sequence[float], d: int, dtype: str = "float32", mean: float = 0.0
) -> tuple[Tensor, Tensor, Tensor]:
    """Pairs about these distances apart, in the order given."""
    z1 = draw.normal(len(kinds), d, mean=mean, std=2.0, dtype=dtype)
    return z1, z1 + _step(draw, distances, _directions(draw, len(kinds), d), dtype), torch.tensor(kinds).to(z1)


def _triplets(
    draw: Any, near: Sequence[float], far: Sequence[float], d: int, dtype: str = "float32", mean: float = 0.0
) -> tuple[Tensor, Tensor, Tensor]:
    """Anchors about these distances away from their positives and negatives, which lie on one side of them."""
    anchor = draw.normal(len(near), d, mean=mean, std=2.0, dtype=dtype)
    side = _directions(draw, len(near), d)
    positive = anchor + _step(draw, near, side, dtype)
    return anchor, positive, anchor + _step(draw, far, side + 0.5 * _directions(draw, len(near), d), dtype)


def _directions(draw: Any, n: int, d: int) -> Tensor:
    """Unit vectors of which no coordinate is nearly 0."""
    values = draw.normal(n, d, dtype="float64")
    values = values + 0.3 * values.sign()
    return values / values.norm(dim=1, keepdim=True)


def _step(draw: Any, distances: Sequence[float], directions: Tensor, dtype: str) -> Tensor:
    """Steps in these directions; their lengths vary by 4 per cent."""
    lengths = torch.tensor(distances, dtype=torch.float64, device=draw.device)
    lengths = lengths * draw.uniform(len(distances), low=0.98, high=1.02, dtype="float64")
    step = directions / directions.norm(dim=1, keepdim=True) * lengths[:, None]
    return step.to(getattr(torch, dtype))


def _close(draw: Any, n: int, d: int, offset: float) -> Tensor:
    """float64 rows far from the origin, `offset` beside a grid: less than half of what float32 tells apart there."""
    return 2.0**14 + 0.125 * draw.integers(0, 3, n, d).double() + offset


def _as_tensor(loss: Any, like: Tensor) -> Any:
    """A loop that meets no cost may well end with the number 0."""
    return loss if isinstance(loss, Tensor) else torch.tensor(loss).to(like)


def _gradients(value: Any, tensors: dict[str, Tensor]) -> dict[str, Any]:
    """The gradients of a scalar by name, zeros where nothing leads there; no graph is missed in a number."""
    labels = [f"the gradient with respect to {name}" for name in tensors]
    seen = {"loss.requires_grad": not isinstance(value, Tensor) or value.requires_grad}
    if not isinstance(value, Tensor) or not value.requires_grad:
        return seen | dict(zip(labels, map(torch.zeros_like, tensors.values()), strict=True))
    for tensor in tensors.values():
        tensor.requires_grad_()  # whether it still is, is looked at elsewhere
    found = torch.autograd.grad(value.sum(), list(tensors.values()), allow_unused=True, materialize_grads=True)
    return seen | dict(zip(labels, found, strict=True))


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
