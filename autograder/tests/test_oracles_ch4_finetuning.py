"""The reference solutions on fine-tuning agree with torch, torchvision and scikit-learn, or with brute force."""

import copy
import runpy
from types import SimpleNamespace

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from sklearn.linear_model import Ridge
from torch import nn
from torch.testing import assert_close
from torchvision.models import resnet18
from torchvision.ops import FrozenBatchNorm2d

from autograder.course import Course
from autograder.tests.places import ROOT


@pytest.fixture(scope="module")
def solved():
    """The solutions of the chapter, as attributes."""
    return SimpleNamespace(**runpy.run_path(str(Course(ROOT).assignment("ch4_transfer").solution_path)))


def normal(*shape: int, seed: int = 0) -> torch.Tensor:
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


def test_a_frozen_resnet_trains_like_one_with_torchvision_s_frozen_batch_norm(solved):
    # the contract leaves the statistics in training mode open; the reference uses the running ones, as torchvision does
    torch.manual_seed(0)
    ours = resnet18(num_classes=3).double()
    theirs = resnet18(num_classes=3, norm_layer=FrozenBatchNorm2d).double()
    theirs.load_state_dict(ours.state_dict())
    solved.freeze_backbone(ours, "fc").train()
    for _ in range(2):
        for network, parameters in ((ours, ours.parameters()), (theirs, theirs.fc.parameters())):
            optimizer = torch.optim.SGD(parameters, lr=0.1, momentum=0.9, weight_decay=0.1)
            optimizer.zero_grad()
            F.cross_entropy(network(normal(3, 3, 32, 32, seed=1)), torch.tensor([0, 2, 1])).backward()
            optimizer.step()
    counters = {name for name in ours.state_dict() if name.endswith("num_batches_tracked")}
    assert_close({k: v for k, v in ours.state_dict().items() if k not in counters}, dict(theirs.state_dict()))


@pytest.mark.parametrize("n", [1, 2, 5])
def test_layers_are_unfrozen_one_by_one_from_the_top(solved, n):
    layers = [nn.Linear(2, 2) for _ in range(n)]
    for epoch in (*range(2 * n + 1), 0):
        expected = [place + epoch >= n - 1 for place in range(n)]
        assert solved.gradual_unfreeze(layers, epoch) == sum(expected)
        assert [layer.bias.requires_grad for layer in layers] == expected


def test_discriminative_rates_are_a_geometric_sequence(solved):
    layers = [nn.Linear(2, 2) for _ in range(6)]
    groups = solved.discriminative_param_groups(layers, 0.3)
    np.testing.assert_allclose([group["lr"] for group in groups], np.geomspace(0.3 / 2.6**5, 0.3, 6))


@pytest.mark.parametrize("make", [
    lambda parameters, lr: torch.optim.SGD(parameters, lr=lr, momentum=0.9, weight_decay=0.1),
    lambda parameters, lr: torch.optim.Adam(parameters, lr=lr, amsgrad=True),
])
def test_an_extended_optimizer_is_two_optimizers_in_one(solved, make):
    def train(optimizers, layers, steps):
        for step in range(steps):
            for optimizer in optimizers:
                optimizer.zero_grad()
            nn.Sequential(*layers)(normal(5, 3, seed=step)).square().mean().backward()
            for optimizer in optimizers:
                optimizer.step()

    torch.manual_seed(0)
    layers = [nn.Linear(3, 3).double(), nn.Linear(3, 2).double()]
    others = copy.deepcopy(layers)
    upper, other_upper = (make(stack[1].parameters(), 0.02) for stack in (layers, others))
    train([upper], layers, 2)
    train([other_upper], others, 2)
    train([solved.sync_optimizer(upper, layers, 0.005)], layers, 3)
    train([other_upper, make(others[0].parameters(), 0.005)], others, 3)
    for one, other in zip(layers, others, strict=True):
        assert_close(dict(one.named_parameters()), dict(other.named_parameters()))


def test_the_penalty_is_that_of_ridge_regression_on_what_the_start_leaves_over(solved):
    # scikit-learn minimises ||y - Xw||^2 + a ||w||^2; around a start w0 that is ridge regression of y - X w0
    x, y, start = normal(9, 4), normal(9, seed=1), normal(1, 4, seed=2)
    ridge = Ridge(alpha=0.7, fit_intercept=False).fit(x.numpy(), (y - x @ start[0]).numpy())
    model = nn.Linear(4, 1, bias=False).double()
    with torch.no_grad():
        model.weight.copy_(start + torch.from_numpy(ridge.coef_))
    loss = (y - model(x)[:, 0]).square().sum() + solved.l2_sp_penalty(model, {"weight": start}, 2 * 0.7, 5.0)
    (slope,) = torch.autograd.grad(loss, model.weight)
    assert_close(slope, torch.zeros_like(slope), atol=1e-9, rtol=0)


def test_without_a_start_the_penalty_is_weight_decay(solved):
    models = [nn.Linear(3, 2).double() for _ in range(2)]
    models[1].load_state_dict(models[0].state_dict())
    for model, decay in zip(models, (0.0, 0.4), strict=True):
        optimizer = torch.optim.SGD(model.parameters(), lr=0.1, weight_decay=decay)
        loss = model(normal(4, 3)).square().mean()
        (loss + (0 if decay else solved.l2_sp_penalty(model, {}, 9.0, 0.4))).backward()
        optimizer.step()
    assert_close(dict(models[0].named_parameters()), dict(models[1].named_parameters()))
