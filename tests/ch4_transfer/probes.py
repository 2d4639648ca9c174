"""What is seen of the submissions of chapter 4."""

from typing import Any

import torch


def reversed_values(
    solution: Any, draw: Any, *, lam: float, shape: list[int], dtype: str = "float32"
) -> dict[str, Any]:
    """an input that requires a gradient"""
    x = draw.normal(*shape, dtype=dtype, std=2.0).requires_grad_()
    return {"result": solution.grad_reverse(x, lam)}


def strided(solution: Any, draw: Any, *, lam: float, n: int, d: int) -> dict[str, Any]:
    """an input that is the transpose of another tensor, and so does not lie in memory row by row"""
    origin, weights = draw.normal(d, n).requires_grad_(), draw.normal(n, d)
    result = solution.grad_reverse(origin.T, lam)
    return {
        "result": result,
        "the gradient with respect to that other tensor": _gradient((weights * result).sum(), origin),
    }


def summed(
    solution: Any, draw: Any, *, lam: float, shape: list[int], dtype: str = "float32"
) -> dict[str, Any]:
    """the sum of all entries of the result"""
    x = draw.normal(*shape, dtype=dtype).requires_grad_()
    ones = torch.ones_like(x)
    total = (ones * solution.grad_reverse(x, lam)).sum()
    return {
        "the gradient with respect to x": _gradient(total, x),
        "requires_grad of the sum": total.requires_grad,
    }


def weighted(
    solution: Any, draw: Any, *, lam: float, shape: list[int], dtype: str = "float32"
) -> dict[str, Any]:
    """a weighted sum of the result, the weights differing from entry to entry"""
    x = draw.normal(*shape, dtype=dtype).requires_grad_()
    weights = draw.normal(*shape, dtype=dtype, std=3.0)
    result = solution.grad_reverse(x, lam)
    return {"the gradient with respect to x": _gradient((weights * result).sum(), x)}


def zeros_and_large_weights(solution: Any, draw: Any, *, lam: float, shape: list[int]) -> dict[str, Any]:
    """an input with some zeros, and a weighted sum of the result with weights in the thousands"""
    zeros = draw.shuffled(torch.arange(shape[0], device=draw.device)) % 2
    x = (draw.normal(*shape) * zeros.unsqueeze(1)).requires_grad_()
    result = solution.grad_reverse(x, lam)
    weights = draw.uniform(*shape, low=2000.0, high=4000.0)
    return {"result": result, "the gradient with respect to x": _gradient((weights * result).sum(), x)}


def second_path(solution: Any, draw: Any, *, lam: float, n: int, d: int) -> dict[str, Any]:
    """an x that feeds grad_reverse and also paths without it"""
    x = draw.normal(n, d).requires_grad_()
    to_reversed, to_plain = draw.normal(n, d), draw.normal(n, d)
    plain_before = (to_plain * x).sum()
    result = solution.grad_reverse(x, lam)
    plain_after = (to_plain * x * x).sum()
    (plain_before + (to_reversed * result).sum() + plain_after).backward()
    return {"x.grad": x.grad}


def features_used_twice(solution: Any, draw: Any, *, lam: float, n: int, d: int) -> dict[str, Any]:
    """computed features that feed grad_reverse and also a path without it"""
    x = draw.normal(n, d).requires_grad_()
    features = torch.tanh(x)
    to_reversed, to_plain = draw.normal(n, d), draw.normal(n, d)
    loss = (to_reversed * solution.grad_reverse(features, lam)).sum() + (to_plain * features).sum()
    return {"the gradient with respect to what the features were computed from": _gradient(loss, x)}


def meeting_again(solution: Any, draw: Any, *, lam: float, n: int, d: int) -> dict[str, Any]:
    """grad_reverse(x, lam) + x, weighted"""
    x = draw.normal(n, d).requires_grad_()
    weights = draw.normal(n, d)
    total = solution.grad_reverse(x, lam) + x
    return {"the gradient with respect to x": _gradient((weights * total).sum(), x)}


def several_calls(solution: Any, draw: Any, *, lams: list[float], n: int, d: int) -> dict[str, Any]:
    """several inputs, reversed with different lam before a single backward pass"""
    inputs = [draw.normal(n, d).requires_grad_() for _ in lams]
    weights = [draw.normal(n, d) for _ in lams]
    results = [solution.grad_reverse(x, lam) for x, lam in zip(inputs, lams, strict=True)]
    loss = sum((w * result).sum() for w, result in zip(weights, results, strict=True))
    return {"the gradients of the inputs": [_gradient(loss, x) for x in inputs]}


def same_input(
    solution: Any, draw: Any, *, lams: list[float], n: int, d: int, is_used_directly: bool = False
) -> dict[str, Any]:
    """an x that is reversed twice, the two results weighted and added"""
    x = draw.normal(n, d).requires_grad_()
    weights, to_plain = [draw.normal(n, d) for _ in lams], draw.normal(n, d)
    results = [solution.grad_reverse(x, lam) for lam in lams]
    loss = sum((w * result).sum() for w, result in zip(weights, results, strict=True))
    if is_used_directly:
        loss = loss + (to_plain * x).sum()
    return {"the gradient with respect to x": _gradient(loss, x)}


def same_features(solution: Any, draw: Any, *, lams: list[float], n: int, d: int) -> dict[str, Any]:
    """computed features that are reversed twice, the two results weighted and added"""
    x = draw.normal(n, d).requires_grad_()
    features = torch.tanh(x)
    weights = [draw.normal(n, d) for _ in lams]
    results = [solution.grad_reverse(features, lam) for lam in lams]
    loss = sum((w * result).sum() for w, result in zip(weights, results, strict=True))
    return {"the gradient with respect to what the features were computed from": _gradient(loss, x)}


def reversed_again(solution: Any, draw: Any, *, lams: list[float], n: int, d: int) -> dict[str, Any]:
    """the result of one call, reversed by another"""
    x = draw.normal(n, d).requires_grad_()
    weights, result = draw.normal(n, d), x
    for lam in lams:
        result = solution.grad_reverse(result, lam)
    return {"the gradient with respect to x": _gradient((weights * result).sum(), x)}


def backward_twice(solution: Any, draw: Any, *, lam: float, n: int, d: int) -> dict[str, Any]:
    """a result that two backward passes go through"""
    x = draw.normal(n, d).requires_grad_()
    loss = (draw.normal(n, d) * solution.grad_reverse(x, lam)).sum()
    return {
        "the gradient of the first backward pass": _gradient(loss, x),
        "the gradient of the second backward pass": _gradient(loss, x),
    }


def earlier_layer(solution: Any, draw: Any, *, lam: float, n: int, d_in: int, d: int) -> dict[str, Any]:
    """features that a layer computed, followed by another layer"""
    x = draw.normal(n, d_in)
    first, second = draw.normal(d_in, d).requires_grad_(), draw.normal(d, 1).requires_grad_()
    loss = (solution.grad_reverse(torch.tanh(x @ first), lam) @ second).square().mean()
    return {
        "the gradient of the weights after the reversal": _gradient(loss, second),
        "the gradient of the weights before the reversal": _gradient(loss, first),
    }


def without_gradient(solution: Any, draw: Any, *, lam: float, n: int, d: int) -> dict[str, Any]:
    """an x that needs no gradient"""
    result = solution.grad_reverse(draw.normal(n, d), lam)
    return {"result": result, "result.requires_grad": bool(result.requires_grad)}


def under_no_grad(solution: Any, draw: Any, *, lam: float, n: int, d: int) -> dict[str, Any]:
    """an x that requires a gradient, inside torch.no_grad()"""
    x = draw.normal(n, d).requires_grad_()
    with torch.no_grad():
        result = solution.grad_reverse(x, lam)
    return {"result": result}


def reversed_input(
    solution: Any, draw: Any, *, lam: float, n: int, d: int, requires_grad: bool
) -> dict[str, Any]:
    """an input that is looked at again after the call"""
    x = draw.normal(n, d).requires_grad_(requires_grad)
    x.grad = draw.normal(n, d)
    solution.grad_reverse(x, lam)
    return {
        "x after the call": x,
        "x.requires_grad after the call": x.requires_grad,
        "x.grad after the call": x.grad,
    }


def distillation(
    solution: Any, draw: Any, *, b: int, c: int, temperature: float, alpha: float, dtype: str = "float32"
) -> Any:
    """logits of a student and a teacher that disagree"""
    student, teacher, y = _logits(draw, b, c, dtype)
    return solution.kd_loss(student, teacher, y, temperature, alpha)


def positive_logits(
    solution: Any, draw: Any, *, b: int, c: int, temperature: float, alpha: float
) -> Any:
    """logits that are all above 0"""
    student, teacher, y = _logits(draw, b, c, "float32")
    return solution.kd_loss(student + 15, teacher + 15, y, temperature, alpha)


def agreement(solution: Any, draw: Any, *, b: int, c: int, temperature: float, alpha: float) -> Any:
    """a student whose logits are the teacher's plus a constant for each sample"""
    _, teacher, y = _logits(draw, b, c, "float32")
    return solution.kd_loss(teacher + draw.normal(b, 1), teacher, y, temperature, alpha)


def near_agreement(
    solution: Any, draw: Any, *, b: int, c: int, temperature: float, alpha: float
) -> Any:
    """a student whose logits are nearly the teacher's, in float64"""
    student, _, y = _logits(draw, b, c, "float64")
    teacher = student + draw.normal(b, c, dtype="float64", std=0.01)
    return solution.kd_loss(student, teacher, y, temperature, alpha)


def distillation_gradient(
    solution: Any, draw: Any, *, b: int, c: int, temperature: float, alpha: float
) -> dict[str, Any]:
    """student logits that require a gradient"""
    student, teacher, y = _logits(draw, b, c, "float32")
    loss = solution.kd_loss(student.requires_grad_(), teacher, y, temperature, alpha)
    return {"the gradient with respect to student": _gradient(loss, student)}


def ints_and_floats(
    solution: Any, draw: Any, *, b: int, c: int, temperature: int, alpha: float
) -> dict[str, torch.Tensor]:
    """a temperature or alpha that is an int, and the same number as a float"""
    student, teacher, y = _logits(draw, b, c, "float32")
    seen = {}
    for words, numbers in (("ints", (temperature, alpha)), ("floats", (float(temperature), float(alpha)))):
        logits = student.clone().requires_grad_()
        loss = solution.kd_loss(logits, teacher.clone(), y.clone(), *numbers)
        seen |= {f"the loss with {words}": loss, f"the gradient with {words}": _gradient(loss, logits)}
    return seen


def teacher_gradient(
    solution: Any, draw: Any, *, b: int, c: int, temperature: float, alpha: float, of: str
) -> dict[str, Any]:
    """a teacher whose logits require a gradient as well"""
    student, teacher, y = _logits(draw, b, c, "float32")
    logits = {"student": student.requires_grad_(), "teacher": teacher.requires_grad_()}
    loss = solution.kd_loss(student, teacher, y, temperature, alpha)
    return {f"the gradient with respect to {of}": _gradient(loss, logits[of])}


def distillation_inputs(
    solution: Any, draw: Any, *, b: int, c: int, temperature: float, alpha: float, requires_grad: bool
) -> dict[str, Any]:
    """inputs that are looked at again after the call"""
    student, teacher, y = _logits(draw, b, c, "float32")
    student.requires_grad_(requires_grad)
    teacher.requires_grad_(requires_grad)
    student.grad = draw.normal(b, c)
    solution.kd_loss(student, teacher, y, temperature, alpha)
    return {
        "student after the call": student,
        "teacher after the call": teacher,
        "y after the call": y,
        "student.grad after the call": student.grad,
        "student.requires_grad after the call": student.requires_grad,
        "teacher.requires_grad after the call": teacher.requires_grad,
    }


def computed_logits(
    solution: Any, draw: Any, *, b: int, c: int, temperature: float, alpha: float, of: str
) -> dict[str, Any]:
    """logits of student and teacher that were computed from tensors that require a gradient"""
    student, teacher, y = _logits(draw, b, c, "float32")
    origins = {"student": student.requires_grad_(), "teacher": teacher.requires_grad_()}
    loss = solution.kd_loss(1.5 * student, 2 * teacher, y, temperature, alpha)
    return {f"the gradient with respect to what {of} was computed from": _gradient(loss, origins[of])}


def computed_inputs(
    solution: Any, draw: Any, *, b: int, c: int, temperature: float, alpha: float
) -> dict[str, Any]:
    """logits that were computed from tensors that require a gradient, looked at again after the call"""
    origins = _logits(draw, b, c, "float32")
    student, teacher = (2 * origin.requires_grad_() for origin in origins[:2])
    solution.kd_loss(student, teacher, origins[2], temperature, alpha)
    return {
        "student after the call": student,
        "teacher after the call": teacher,
        "student.requires_grad after the call": student.requires_grad,
        "teacher.requires_grad after the call": teacher.requires_grad,
    }


def far_logits(
    solution: Any, draw: Any, *, b: int, c: int, temperature: float, alpha: float
) -> dict[str, Any]:
    """confident networks that disagree: logits of up to 50 in size"""
    teacher = draw.uniform(b, c, low=-50.0, high=-45.0)
    student, favourite = teacher.clone(), draw.integers(0, c, b)
    rows, peaks = torch.arange(b, device=teacher.device), torch.full_like(teacher[:, 0], 50.0)
    peaks[-1] = -45.0  # a whole row far below the others
    teacher[rows, favourite] = peaks
    student[rows, (favourite + 1) % c] = peaks  # confident, and wrong about the label
    loss = solution.kd_loss(student.requires_grad_(), teacher, favourite, temperature, alpha)
    return {"result": loss, "the gradient with respect to student": _gradient(loss, student)}


def _logits(draw: Any, b: int, c: int, dtype: str) -> tuple[torch.Tensor, ...]:
    student, teacher = (draw.normal(b, c, dtype=dtype, std=3.0) for _ in range(2))
    return student, teacher, draw.integers(0, c, b)


def _gradient(output: Any, tensor: torch.Tensor) -> torch.Tensor:
    """The gradient of the summed output; zeros where no path leads to `tensor`."""
    if not (getattr(output, "requires_grad", False) and tensor.requires_grad):
        return torch.zeros_like(tensor)
    (gradient,) = torch.autograd.grad(
        output.sum(), tensor, retain_graph=True, allow_unused=True, materialize_grads=True
    )
    return gradient
