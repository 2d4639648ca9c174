"""The reference solutions on domain adaptation and distillation agree with finite differences and scikit-learn."""

import runpy
from collections.abc import Callable
from types import SimpleNamespace

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from scipy.special import expit
from sklearn.metrics import log_loss, mean_squared_error
from sklearn.metrics.pairwise import rbf_kernel
from sklearn.preprocessing import normalize
from torch import nn
from torch.func import functional_call
from torch.testing import assert_close

from autograder.course import Course
from autograder.tests.places import ROOT

STEP = 1e-5


@pytest.fixture(scope="module")
def solved():
    """The solutions of the chapter, as attributes."""
    return SimpleNamespace(**runpy.run_path(str(Course(ROOT).assignment("ch4_transfer").solution_path)))


def normal(*shape: int, seed: int = 0) -> torch.Tensor:
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


def finite_difference(loss: Callable[[torch.Tensor], torch.Tensor], at: torch.Tensor) -> torch.Tensor:
    """The gradient of `loss` by central differences, entry by entry."""
    units = torch.eye(at.numel(), dtype=at.dtype).view(-1, *at.shape)
    with torch.no_grad():
        slopes = [(loss(at + STEP * unit) - loss(at - STEP * unit)) / (2 * STEP) for unit in units]
    return torch.stack(slopes).view(at.shape)


@pytest.mark.parametrize("gamma", [10.0, 2.5])
def test_the_schedule_is_scipy_s_sigmoid_scaled_and_moved(solved, gamma):
    for p in np.linspace(0, 1, 7).tolist():
        assert solved.dann_lambda(p, gamma) == pytest.approx(2 * expit(gamma * p) - 1)


@pytest.fixture
def game():
    """Features of two domains, labels, classifier and domain head."""
    torch.manual_seed(0)
    networks = nn.Linear(3, 4).double(), nn.Sequential(nn.Linear(3, 5), nn.Tanh(), nn.Linear(5, 1)).double()
    return normal(5, 3), normal(2, 3, seed=1), torch.tensor([3, 0, 1, 1, 2]), *networks


def domain_loss(feat_s, feat_t, domain_head):
    probabilities = torch.sigmoid(torch.cat([domain_head(feat_s), domain_head(feat_t)]))
    labels = [0] * len(feat_s) + [1] * len(feat_t)
    return torch.tensor(log_loss(labels, probabilities.detach().numpy()), dtype=torch.float64)


def test_the_adversarial_loss_is_the_sum_of_two_log_losses_of_scikit_learn(solved, game):
    feat_s, feat_t, ys, classifier, domain_head = game
    probabilities = torch.softmax(classifier(feat_s), dim=1).detach().numpy()
    expected = log_loss(ys.numpy(), probabilities, labels=range(4)) + float(domain_loss(feat_s, feat_t, domain_head))
    assert solved.dann_loss(*game, 0.7).item() == pytest.approx(expected)


def test_the_features_of_the_adversarial_loss_follow_two_finite_differences(solved, game):
    feat_s, feat_t, ys, classifier, domain_head = game
    source, target = feat_s.clone().requires_grad_(), feat_t.clone().requires_grad_()
    loss = solved.dann_loss(source, target, ys, classifier, domain_head, 0.7)
    of_source, of_target, of_bias = torch.autograd.grad(loss, [source, target, domain_head[0].bias])
    of_labels = finite_difference(lambda x: F.cross_entropy(classifier(x), ys), feat_s)
    assert_close(of_source, of_labels - 0.7 * finite_difference(lambda x: domain_loss(x, feat_t, domain_head), feat_s),
                 rtol=1e-5, atol=1e-8)
    assert_close(of_target, -0.7 * finite_difference(lambda x: domain_loss(feat_s, x, domain_head), feat_t),
                 rtol=1e-5, atol=1e-8)

    def with_bias(bias):
        return domain_loss(feat_s, feat_t, lambda x: functional_call(domain_head, {"0.bias": bias}, (x,)))

    assert_close(of_bias, finite_difference(with_bias, domain_head[0].bias.detach()), rtol=1e-5, atol=1e-8)


def test_the_discrepancy_is_made_of_scikit_learn_s_kernels(solved):
    """scikit-learn writes the width as gamma = 1 / (2 sigma^2)."""
    x, y, gamma = normal(6, 3), 0.5 + normal(4, 3, seed=1), 1 / (2 * 1.3**2)
    within = rbf_kernel(x.numpy(), gamma=gamma).mean() + rbf_kernel(y.numpy(), gamma=gamma).mean()
    expected = within - 2 * rbf_kernel(x.numpy(), y.numpy(), gamma=gamma).mean()
    assert float(solved.mmd_rbf(x, y, 1.3)) == pytest.approx(expected)


def test_the_gradients_of_the_discrepancy_are_finite_differences(solved):
    x, y = normal(4, 2), normal(3, 2, seed=1)
    y[0] = x[1]
    leaves = [part.clone().requires_grad_() for part in (x, y)]
    of_x, of_y = torch.autograd.grad(solved.mmd_rbf(*leaves, 0.8), leaves)
    assert_close(of_x, finite_difference(lambda z: solved.mmd_rbf(z, y, 0.8), x), rtol=1e-5, atol=1e-8)
    assert_close(of_y, finite_difference(lambda z: solved.mmd_rbf(x, z, 0.8), y), rtol=1e-5, atol=1e-8)


def test_the_hint_loss_is_scikit_learn_s_mean_squared_error(solved):
    fs, ft, regressor = normal(5, 3), normal(5, 4, seed=1), nn.Linear(3, 4).double()
    expected = mean_squared_error(ft.numpy(), regressor(fs).detach().numpy())
    assert solved.hint_loss(fs, ft, regressor).item() == pytest.approx(expected)


def test_attention_maps_are_normalised_as_scikit_learn_does(solved):
    """The published code takes the mean of the squared differences; the paper's equation 2 a norm."""
    fs, ft = normal(3, 2, 4, 5), normal(3, 6, 4, 5, seed=1)
    q_s, q_t = (normalize((part.numpy() ** 2).sum(1).reshape(3, 20)) for part in (fs, ft))
    assert float(solved.attention_transfer_loss(fs, ft)) == pytest.approx(((q_s - q_t) ** 2).mean())
    leaf = fs.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(solved.attention_transfer_loss(leaf, ft), leaf)
    expected = finite_difference(lambda z: solved.attention_transfer_loss(z, ft), fs)
    assert_close(gradient, expected, rtol=1e-5, atol=1e-8)
