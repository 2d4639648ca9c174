"""Call the functions of chapter 4 that adapt to another domain, and return what was seen."""

from typing import Any

import torch
from torch import Tensor, nn


def progress(solution: Any, draw: Any, *, low: float, high: float, gamma: float) -> Any:
    """a progress within training and a steepness"""
    p = float(draw.uniform(1, low=low, high=high, dtype="float64"))
    return {"result": solution.dann_lambda(p, gamma)}


def progress_alone(solution: Any, draw: Any, *, low: float, high: float) -> Any:
    """a progress within training, without a steepness"""
    p = float(draw.uniform(1, low=low, high=high, dtype="float64"))
    return {"result": solution.dann_lambda(p)}


def moment(solution: Any, draw: Any, *, p: float, gamma: float) -> Any:
    """one end of training"""
    return {"result": solution.dann_lambda(p, gamma)}


def steep(solution: Any, draw: Any, *, p: float, gamma: float) -> Any:
    """a very steep schedule"""
    return {"result": solution.dann_lambda(p, gamma)}


def adversarial(
    solution: Any, draw: Any, *, n_s: int, n_t: int, d: int, c: int, lam: float, dtype: str = "float32"
) -> Any:
    """features of two domains, a classifier and a domain head"""
    features, ys, networks = _domains(draw, n_s, n_t, d, c, dtype)
    return {"result": solution.dann_loss(*features, ys, *networks, lam)}


def adversarial_gradient(
    solution: Any,
    draw: Any,
    *,
    n_s: int,
    n_t: int,
    d: int,
    c: int,
    lam: float,
    of: str,
    dtype: str = "float32",
) -> Any:
    """features of two domains that require a gradient, a classifier and a domain head"""
    features, ys, networks = _domains(draw, n_s, n_t, d, c, dtype)
    loss = solution.dann_loss(*features, ys, *networks, lam)
    return {f"the gradient with respect to {of}": _gradients(loss, _parts(features, networks)[of])}


def sure_domain_head(solution: Any, draw: Any, *, n_s: int, n_t: int, d: int, c: int, lam: float) -> Any:
    """a domain head with large logits, some of them on the wrong side"""
    features, ys, networks = _domains_far_apart(draw, n_s, n_t, d, c)
    return {"result": solution.dann_loss(*features, ys, *networks, lam)}


def sure_domain_head_gradient(
    solution: Any, draw: Any, *, n_s: int, n_t: int, d: int, c: int, lam: float
) -> Any:
    """a domain head with large logits, some of them on the wrong side"""
    features, ys, networks = _domains_far_apart(draw, n_s, n_t, d, c)
    loss = solution.dann_loss(*features, ys, *networks, lam)
    return {"the gradient with respect to the domain head": _gradients(loss, list(networks[1].parameters()))}


def shared_extractor(
    solution: Any, draw: Any, *, n_s: int, n_t: int, d_in: int, d: int, c: int, lam: float
) -> Any:
    """features that one layer computed from the inputs of both domains"""
    _, ys, networks = _domains(draw, n_s, n_t, d, c)
    layer = draw.normal(d_in, d).requires_grad_()
    features = [torch.tanh(draw.normal(n, d_in) @ layer) for n in (n_s, n_t)]
    loss = solution.dann_loss(*features, ys, *networks, lam)
    return {"the gradient with respect to the layer that made the features": _gradients(loss, layer)}


def two_losses(
    solution: Any, draw: Any, *, n_s: int, n_t: int, d: int, c: int, lams: list[float], of: str
) -> Any:
    """two losses of the same features and networks, with different lam, added up"""
    features, ys, networks = _domains(draw, n_s, n_t, d, c)
    loss = sum(solution.dann_loss(*features, ys, *networks, lam) for lam in lams)
    return {f"the gradient of the sum with respect to {of}": _gradients(loss, _parts(features, networks)[of])}


def fixed_features(solution: Any, draw: Any, *, n_s: int, n_t: int, d: int, c: int, lam: float) -> Any:
    """features that need no gradient"""
    features, ys, networks = _domains(draw, n_s, n_t, d, c)
    loss = solution.dann_loss(*(part.detach() for part in features), ys, *networks, lam)
    return {
        "result": loss,
        "the gradient with respect to the classifier": _gradients(loss, list(networks[0].parameters())),
        "the gradient with respect to the domain head": _gradients(loss, list(networks[1].parameters())),
    }


def gradient_of_one_domain(
    solution: Any, draw: Any, *, n_s: int, n_t: int, d: int, c: int, lam: float, of: str
) -> Any:
    """features of two domains, of which only one requires a gradient"""
    features, ys, networks = _domains(draw, n_s, n_t, d, c)
    chosen = _parts(features, networks)[of]
    parts = (part if part is chosen else part.detach() for part in features)
    loss = solution.dann_loss(*parts, ys, *networks, lam)
    return {f"the gradient with respect to {of}": _gradients(loss, chosen)}


def adversarial_without_graph(
    solution: Any, draw: Any, *, n_s: int, n_t: int, d: int, c: int, lam: float
) -> Any:
    """features of two domains, inside torch.no_grad()"""
    features, ys, networks = _domains(draw, n_s, n_t, d, c)
    with torch.no_grad():
        return {"result": solution.dann_loss(*features, ys, *networks, lam)}


def adversarial_arguments(
    solution: Any, draw: Any, *, n_s: int, n_t: int, d: int, c: int, lam: float, requires_grad: bool
) -> Any:
    """features and networks that hold a .grad from before, one network in evaluation mode and partly frozen"""
    features, ys, networks = _domains(draw, n_s, n_t, d, c)
    networks[requires_grad].eval()
    networks[1][0].bias.requires_grad_(False)
    tensors = {"feat_s": features[0], "feat_t": features[1]}
    for name, network in zip(("classifier", "domain_head"), networks, strict=True):
        tensors |= {f"{name}.{key}": param for key, param in network.named_parameters()}
    for feature in features:
        feature.requires_grad_(requires_grad)
    for tensor in tensors.values():
        tensor.grad = draw.normal(*tensor.shape)
    solution.dann_loss(*features, ys, *networks, lam)
    return {
        **_afterwards(tensors | {"ys": ys}),
        "the training flags after the call": [
            module.training for network in networks for module in network.modules()
        ],
    }


def samples(
    solution: Any, draw: Any, *, n: int, m: int, d: int, sigma: float, dtype: str = "float32"
) -> Any:
    """two samples of different distributions"""
    return {"result": solution.mmd_rbf(*_samples(draw, n, m, d, dtype), sigma)}


def nearly_one_sample(solution: Any, draw: Any, *, n: int, d: int, sigma: float) -> Any:
    """a sample and its rows twice over, moved a little, in float64"""
    x = draw.normal(n, d, dtype="float64")
    y = torch.cat([x, x]) + draw.normal(2 * n, d, dtype="float64", std=0.02)
    return {"result": solution.mmd_rbf(x, y, sigma)}


def discrepancy_gradient(
    solution: Any, draw: Any, *, n: int, m: int, d: int, sigma: float, of: str, dtype: str = "float32"
) -> Any:
    """two samples that require a gradient"""
    x, y = _samples(draw, n, m, d, dtype)
    result = solution.mmd_rbf(x.requires_grad_(), y.requires_grad_(), sigma)
    return {f"the gradient with respect to {of}": _gradients(result, {"x": x, "y": y}[of])}


def one_sided_gradient(
    solution: Any, draw: Any, *, n: int, m: int, d: int, sigma: float, of: str
) -> Any:
    """two samples, only one of which requires a gradient"""
    x, y = _samples(draw, n, m, d)
    wanted = {"x": x, "y": y}[of].requires_grad_()
    return {f"the gradient with respect to {of}": _gradients(solution.mmd_rbf(x, y, sigma), wanted)}


def computed_sample_gradient(
    solution: Any, draw: Any, *, n: int, m: int, d: int, sigma: float, of: str
) -> Any:
    """two samples that were computed from tensors that require a gradient"""
    x, y = (part.requires_grad_() for part in _samples(draw, n, m, d))
    result = solution.mmd_rbf(1.5 * x, 1.2 * y, sigma)
    return {f"the gradient with respect to what {of} was computed from": _gradients(result, {"x": x, "y": y}[of])}


def coincident(solution: Any, draw: Any, *, n: int, m: int, d: int, sigma: float) -> Any:
    """samples that share some of their rows, one of which occurs twice"""
    x, y = _samples(draw, n, m, d)
    x[1], y[-1] = x[0], x[0]
    y[0] = x[-1]
    result = solution.mmd_rbf(x.requires_grad_(), y.requires_grad_(), sigma)
    return {
        "result": result,
        "the gradient with respect to x": _gradients(result, x),
        "the gradient with respect to y": _gradients(result, y),
    }


def sample_arguments(
    solution: Any, draw: Any, *, n: int, m: int, d: int, sigma: float, requires_grad: bool
) -> Any:
    """two samples that are looked at again after the call"""
    x, y = (part.requires_grad_(requires_grad) for part in _samples(draw, n, m, d))
    x.grad = draw.normal(n, d)
    solution.mmd_rbf(x, y, sigma)
    return _afterwards({"x": x, "y": y})


def _samples(draw: Any, n: int, m: int, d: int, dtype: str = "float32") -> tuple[Tensor, Tensor]:
    return draw.normal(n, d, dtype=dtype), draw.normal(m, d, dtype=dtype, mean=0.7, std=0.6)


def _domains(
    draw: Any, n_s: int, n_t: int, d: int, c: int, dtype: str = "float32"
) -> tuple[list[Tensor], Tensor, list[nn.Module]]:
    """Source and target features, the source's labels, a classifier and a domain head."""
    features = [draw.normal(n_s, d, dtype=dtype), draw.normal(n_t, d, dtype=dtype, mean=0.5)]
    networks = [nn.Linear(d, c), nn.Sequential(nn.Linear(d, 4), nn.Tanh(), nn.Linear(4, 1))]
    for network in networks:
        network.to(draw.device, getattr(torch, dtype))
        with torch.no_grad():
            for param in network.parameters():
                param.copy_(draw.normal(*param.shape, dtype=dtype))
    return [part.requires_grad_() for part in features], draw.integers(0, c, n_s), networks


def _domains_far_apart(
    draw: Any, n_s: int, n_t: int, d: int, c: int
) -> tuple[list[Tensor], Tensor, list[nn.Module]]:
    """Like `_domains`, with a linear domain head whose logits have sizes of 25 to 60; one of each domain is wrong."""
    _, ys, (classifier, _) = _domains(draw, n_s, n_t, d, c)
    direction, head = nn.functional.normalize(draw.normal(1, d)), nn.Linear(d, 1).to(draw.device)
    signs = torch.tensor([1.0] + [-1.0] * (n_s - 1) + [-1.0] + [1.0] * (n_t - 1), device=draw.device)
    logits = signs * draw.uniform(n_s + n_t, low=26.0, high=59.0)
    with torch.no_grad():
        head.weight.copy_(20 * direction)  # so that the features, and with them the classes' logits, stay moderate
        head.bias.copy_(draw.uniform(1, low=-0.5, high=0.5))
    features = (logits[:, None] * direction / 20).split([n_s, n_t])
    return [part.clone().requires_grad_() for part in features], ys, [classifier, head]


def _parts(features: list[Tensor], networks: list[nn.Module]) -> dict[str, Any]:
    names = ("the classifier", "the domain head")
    parameters = {name: list(network.parameters()) for name, network in zip(names, networks, strict=True)}
    return {"feat_s": features[0], "feat_t": features[1], **parameters}


def _gradients(output: Any, of: Any) -> Any:
    """The gradient of a scalar with respect to a tensor or a list of them; zero where no path leads there."""
    tensors = of if isinstance(of, list) else [of]
    if getattr(output, "requires_grad", False):
        options = {"retain_graph": True, "allow_unused": True, "materialize_grads": True}
        gradients = list(torch.autograd.grad(output.sum(), tensors, **options))
    else:
        gradients = [torch.zeros_like(tensor) for tensor in tensors]
    return gradients if isinstance(of, list) else gradients[0]


def _afterwards(tensors: dict[str, Tensor]) -> dict[str, Any]:
    return {
        **{f"{name} after the call": tensor for name, tensor in tensors.items()},
        "the .grad of the arguments after the call": {name: tensor.grad for name, tensor in tensors.items()},
        "the requires_grad of the arguments after the call": {
            name: tensor.requires_grad for name, tensor in tensors.items()
        },
        "the next number of torch's global generator": torch.rand(()),
    }
