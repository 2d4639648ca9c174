"""Call fce_support and fce_query with drawn parameters and return what was seen."""

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor, nn


def whole_reader(solution: Any, draw: Any, *, m: int, d: int, dtype: str = "float32") -> Tensor:
    """a support set, read in both directions"""
    return solution.fce_support(draw.normal(m, d, dtype=dtype), _lstm(draw, d, dtype))


def one_direction(solution: Any, draw: Any, *, silent: str, m: int, d: int) -> Tensor:
    """an LSTM of which only one direction says anything"""
    lstm = _lstm(draw, d)
    for name, value in lstm.named_parameters():
        if name.endswith("_reverse") == (silent == "backward"):
            value.data.zero_()
    return solution.fce_support(draw.normal(m, d), lstm)


def silent_reader(solution: Any, draw: Any, *, m: int, d: int) -> Tensor:
    """an LSTM whose parameters are all 0, so that it says nothing"""
    lstm = _lstm(draw, d)
    for value in lstm.parameters():
        value.data.zero_()
    return solution.fce_support(draw.normal(m, d), lstm)


def single_rows(solution: Any, draw: Any, *, m: int, d: int) -> Tensor:
    """a single support row or a single feature"""
    return solution.fce_support(draw.normal(m, d), _lstm(draw, d))


def reader_gradient(
    solution: Any, draw: Any, *, of: str, m: int, d: int, requires_grad: bool = True
) -> dict[str, Any]:
    """a weighted sum of the embeddings in context"""
    g, lstm = draw.normal(m, d).requires_grad_(requires_grad), _lstm(draw, d)
    result = solution.fce_support(g, lstm)
    return {"result": result, **_pulled(result, draw.normal(m * d), _chosen(of, lstm, g=g))}


def reader_gradient_in_evaluation(solution: Any, draw: Any, *, of: str, m: int, d: int) -> dict[str, Any]:
    """an LSTM in evaluation mode"""
    g, lstm = draw.normal(m, d).requires_grad_(), _lstm(draw, d).eval()
    with torch.backends.cudnn.flags(enabled=False):  # cuDNN has no backward pass for an LSTM in evaluation mode
        result = solution.fce_support(g, lstm)
    return {"result": result, **_pulled(result, draw.normal(m * d), _chosen(of, lstm, g=g))}


def reader_called_twice(solution: Any, draw: Any, *, m: int, d: int) -> list[Tensor]:
    """a second and a third call with the same LSTM"""
    g, lstm = draw.normal(m, d), _lstm(draw, d)
    solution.fce_support(draw.normal(m + 1, d), lstm)
    return [solution.fce_support(g.clone(), lstm), solution.fce_support(g.clone(), lstm)]


def two_support_sets(solution: Any, draw: Any, *, m: int, d: int) -> list[Tensor]:
    """two support sets of one size, one after the other, inside torch.no_grad()"""
    first, second, lstm = draw.normal(m, d), draw.normal(m, d), _lstm(draw, d)
    with torch.no_grad():
        return [solution.fce_support(first, lstm), solution.fce_support(second, lstm)]


def reader_afterwards(
    solution: Any, draw: Any, *, m: int, d: int, training: bool, requires_grad: bool, frozen: bool
) -> dict[str, Any]:
    """a support set and an LSTM that are looked at again after the call"""
    g, lstm = draw.normal(m, d).requires_grad_(requires_grad), _lstm(draw, d)
    g.grad = draw.normal(m, d)
    _prepare(draw, lstm, training=training, frozen=frozen)
    solution.fce_support(g, lstm)
    return {**_afterwards(lstm, g=g), "lstm.batch_first after the call": lstm.batch_first}


def no_steps(solution: Any, draw: Any, *, b: int, m: int, d: int) -> Tensor:
    """no step at all"""
    return solution.fce_query(draw.normal(b, d), draw.normal(m, d), _cell(draw, d), 0)


def one_step(solution: Any, draw: Any, *, b: int, m: int, d: int) -> Tensor:
    """a single step"""
    return solution.fce_query(draw.normal(b, d), draw.normal(m, d), _cell(draw, d), 1)


def long_query(solution: Any, draw: Any, *, b: int, m: int, d: int, steps: int) -> Tensor:
    """a query whose inner products with the support rows are large, among others of ordinary size"""
    direction = nn.functional.normalize(draw.normal(1, d))
    # Its inner products are 60, 48, 36 and so on: the attention is all on one row, and float32 still holds exp(60).
    lengths = draw.shuffled(5.0 - torch.arange(m, device=draw.device))
    f = draw.shuffled(torch.cat([12.0 * direction, draw.normal(b - 1, d, std=0.3)]))
    cell = _cell(draw, d)
    for value in cell.parameters():
        value.data *= 0.1  # so that the gates tell what was read
    return solution.fce_query(f, lengths[:, None] * direction, cell, steps)


def nothing_to_read(solution: Any, draw: Any, *, b: int, m: int, d: int, steps: int) -> Tensor:
    """a support set of zeros, from which only zeros are read"""
    g = draw.normal(m, d) * 0
    return solution.fce_query(draw.normal(b, d), g, _cell(draw, d), steps)


def small_steps(solution: Any, draw: Any, *, b: int, m: int, d: int, steps: int) -> Tensor:
    """a support set of zeros and a cell that changes its state only a little in every step"""
    cell = _cell(draw, d)
    for value in cell.parameters():
        value.data *= 0.01
    biases = torch.tensor([-4.0, 6.0, 0.5, 0.0], device=draw.device)  # it lets little in, and forgets hardly anything
    cell.bias_ih.data += biases.repeat_interleave(d)
    return solution.fce_query(draw.normal(b, d), draw.normal(m, d) * 0, cell, steps)


def several_steps(
    solution: Any, draw: Any, *, b: int, m: int, d: int, steps: int, dtype: str = "float32"
) -> Tensor:
    """several steps"""
    f, g = draw.normal(b, d, dtype=dtype), draw.normal(m, d, dtype=dtype)
    return solution.fce_query(f, g, _cell(draw, d, dtype), steps)


def single_sizes(solution: Any, draw: Any, *, b: int, m: int, d: int, steps: int) -> Tensor:
    """a single query, a single support row or a single feature"""
    return solution.fce_query(draw.normal(b, d), draw.normal(m, d), _cell(draw, d), steps)


def among_others(solution: Any, draw: Any, *, b: int, m: int, d: int, steps: int) -> dict[str, Tensor]:
    """the same queries once together and once each on its own"""
    f, g, cell = draw.normal(b, d), draw.normal(m, d), _cell(draw, d)
    together = solution.fce_query(f.clone(), g.clone(), cell, steps)
    alone = [solution.fce_query(row.clone(), g.clone(), cell, steps) for row in f.split(1)]
    return {"result": together, "the results of each query on its own": torch.cat(alone)}


def cell_gradient(
    solution: Any, draw: Any, *, of: str, b: int, m: int, d: int, steps: int,
    requires_grad: Sequence[str] = ("f", "g", "cell"), training: bool = True,
) -> dict[str, Any]:
    """a weighted sum of the embeddings in context"""
    arguments = {"f": draw.normal(b, d), "g": draw.normal(m, d), "cell": _cell(draw, d).train(training)}
    for name, argument in arguments.items():
        argument.requires_grad_(name in requires_grad)
    f, g, cell = arguments.values()
    result = solution.fce_query(f, g, cell, steps)
    return {"result": result, **_pulled(result, draw.normal(b * d), _chosen(of, cell, f=f, g=g))}


def cell_gradient_alone(
    solution: Any, draw: Any, *, of: str, b: int, m: int, d: int, steps: int
) -> dict[str, Any]:
    """queries, a support set and a cell, only one of which requires gradients"""
    return cell_gradient(solution, draw, of=of, b=b, m=m, d=d, steps=steps, requires_grad=[of])


def cell_gradient_in_evaluation(
    solution: Any, draw: Any, *, of: str, b: int, m: int, d: int, steps: int
) -> dict[str, Any]:
    """a cell in evaluation mode"""
    return cell_gradient(solution, draw, of=of, b=b, m=m, d=d, steps=steps, training=False)


def among_a_long_one(solution: Any, draw: Any, *, b: int, m: int, d: int, steps: int) -> dict[str, Tensor]:
    """the same queries once together with one of far larger inner products, and once each on its own"""
    f, g, cell = draw.uniform(b, d, low=-0.5, high=0.5), draw.uniform(m, d, low=0.5, high=1.0), _cell(draw, d)
    f[0] = 200.0  # its inner products lie above 100 d, where float32 holds no exp() of the difference to the others'
    together = solution.fce_query(f.clone(), g.clone(), cell, steps)
    alone = [solution.fce_query(row.clone(), g.clone(), cell, steps) for row in f[1:].split(1)]
    return {"result": together[1:], "the results of each query on its own": torch.cat(alone)}


def cell_called_twice(solution: Any, draw: Any, *, b: int, m: int, d: int, steps: int) -> list[Tensor]:
    """a second and a third call with the same cell"""
    f, g, cell = draw.normal(b, d), draw.normal(m, d), _cell(draw, d)
    solution.fce_query(draw.normal(b, d), draw.normal(m, d), cell, steps)
    return [solution.fce_query(f.clone(), g.clone(), cell, steps) for _ in range(2)]


def two_sets_of_queries(solution: Any, draw: Any, *, b: int, m: int, d: int, steps: int) -> list[Tensor]:
    """two sets of queries of one size, one after the other, inside torch.no_grad()"""
    first, second, g, cell = draw.normal(b, d), draw.normal(b, d), draw.normal(m, d), _cell(draw, d)
    with torch.no_grad():
        return [solution.fce_query(first, g, cell, steps), solution.fce_query(second, g, cell, steps)]


def cell_afterwards(
    solution: Any, draw: Any, *, b: int, m: int, d: int, steps: int, training: bool, requires_grad: bool, frozen: bool
) -> dict[str, Any]:
    """queries, a support set and a cell that are looked at again after the call"""
    f, g = draw.normal(b, d).requires_grad_(requires_grad), draw.normal(m, d).requires_grad_(requires_grad)
    f.grad, g.grad, cell = draw.normal(b, d), draw.normal(m, d), _cell(draw, d)
    _prepare(draw, cell, training=training, frozen=frozen)
    solution.fce_query(f, g, cell, steps)
    return _afterwards(cell, f=f, g=g)


def _lstm(draw: Any, d: int, dtype: str = "float32") -> nn.LSTM:
    return _drawn(draw, nn.LSTM(d, d, bidirectional=True), dtype)


def _cell(draw: Any, d: int, dtype: str = "float32") -> nn.LSTMCell:
    return _drawn(draw, nn.LSTMCell(d, d), dtype)


def _drawn(draw: Any, module: Any, dtype: str) -> Any:
    """The module with parameters of our own, so large that both gates and candidates vary."""
    for value in module.parameters():
        value.data = draw.normal(*value.shape, std=0.6, dtype=dtype)
    return module


def _prepare(draw: Any, module: nn.Module, *, training: bool, frozen: bool) -> None:
    """Set the mode, freeze the first parameter, and give the last one a gradient from before."""
    module.train(training)
    first, *_, last = module.parameters()
    first.requires_grad_(not frozen)
    last.grad = draw.normal(*last.shape)


def _chosen(of: str, module: nn.Module, **tensors: Tensor) -> dict[str, Tensor]:
    return {of: tensors[of]} if of in tensors else dict(module.named_parameters())


def _pulled(result: Any, weights: Tensor, tensors: dict[str, Tensor]) -> dict[str, Any]:
    """The gradients of a weighted sum of the result, zeros where nothing leads there."""
    labels = [f"the gradient with respect to {name}" for name in tensors]
    seen = {"result.requires_grad": isinstance(result, Tensor) and result.requires_grad}
    if not isinstance(result, Tensor) or not result.requires_grad:
        return seen | dict(zip(labels, map(torch.zeros_like, tensors.values()), strict=True))
    for tensor in tensors.values():
        tensor.requires_grad_()  # whether it still is, is looked at elsewhere
    total = (result.flatten() * weights[: result.numel()]).sum()
    found = torch.autograd.grad(total, list(tensors.values()), allow_unused=True, materialize_grads=True)
    return seen | dict(zip(labels, found, strict=True))


def _afterwards(module: nn.Module, **arguments: Tensor) -> dict[str, Any]:
    seen: dict[str, Any] = {"the next number of the global random generator": torch.rand(())}
    for name, value in (*arguments.items(), *module.named_parameters()):
        seen |= {
            f"{name} after the call": value,
            f"{name}.requires_grad after the call": value.requires_grad,
            f"{name}.grad after the call": value.grad,
        }
    return {**seen, "whether the module is in training mode after the call": module.training}
