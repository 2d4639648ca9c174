"""Call the functions of chapter 4 that compare inner features of student and teacher, and return what was seen."""

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn


def hint_vectors(
    solution: Any, draw: Any, *, b: int, d_s: int, d_t: int, dtype: str = "float32"
) -> Any:
    """feature vectors and a linear regressor"""
    return {"result": solution.hint_loss(*_vectors(draw, b, d_s, d_t, dtype))}


def hint_maps(solution: Any, draw: Any, *, b: int, c_s: int, c_t: int, h: int, w: int) -> Any:
    """feature maps and a convolutional regressor"""
    return {"result": solution.hint_loss(*_maps_and_convolution(draw, b, c_s, c_t, h, w))}


def hint_with_batch_norm(solution: Any, draw: Any, *, b: int, d_s: int, d_t: int) -> Any:
    """a regressor with batch norm in evaluation mode"""
    fs, ft, layer = _vectors(draw, b, d_s, d_t)
    regressor = nn.Sequential(layer, _filled(draw, nn.BatchNorm1d(d_t), "float32"))
    return {"result": solution.hint_loss(fs, ft, regressor.eval())}


def near_hint(solution: Any, draw: Any, *, b: int, d_s: int, d_t: int) -> Any:
    """a student whose regressor nearly gives the teacher's features, in float64"""
    fs, _, regressor = _vectors(draw, b, d_s, d_t, "float64")
    ft = regressor(fs).detach() + draw.normal(b, d_t, dtype="float64", std=0.001)
    return {"result": solution.hint_loss(fs, ft, regressor)}


def hint_gradient(solution: Any, draw: Any, *, b: int, d_s: int, d_t: int, of: str) -> Any:
    """feature vectors of student and teacher that all require a gradient"""
    fs, ft, regressor = _vectors(draw, b, d_s, d_t)
    loss = solution.hint_loss(fs.requires_grad_(), ft.requires_grad_(), regressor)
    wanted = {"fs": fs, "ft": ft, "the regressor": list(regressor.parameters())}[of]
    return {**_flag(of, wanted), f"the gradient with respect to {of}": _gradients(loss, wanted)}


def hint_frozen_regressor(solution: Any, draw: Any, *, b: int, d_s: int, d_t: int) -> Any:
    """features of a student that require a gradient, and a regressor whose parameters require none"""
    fs, ft, regressor = _vectors(draw, b, d_s, d_t)
    loss = solution.hint_loss(fs.requires_grad_(), ft, regressor.requires_grad_(False))
    return {"the gradient with respect to fs": _gradients(loss, fs)}


def hint_reached(solution: Any, draw: Any, *, b: int, d_s: int, d_t: int) -> Any:
    """a student whose regressor gives the teacher's features already"""
    fs, _, regressor = _vectors(draw, b, d_s, d_t)
    loss = solution.hint_loss(fs.requires_grad_(), regressor(fs).detach(), regressor)
    return {"the gradient with respect to fs": _gradients(loss, fs)}


def hint_map_gradient(
    solution: Any, draw: Any, *, b: int, c_s: int, c_t: int, h: int, w: int
) -> Any:
    """feature maps that require a gradient and a convolutional regressor in evaluation mode"""
    fs, ft, regressor = _maps_and_convolution(draw, b, c_s, c_t, h, w)
    loss = solution.hint_loss(fs.requires_grad_(), ft, regressor.eval())
    return {
        "the gradient with respect to fs": _gradients(loss, fs),
        "the gradient with respect to the regressor": _gradients(loss, list(regressor.parameters())),
    }


def hint_common_origin(solution: Any, draw: Any, *, b: int, d_s: int, d_t: int) -> Any:
    """features of student and teacher that were computed from one tensor"""
    _, _, regressor = _vectors(draw, b, d_s, d_t)
    origin = draw.normal(b, d_s + d_t).requires_grad_()
    fs, ft = torch.tanh(origin[:, :d_s]) + origin[:, d_t:], torch.sin(origin[:, d_s:])
    loss = solution.hint_loss(fs, ft, regressor)
    return {"the gradient with respect to that tensor": _gradients(loss, origin)}


def hint_arguments(solution: Any, draw: Any, *, b: int, d_s: int, d_t: int, requires_grad: bool) -> Any:
    """arguments, some of which hold a .grad from before, looked at again after the call"""
    fs, ft, _ = _vectors(draw, b, d_s, d_t)
    last = nn.Linear(6, d_t)
    regressor = _filled(draw, nn.Sequential(nn.Sequential(nn.Linear(d_s, 6), nn.Tanh()), last), "float32")
    last.bias.requires_grad_(requires_grad)
    tensors = {"fs": fs.requires_grad_(requires_grad), "ft": ft.requires_grad_(requires_grad)}
    tensors |= {f"regressor.{name}": param for name, param in regressor.named_parameters()}
    for name in ("fs", "ft", "regressor.1.weight"):
        tensors[name].grad = draw.normal(*tensors[name].shape)
    regressor.train(requires_grad)[0].train(not requires_grad)
    solution.hint_loss(fs, ft, regressor)
    return {
        **_afterwards(tensors),
        "the training flags of the regressor after the call": {
            name or "regressor": module.training for name, module in regressor.named_modules()
        },
    }


def computed_hint_arguments(solution: Any, draw: Any, *, b: int, d_s: int, d_t: int) -> Any:
    """features that were computed from tensors that require a gradient, looked at again after the call"""
    fs, ft, regressor = _vectors(draw, b, d_s, d_t)
    return _computed_afterwards([fs, ft], lambda *features: solution.hint_loss(*features, regressor))


def hint_identity(solution: Any, draw: Any, *, b: int, d: int) -> Any:
    """a regressor that returns the student's features as they are, the features looked at again after the call"""
    fs, ft, _ = _vectors(draw, b, d, d)
    solution.hint_loss(fs, ft, nn.Identity())
    return {"fs after the call": fs, "ft after the call": ft}


def attention(
    solution: Any, draw: Any, *, b: int, channels: list[int], h: int, w: int, stds: list[float]
) -> Any:
    """activations of a student and a teacher"""
    return {"result": solution.attention_transfer_loss(*_activations(draw, b, channels, h, w, stds))}


def attention_of_dead_places(
    solution: Any, draw: Any, *, b: int, c: int, h: int, w: int, of: str
) -> Any:
    """activations as a ReLU leaves them, each network with a place that is 0 in every channel"""
    fs, ft = (part.relu() + 0.1 * (part > 0) for part in _activations(draw, b, [c, c + 1], h, w, [1.0, 1.0]))
    fs[:, :, 0, 0] = ft[:, :, 0, 1] = fs[:, :, 1, 1] = ft[:, :, 1, 1] = 0.0
    fs[:, :, 0, 1:] += 0.5
    ft[:, :, 0, 0] += 0.5
    loss = solution.attention_transfer_loss(fs.requires_grad_(), ft)
    return {of: loss if of == "result" else _gradients(loss, fs)}


def near_attention(solution: Any, draw: Any, *, b: int, c: int, h: int, w: int) -> Any:
    """a teacher that has the student's activations twice over, moved a little, in float64"""
    fs = draw.normal(b, c, h, w, dtype="float64", std=2.0)
    ft = (fs + draw.normal(b, c, h, w, dtype="float64", std=0.01)).repeat(1, 2, 1, 1)
    return {"result": solution.attention_transfer_loss(fs, ft)}


def attention_gradient(
    solution: Any,
    draw: Any,
    *,
    b: int,
    channels: list[int],
    h: int,
    w: int,
    of: str,
) -> Any:
    """activations of student and teacher, none of them near 0, that both require a gradient"""
    fs, ft = (part + 0.1 * part.sign() for part in _activations(draw, b, channels, h, w, [0.4, 0.5]))
    loss = solution.attention_transfer_loss(fs.requires_grad_(), ft.requires_grad_())
    wanted = {"fs": fs, "ft": ft}[of]
    return {**_flag(of, wanted), f"the gradient with respect to {of}": _gradients(loss, wanted)}


def attention_reached(solution: Any, draw: Any, *, b: int, c: int, h: int, w: int) -> Any:
    """a student that has the teacher's activations already"""
    [fs] = _activations(draw, b, [c], h, w, [1.0])
    loss = solution.attention_transfer_loss(fs.requires_grad_(), fs.detach().clone())
    return {"the gradient with respect to fs": _gradients(loss, fs)}


def attention_common_origin(solution: Any, draw: Any, *, b: int, c: int, h: int, w: int) -> Any:
    """activations of student and teacher that were computed from one tensor"""
    origin = draw.normal(b, 2 * c, h, w).requires_grad_()
    loss = solution.attention_transfer_loss(torch.tanh(origin[:, :c]), torch.sin(2 * origin))
    return {"the gradient with respect to that tensor": _gradients(loss, origin)}


def attention_arguments(
    solution: Any, draw: Any, *, b: int, channels: list[int], h: int, w: int, requires_grad: bool
) -> Any:
    """activations that are looked at again after the call"""
    fs, ft = (
        part.requires_grad_(requires_grad) for part in _activations(draw, b, channels, h, w, [1.0, 2.0])
    )
    fs.grad, ft.grad = draw.normal(*fs.shape), draw.normal(*ft.shape)
    solution.attention_transfer_loss(fs, ft)
    return _afterwards({"fs": fs, "ft": ft})


def computed_attention_arguments(
    solution: Any, draw: Any, *, b: int, channels: list[int], h: int, w: int
) -> Any:
    """activations that were computed from tensors that require a gradient, looked at again after the call"""
    return _computed_afterwards(
        _activations(draw, b, channels, h, w, [1.0, 2.0]), solution.attention_transfer_loss
    )


def _vectors(
    draw: Any, b: int, d_s: int, d_t: int, dtype: str = "float32"
) -> tuple[Tensor, Tensor, nn.Module]:
    regressor = _filled(draw, nn.Linear(d_s, d_t), dtype)
    return draw.normal(b, d_s, dtype=dtype, std=2.0), draw.normal(b, d_t, dtype=dtype, std=3.0), regressor


def _maps_and_convolution(
    draw: Any, b: int, c_s: int, c_t: int, h: int, w: int
) -> tuple[Tensor, Tensor, nn.Module]:
    regressor = _filled(draw, nn.Conv2d(c_s, c_t, kernel_size=3, padding=1), "float32")
    return draw.normal(b, c_s, h, w), draw.normal(b, c_t, h, w, std=3.0), regressor


def _filled(draw: Any, module: nn.Module, dtype: str) -> nn.Module:
    module.to(draw.device, getattr(torch, dtype))
    with torch.no_grad():
        for param in module.parameters():
            param.copy_(draw.normal(*param.shape, dtype=dtype))
    return module


def _activations(
    draw: Any, b: int, channels: list[int], h: int, w: int, stds: list[float], dtype: str = "float32"
) -> list[Tensor]:
    """Each sample has a size of its own, and each place too."""
    found = []
    for c, std in zip(channels, stds, strict=True):
        sizes = draw.uniform(b, 1, h, w, low=0.3, high=2.0, dtype=dtype)
        found.append(draw.normal(b, c, h, w, dtype=dtype, std=std) * sizes)
    return found


def _flag(name: str, argument: Any) -> dict[str, bool]:
    """The requires_grad of a tensor: a call that switched it off is to blame for the gradient that is missing."""
    return {f"{name}.requires_grad after the call": argument.requires_grad} if isinstance(argument, Tensor) else {}


def _gradients(output: Any, of: Any) -> Any:
    """The gradient of a scalar with respect to a tensor or a list of them; zero where no path leads there."""
    tensors = of if isinstance(of, list) else [of]
    if getattr(output, "requires_grad", False) and all(tensor.requires_grad for tensor in tensors):
        options = {"retain_graph": True, "allow_unused": True, "materialize_grads": True}
        gradients = list(torch.autograd.grad(output.sum(), tensors, **options))
    else:
        gradients = [torch.zeros_like(tensor) for tensor in tensors]
    return gradients if isinstance(of, list) else gradients[0]


def _computed_afterwards(origins: list[Tensor], call: Callable[[Tensor, Tensor], Any]) -> dict[str, Any]:
    fs, ft = (2 * origin.requires_grad_() for origin in origins)
    call(fs, ft)
    return {
        "the features after the call": {"fs": fs, "ft": ft},
        "the requires_grad of the features after the call": {"fs": fs.requires_grad, "ft": ft.requires_grad},
    }


def _afterwards(tensors: dict[str, Tensor]) -> dict[str, Any]:
    return {
        **{f"{name} after the call": tensor for name, tensor in tensors.items()},
        "the .grad of the arguments after the call": {name: tensor.grad for name, tensor in tensors.items()},
        "the requires_grad of the arguments after the call": {
            name: tensor.requires_grad for name, tensor in tensors.items()
        },
        "the next number of torch's global generator": torch.rand(()),
    }
