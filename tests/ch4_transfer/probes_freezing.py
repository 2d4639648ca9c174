"""Freeze parts of small networks with freeze_backbone or gradual_unfreeze, train them and return what was seen."""

import copy
from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor, nn

D_IN, WIDTH, D_OUT, N = 3, 4, 2, 6


def backbone_after_steps(solution: Any, draw: Any, *, optimizer: str, steps: int, head: str = "head") -> Any:
    """a network with nested batch norm, trained by an optimizer over all its parameters"""
    model = _network(draw, head)
    before = _state(model)
    solution.freeze_backbone(model, "".join(head))  # an equal string, not the same
    _train(model, _optimizer(model, optimizer), draw, steps)
    return _before_and_after(model, before, head)


def backbone_after_switches(
    solution: Any, draw: Any, *, calls: Sequence[str], is_training: bool = True, steps: int = 3
) -> Any:
    """a network with nested batch norm, whose train() and eval() are called before and between the steps"""
    model = _network(draw, "head").train(is_training)
    before = _state(model)
    solution.freeze_backbone(model)
    optimizer = _optimizer(model, "SGD")
    for call in calls:
        getattr(model, call)()
        _train(model, optimizer, draw, steps)
    return _before_and_after(model, before, "head")


def backbone_trained_before(solution: Any, draw: Any, *, optimizer: str, steps: int) -> Any:
    """a network that was trained as a whole before, with an optimizer that remembers those steps"""
    model = _network(draw, "head")
    used = _optimizer(model, optimizer)
    _train(model, used, draw, steps)
    before = _state(model)
    solution.freeze_backbone(model)
    _train(model, used, draw, steps)
    return _before_and_after(model, before, "head")


def backbone_of_convolutions(solution: Any, draw: Any, *, head: str, steps: int) -> Any:
    """a network with batch norm in one, two and three dimensions"""
    model = _new_class()(
        stem=nn.Conv3d(1, 2, 1), deep=nn.BatchNorm3d(2), flat=nn.Flatten(2, 3), wide=nn.BatchNorm2d(2, affine=False),
        row=nn.Flatten(1), one=nn.BatchNorm1d(16), **{head: nn.Linear(16, D_OUT)},
    )  # fmt: skip
    _filled(draw, model)
    before = _state(model)
    solution.freeze_backbone(model, head)
    model.train()
    _train(model, _optimizer(model, "SGD"), draw, steps, shape=(1, 2, 2, 2))
    return _before_and_after(model, before, head)


def backbone_in_a_list(solution: Any, draw: Any, *, head: str, steps: int) -> Any:
    """a network that holds blocks with batch norm in an nn.ModuleList and calls them one by one"""
    blocks = nn.ModuleList([nn.Linear(D_IN, WIDTH), nn.Sequential(nn.BatchNorm1d(WIDTH), nn.Tanh())])
    model = _filled(draw, _new_class()(blocks=blocks, **{head: nn.Linear(WIDTH, D_OUT)}))
    before = _state(model)
    solution.freeze_backbone(model, head)
    model.train()
    _train(model, _optimizer(model, "SGD"), draw, steps)
    return _before_and_after(model, before, head)


def head_after_steps(
    solution: Any, draw: Any, *, optimizer: str, steps: int, head: str = "head", calls: Sequence[str] = ()
) -> Any:
    """a network without batch norm in its backbone and with batch norm in its head"""
    last = nn.Sequential(nn.Linear(WIDTH, 5), nn.BatchNorm1d(5), nn.Tanh(), nn.Linear(5, D_OUT))
    model = _filled(draw, _new_class()(first=(head, last), stem=nn.Linear(D_IN, WIDTH), act=nn.Tanh()))
    solution.freeze_backbone(model, head)
    for call in calls:
        getattr(model, call)()
    _train(model, _optimizer(model, optimizer), draw, steps)
    state = model.get_submodule(head).state_dict()
    return {f"after {steps} training steps, the head's": state}


def head_called_first(solution: Any, draw: Any, *, steps: int) -> Any:
    """a network whose head is called before a layer that is frozen"""
    head = nn.Sequential(nn.Linear(D_IN, 5), nn.BatchNorm1d(5), nn.Tanh(), nn.Linear(5, WIDTH))
    model = _filled(draw, _new_class()(head=head, readout=nn.Linear(WIDTH, D_OUT)))
    solution.freeze_backbone(model)
    _train(model, _optimizer(model, "SGD"), draw, steps)
    return {
        f"after {steps} training steps, the head's": model.get_submodule("head").state_dict(),
        f"after {steps} training steps, the frozen layer's": model.get_submodule("readout").state_dict(),
    }


def head_of_batch_norm(solution: Any, draw: Any, *, steps: int) -> Any:
    """a network whose head is a batch norm layer"""
    model = _filled(draw, _new_class()(stem=nn.Linear(D_IN, D_OUT), act=nn.Tanh(), head=nn.BatchNorm1d(D_OUT)))
    solution.freeze_backbone(model)
    _train(model, _optimizer(model, "SGD"), draw, steps)
    return {f"after {steps} training steps, the head's": model.get_submodule("head").state_dict()}


def modes(solution: Any, draw: Any, *, calls: Sequence[str]) -> Any:
    """a network with batch norm and dropout in its head, whose train() and eval() are called"""
    head = nn.Sequential(nn.Dropout(0.5), nn.Linear(WIDTH, 5), nn.BatchNorm1d(5), nn.Linear(5, D_OUT))
    model = _new_class()(stem=nn.Linear(D_IN, WIDTH), norm=nn.BatchNorm1d(WIDTH), head=head)
    solution.freeze_backbone(_filled(draw, model))
    seen = {}
    for call in calls:
        getattr(model, call)()
        flags = {name or "(itself)": module.training for name, module in head.named_modules()}
        seen[f"after {call}(), the training flag of the head"] = flags
        if call == "eval":
            seen["after eval(), the training flag of the model"] = model.training
    return seen


def evaluation_outputs(solution: Any, draw: Any) -> Any:
    """a network in evaluation mode, right after the call"""
    model = _network(draw, "head")
    solution.freeze_backbone(model)
    return {"in evaluation mode, the model's output": model.eval()(draw.normal(N, D_IN)).detach()}


def returned_model(solution: Any, draw: Any) -> Any:
    """a network with nested batch norm"""
    model = _network(draw, "head")
    returned = solution.freeze_backbone(model)
    return {"whether the result is the model that was handed in": returned is model}


def another_model(solution: Any, draw: Any, *, steps: int) -> Any:
    """two networks of the same class, of which only one is frozen; the other one is trained"""
    kind = _new_class()
    frozen, other = _network(draw, "head", kind), _network(draw, "head", kind)
    solution.freeze_backbone(frozen)
    other.train()
    _train(other, _optimizer(other, "SGD"), draw, steps)
    return {"after training, the other model's": other.state_dict()}


class _Chain(nn.Module):
    """Children under given names, called one after the other; `first` is defined first and called last.

    A list of modules cannot be called: the modules in it are. `factor` is a parameter of the chain itself, which
    scales what the children give.
    """

    def __init__(
        self,
        first: tuple[str, nn.Module] | None = None,
        factor: nn.Parameter | None = None,
        **children: nn.Module,
    ) -> None:
        super().__init__()
        self.register_parameter("factor", factor)
        for name, child in ([first] if first else []) + list(children.items()):
            self.add_module(name, child)
        self.order = [*children, *([first[0]] if first else [])]

    def forward(self, x: Tensor) -> Tensor:
        for name in self.order:
            child = getattr(self, name)
            for part in child if isinstance(child, nn.ModuleList) else [child]:
                x = part(x)
        return x if self.factor is None else self.factor * x


def _new_class() -> type[_Chain]:
    """A class for the networks of one case, so that what a submission changes of it stays in this case."""
    return type(_Chain.__name__, (_Chain,), {})


def _network(draw: Any, head: str, kind: type[_Chain] | None = None) -> nn.Module:
    """A backbone with batch norm as a child, nested and under misleading names, and a linear head.

    Some of its parameters belong to another layer than a linear one or batch norm, or to a module with children.
    """
    kind = kind or _new_class()
    named_alike = nn.Sequential(nn.Linear(WIDTH, WIDTH), nn.BatchNorm1d(WIDTH, affine=False))
    norm = nn.BatchNorm1d(WIDTH, momentum=None)
    inner = kind(factor=nn.Parameter(torch.ones(WIDTH)), **{head: named_alike, "norm": norm})
    model = kind(
        first=(head, nn.Linear(WIDTH, D_OUT)),
        stem=nn.Linear(D_IN, WIDTH),
        norm=nn.BatchNorm1d(WIDTH),
        act=nn.Tanh(),
        body=nn.Sequential(nn.Sequential(inner, nn.LayerNorm(WIDTH), nn.Tanh()), nn.BatchNorm1d(WIDTH, affine=False)),
        **{f"{head}_norm": nn.BatchNorm1d(WIDTH, eps=0.1), f"pre{head}": nn.Linear(WIDTH, WIDTH)},
    )
    return _filled(draw, model)


def _filled(draw: Any, model: nn.Module) -> nn.Module:
    """Give the model drawn parameters, and batch norm statistics as if it had been trained."""
    model.to(draw.device)
    with torch.no_grad():
        for value in model.parameters():
            value.copy_(draw.normal(*value.shape, std=0.7))
        for norm in model.modules():
            if isinstance(norm, nn.modules.batchnorm._BatchNorm):
                norm.running_mean.copy_(draw.normal(norm.num_features))
                norm.running_var.copy_(draw.uniform(norm.num_features, low=0.5, high=2.5))
                norm.num_batches_tracked.fill_(17)
    return model


def _optimizer(model: nn.Module, name: str) -> torch.optim.Optimizer:
    if name == "AdamW":
        return torch.optim.AdamW(model.parameters(), lr=0.05, weight_decay=0.3)
    return torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.9, weight_decay=0.3)


def _train(
    model: nn.Module, optimizer: torch.optim.Optimizer, draw: Any, steps: int, shape: Sequence[int] = (D_IN,)
) -> None:
    for _ in range(steps):
        optimizer.zero_grad()
        output = model(draw.normal(N, *shape, mean=0.5))
        loss = (output - draw.normal(N, D_OUT)).square().mean()
        if not loss.requires_grad:
            raise RuntimeError("in training the loss has no gradient: no parameter that it depends on requires one")
        loss.backward()
        optimizer.step()


def _state(model: nn.Module) -> dict[str, tuple[Tensor, Tensor]]:
    """Parameters and buffers by name: the tensors themselves and copies of their values."""
    state = model.state_dict(keep_vars=True)
    return {name: (value, copy.deepcopy(value.detach())) for name, value in state.items()}


def _before_and_after(model: nn.Module, before: dict[str, tuple[Tensor, Tensor]], head: str) -> Any:
    """The children but the head; a tensor that the model no longer has under its name is looked at itself."""
    now = model.state_dict()
    names = [name for name in before if name.split(".")[0] != head]
    return {
        "before": {name: before[name][1] for name in names},
        "after": {name: now.get(name, before[name][0]) for name in names},
    }
