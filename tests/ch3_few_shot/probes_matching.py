"""Call matching_predict and matching_loss on drawn inputs and return what was seen."""

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor


def one_row_of_each_label(solution: Any, draw: Any, *, b: int, m: int, d: int) -> Tensor:
    """embeddings of very different lengths, with one support row of each label"""
    ys = draw.shuffled(torch.arange(m)).to(draw.device)
    return solution.matching_predict(_rows(draw, b, d), _rows(draw, m, d), ys, m)


def unequal_labels(
    solution: Any, draw: Any, *, b: int, sizes: Sequence[int], d: int, dtype: str = "float32"
) -> Tensor:
    """a support set whose labels come in no order and differ in frequency"""
    zq, zs = _rows(draw, b, d, dtype), _rows(draw, sum(sizes), d, dtype)
    return solution.matching_predict(zq, zs, _labels(draw, sizes), len(sizes))


def short_rows(solution: Any, draw: Any, *, b: int, sizes: Sequence[int], d: int) -> Tensor:
    """embeddings whose lengths are all far below 1"""
    zq, zs = (rows / rows.norm(dim=1, keepdim=True) * draw.uniform(len(rows), 1, low=0.2, high=0.4)
              for rows in (_rows(draw, b, d), _rows(draw, sum(sizes), d)))
    return solution.matching_predict(zq, zs, _labels(draw, sizes), len(sizes))


def repeated_rows(solution: Any, draw: Any, *, b: int, sizes: Sequence[int], d: int) -> Tensor:
    """a support set that holds one of its rows three times, with the same label"""
    zs, ys = _rows(draw, sum(sizes), d), _labels(draw, sizes)
    again = torch.tensor([*range(sum(sizes)), 0, 0], device=zs.device)
    return solution.matching_predict(_rows(draw, b, d), zs[again], ys[again], len(sizes))


def tiny_rows(solution: Any, draw: Any, *, of: str, b: int, sizes: Sequence[int], d: int) -> Tensor:
    """embeddings of which every second one has a length of a few thousandths"""
    rows = {"zq": _rows(draw, b, d), "zs": _rows(draw, sum(sizes), d)}
    rows = {name: 8 * values / values.norm(dim=1, keepdim=True) for name, values in rows.items()}
    rows[of][::2] *= 0.006 / 8
    return solution.matching_predict(rows["zq"], rows["zs"], _labels(draw, sizes), len(sizes))


def absent_labels(solution: Any, draw: Any, *, b: int, sizes: Sequence[int], d: int) -> dict[str, Tensor]:
    """a support set in which some labels do not occur, the last one neither"""
    zq, zs = _rows(draw, b, d, "float64").requires_grad_(), _rows(draw, sum(sizes), d, "float64").requires_grad_()
    result = solution.matching_predict(zq, zs, _labels(draw, sizes), len(sizes))
    return {"result": result, **_pulled(result, draw.normal(b * len(sizes), dtype="float64"), zq=zq, zs=zs)}


def single_rows(solution: Any, draw: Any, *, b: int, m: int, d: int, n_way: int) -> Tensor:
    """a single query, a single support row, a single feature or a single label"""
    ys = draw.shuffled(torch.arange(m) % n_way).to(draw.device)
    return solution.matching_predict(_rows(draw, b, d), _rows(draw, m, d), ys, n_way)


def weighted_probabilities(
    solution: Any, draw: Any, *, of: str, b: int, sizes: Sequence[int], d: int,
    requires_grad: Sequence[str] = ("zq", "zs"),
) -> dict[str, Tensor]:
    """a weighted sum of the probabilities"""
    rows = {"zq": _rows(draw, b, d), "zs": _rows(draw, sum(sizes), d)}
    for name in requires_grad:
        rows[name].requires_grad_()
    result = solution.matching_predict(rows["zq"], rows["zs"], _labels(draw, sizes), len(sizes))
    return {"result": result, **_pulled(result, draw.normal(b * len(sizes)), **{of: rows[of]})}


def weighted_for_one_query(solution: Any, draw: Any, *, of: str, sizes: Sequence[int], d: int) -> dict[str, Tensor]:
    """a weighted sum of the probabilities of a single query"""
    return weighted_probabilities(solution, draw, of=of, b=1, sizes=sizes, d=d)


def one_sided_probabilities(
    solution: Any, draw: Any, *, of: str, b: int, sizes: Sequence[int], d: int
) -> dict[str, Tensor]:
    """queries and a support set, only one of which requires a gradient"""
    return weighted_probabilities(solution, draw, of=of, b=b, sizes=sizes, d=d, requires_grad=[of])


def predict_afterwards(
    solution: Any, draw: Any, *, b: int, sizes: Sequence[int], d: int, requires_grad: Sequence[bool]
) -> dict[str, Any]:
    """embeddings and labels that are looked at again after the call"""
    zq, zs, ys = _rows(draw, b, d), _rows(draw, sum(sizes), d), _labels(draw, sizes)
    zq.requires_grad_(requires_grad[0])
    zs.requires_grad_(requires_grad[1])
    _hold_gradients(draw, zq, zs)
    solution.matching_predict(zq, zs, ys, len(sizes))
    return _afterwards(zq=zq, zs=zs, ys=ys)


def likely_labels(
    solution: Any, draw: Any, *, of_targets: Sequence[float], n: int, dtype: str = "float32"
) -> Tensor:
    """right labels that have middling probabilities"""
    return solution.matching_loss(*_probabilities(draw, of_targets, n, dtype))


def unlikely_labels(
    solution: Any, draw: Any, *, of_targets: Sequence[float], n: int, dtype: str = "float32"
) -> Tensor:
    """right labels that have very small probabilities, above 1e-8"""
    return solution.matching_loss(*_probabilities(draw, of_targets, n, dtype))


def impossible_labels(
    solution: Any, draw: Any, *, of_targets: Sequence[float], n: int, dtype: str = "float32"
) -> Tensor:
    """right labels some of which have a probability of 0, or one below 1e-8"""
    return solution.matching_loss(*_probabilities(draw, of_targets, n, dtype))


def certain_labels(solution: Any, draw: Any, *, b: int, n: int) -> dict[str, Tensor]:
    """right labels of which one has the probability 1, and all others of its row 0"""
    return _loss_and_gradient(solution, draw, [1.0, *[0.3] * (b - 1)], n)


def certain_in_float64(solution: Any, draw: Any, *, b: int, n: int) -> dict[str, Tensor]:
    """float64 probabilities, of which one at a right label is 1, looking at the gradient only"""
    probs, y = _probabilities(draw, [1.0, *[0.3] * (b - 1)], n, "float64")
    return _pulled(solution.matching_loss(probs.requires_grad_(), y), draw.uniform(1, low=0.5, high=1.5), probs=probs)


def single_class(solution: Any, draw: Any, *, b: int) -> dict[str, Tensor]:
    """a single class, which has the probability 1"""
    return _loss_and_gradient(solution, draw, [1.0] * b, 1)


def loss_gradient(solution: Any, draw: Any, *, of_targets: Sequence[float], n: int) -> dict[str, Tensor]:
    """right labels that have middling or small probabilities, above 1e-8"""
    return _loss_and_gradient(solution, draw, of_targets, n)


def clamped_gradient(solution: Any, draw: Any, *, of_targets: Sequence[float], n: int) -> dict[str, Tensor]:
    """right labels some of which have a probability of 0, or one below 1e-8"""
    return _loss_and_gradient(solution, draw, of_targets, n)


def only_clamped(solution: Any, draw: Any, *, of_targets: Sequence[float], n: int) -> dict[str, Any]:
    """right labels that all have a probability of 0, or one below 1e-8"""
    probs, y = _probabilities(draw, of_targets, n)
    loss = solution.matching_loss(probs.requires_grad_(), y)
    is_attached = isinstance(loss, Tensor) and loss.requires_grad  # if not, backward() raises
    return {"result": loss, "result.requires_grad": is_attached, **_pulled(loss, probs.new_ones(1), probs=probs)}


def zeros_elsewhere(solution: Any, draw: Any, *, of_targets: Sequence[float], n: int) -> dict[str, Tensor]:
    """rows in which only two labels have probabilities above 0"""
    probs, y = _probabilities(draw, of_targets, 2)
    probs = torch.cat([probs, torch.zeros(len(y), n - 2, device=probs.device)], dim=1)
    return _with_gradient(solution, draw, probs.roll(1, dims=1), y + 1)


def loss_afterwards(
    solution: Any, draw: Any, *, of_targets: Sequence[float], n: int, requires_grad: bool
) -> dict[str, Any]:
    """probabilities and labels that are looked at again after the call"""
    probs, y = _probabilities(draw, of_targets, n)
    probs.requires_grad_(requires_grad)
    _hold_gradients(draw, probs)
    solution.matching_loss(probs, y)
    return _afterwards(probs=probs, y=y)


def _rows(draw: Any, n: int, d: int, dtype: str = "float32") -> Tensor:
    """Rows in all directions, every second one long and the others short."""
    values = draw.normal(n, d, dtype="float64")
    values = (values + 0.1 * values.sign()) / (values + 0.1 * values.sign()).norm(dim=1, keepdim=True)
    is_long = torch.arange(n, device=values.device)[:, None] % 2
    lengths = draw.uniform(n, 1, low=0.4, high=0.8, dtype="float64") * (1 + 14 * is_long)
    return (values * lengths).to(getattr(torch, dtype))


def _labels(draw: Any, sizes: Sequence[int]) -> Tensor:
    """Each label as often as its size says, in an order that is neither sorted nor reversed."""
    labels = [label for label, size in enumerate(sizes) for _ in range(size)]
    first, last = labels.pop(len(labels) // 2), labels.pop(len(labels) // 2)
    ends = torch.tensor([[first], [last]])
    return torch.cat([ends[0], draw.shuffled(torch.tensor(labels, dtype=torch.int64)), ends[1]]).to(draw.device)


def _probabilities(draw: Any, of_targets: Sequence[float], n: int, dtype: str = "float32") -> tuple[Tensor, Tensor]:
    """Rows that sum to 1, with two labels that differ in frequency; of three or more, the last never occurs."""
    b, wanted = len(of_targets), torch.tensor(of_targets, dtype=torch.float64, device=draw.device)
    frequent = n - 2 if n > 2 else n - 1
    y = torch.tensor([[frequent, 0, frequent, frequent, 0][row % 5] for row in range(b)], device=draw.device)
    others = draw.uniform(b, n, low=0.5, high=1.5, dtype="float64").scatter(1, y[:, None], 0.0)
    others = others / others.sum(dim=1, keepdim=True).clamp(min=1e-3) * (1 - wanted[:, None])
    return others.scatter(1, y[:, None], wanted[:, None]).to(getattr(torch, dtype)), y


def _loss_and_gradient(solution: Any, draw: Any, of_targets: Sequence[float], n: int) -> dict[str, Tensor]:
    return _with_gradient(solution, draw, *_probabilities(draw, of_targets, n))


def _with_gradient(solution: Any, draw: Any, probs: Tensor, y: Tensor) -> dict[str, Tensor]:
    probs.requires_grad_()
    loss = solution.matching_loss(probs, y)
    return {"result": loss, **_pulled(loss, draw.uniform(1, low=0.5, high=1.5), probs=probs)}


def _pulled(result: Any, weights: Tensor, **tensors: Tensor) -> dict[str, Tensor]:
    """The gradients of a weighted sum of the result, zeros where nothing leads there."""
    labels = [f"the gradient with respect to {name}" for name in tensors]
    if not isinstance(result, Tensor) or not result.requires_grad:
        return dict(zip(labels, map(torch.zeros_like, tensors.values()), strict=True))
    for tensor in tensors.values():
        tensor.requires_grad_()  # whether it still is, is looked at elsewhere
    total = (result.flatten() * weights[: result.numel()]).sum()
    found = torch.autograd.grad(total, list(tensors.values()), allow_unused=True, materialize_grads=True)
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
