"""The reference solutions agree with implementations that others wrote, or with brute force."""

import math
import runpy
import statistics
from types import SimpleNamespace

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from sklearn.metrics.pairwise import euclidean_distances
from sklearn.neighbors import KNeighborsClassifier
from torch import nn
from torch.testing import assert_close

from autograder.course import Course
from autograder.tests.places import ROOT


@pytest.fixture(scope="module")
def solved():
    """The solution modules, by chapter: solved.ch2_maml.inner_loop."""
    return SimpleNamespace(**{
        item.name: SimpleNamespace(**runpy.run_path(str(item.solution_path))) for item in Course(ROOT).assignments
    })


def normal(*shape: int, seed: int = 0) -> torch.Tensor:
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


@pytest.mark.parametrize(("metric", "theirs"), [("euclidean", "euclidean"), ("cosine", "cosine")])
def test_nearest_neighbours_are_those_of_scikit_learn(solved, metric, theirs):
    support, query = normal(30, 4), normal(20, 4, seed=1)
    labels = torch.arange(30) // 3 * 7
    judge = KNeighborsClassifier(1, metric=theirs, algorithm="brute").fit(support.numpy(), labels.numpy())
    ours = solved.ch1_fundamentals.nearest_neighbour_predict(support, labels, query, metric)
    assert ours.tolist() == judge.predict(query.numpy()).tolist()


def test_mean_ci95_has_the_standard_error_of_the_statistics_module(solved):
    accuracies = [0.31, 0.52, 0.49, 0.77, 0.40]
    mean, half_width = solved.ch1_fundamentals.mean_ci95(accuracies)
    assert float(mean) == pytest.approx(statistics.fmean(accuracies))
    assert float(half_width) == pytest.approx(1.96 * statistics.stdev(accuracies) / math.sqrt(5))


def test_mean_ci95_covers_the_mean_as_often_as_it_says(solved):
    draws = np.random.default_rng(0).normal(0.6, 0.1, size=(4_000, 100))
    intervals = [solved.ch1_fundamentals.mean_ci95(row.tolist()) for row in draws]
    covered = np.mean([abs(float(mean) - 0.6) <= float(half_width) for mean, half_width in intervals])
    assert covered == pytest.approx(0.947, abs=0.012)  # 1.96 instead of Student's t costs a third of a point at n = 100


def test_memory_read_is_attention_with_cosines(solved):
    key, memory = normal(3, 5), normal(7, 5, seed=1)
    read, weights = solved.ch1_fundamentals.memory_read(key, memory, 4.0)
    cosines = F.cosine_similarity(key[:, None], memory[None], dim=2)
    assert_close(weights, torch.softmax(4.0 * cosines, dim=1))
    query = F.normalize(key, dim=1)[None]
    attention = F.scaled_dot_product_attention(query, F.normalize(memory, dim=1)[None], memory[None], scale=4.0)
    assert_close(read, attention[0])


def test_a_sinusoid_task_is_numpy_s_sine(solved):
    xs, ys, xq, yq, amplitude, phase = solved.ch1_fundamentals.sinusoid_task(6, 9, torch.Generator().manual_seed(0))
    for x, y in ((xs, ys), (xq, yq)):
        expected = float(amplitude) * np.sin(x.double().numpy() + float(phase))
        np.testing.assert_allclose(y.numpy(), expected, rtol=1e-4, atol=1e-5)


def test_an_episode_can_be_read_by_learn2learn_s_partition(solved):
    partition_task = pytest.importorskip("learn2learn").data.utils.partition_task
    labels = torch.arange(8).repeat_interleave(6)
    support, support_y, query, query_y, _ = solved.ch1_fundamentals.sample_episode(
        labels, 5, 2, 2, torch.Generator().manual_seed(3))
    positions, y = torch.cat([support, query]), torch.cat([support_y, query_y])
    (one, one_y), (other, other_y) = partition_task(positions[:, None].double(), y, shots=2)
    assert sorted(one_y.tolist()) == sorted(other_y.tolist()) == sorted([0, 1, 2, 3, 4] * 2)
    assert not set(one.flatten().tolist()) & set(other.flatten().tolist())


@pytest.fixture(scope="module")
def maml():
    return pytest.importorskip("learn2learn").algorithms.MAML


@pytest.fixture
def model():
    torch.manual_seed(0)
    return nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 2)).double()


@pytest.fixture
def fn(model):
    return lambda params, x: torch.func.functional_call(model, params, (x,))


def task(seed: int, n_support: int = 5, n_query: int = 6) -> tuple[torch.Tensor, ...]:
    sizes = ((n_support, 3), (n_support, 2), (n_query, 3), (n_query, 2))
    return tuple(normal(*size, seed=seed + number) for number, size in enumerate(sizes))


TASKS = [task(0), task(10, 4, 7), task(20, 6, 3)]


def adapted_query_loss(learner, task, steps):
    """learn2learn adapts a module in place of a dict, and takes the losses from the caller."""
    xs, ys, xq, yq = task
    for _ in range(steps):
        learner.adapt(F.mse_loss(learner(xs), ys))
    return F.mse_loss(learner(xq), yq)


def gradients(loss, model):
    return dict(zip(dict(model.named_parameters()), torch.autograd.grad(loss, list(model.parameters())), strict=True))


def test_the_inner_loop_is_learn2learn_s(solved, maml, model, fn):
    params, (xs, ys, xq, yq) = dict(model.named_parameters()), TASKS[0]
    adapted = solved.ch2_maml.inner_loop(fn, params, xs, ys, 0.1, 3)
    theirs = adapted_query_loss(maml(model, lr=0.1).clone(), TASKS[0], 3)
    assert_close(gradients(F.mse_loss(fn(adapted, xq), yq), model), gradients(theirs, model))


def test_the_meta_loss_is_learn2learn_s_averaged_over_tasks(solved, maml, model, fn):
    ours = solved.ch2_maml.maml_meta_loss(fn, dict(model.named_parameters()), TASKS, 0.1, 3)
    theirs = sum(adapted_query_loss(maml(model, lr=0.1).clone(), item, 3) for item in TASKS) / 3
    assert_close(ours, theirs)
    assert_close(gradients(ours, model), gradients(theirs, model))


def test_first_order_gradients_are_learn2learn_s(solved, maml, model, fn):
    """Theirs come with respect to the first parameters, along the identity path; the numbers are the same."""
    ours = solved.ch2_maml.fomaml_grads(fn, dict(model.named_parameters()), TASKS, 0.1, 2)
    learner = maml(model, lr=0.1, first_order=True)
    theirs = sum(adapted_query_loss(learner.clone(), item, 2) for item in TASKS) / 3
    assert_close({name: ours[name].detach() for name in ours}, gradients(theirs, model))


def test_the_hessian_vector_product_gives_the_gradient_through_one_step(solved, maml, model, fn):
    ours = solved.ch2_maml.maml_grad_hvp(fn, dict(model.named_parameters()), TASKS[1], 0.1)
    theirs = gradients(adapted_query_loss(maml(model, lr=0.1).clone(), TASKS[1], 1), model)
    assert_close([part.detach() for part in ours], list(theirs.values()))


def test_the_multi_step_loss_weighs_learn2learn_s_losses(solved, maml, model, fn):
    weights = torch.tensor([0.2, 0.7, 0.4], dtype=torch.float64)
    ours = solved.ch2_maml.multi_step_loss(fn, dict(model.named_parameters()), TASKS[0], 0.1, weights)
    learner = maml(model, lr=0.1)
    theirs = sum(weight * adapted_query_loss(learner.clone(), TASKS[0], steps)
                 for steps, weight in enumerate(weights, start=1))
    assert_close(ours, theirs)
    assert_close(gradients(ours, model), gradients(theirs, model))


def test_meta_test_measures_what_learn2learn_does(solved, maml, model):
    theirs = [adapted_query_loss(maml(model, lr=0.1, first_order=True).clone(), item, 4) for item in TASKS]
    assert_close(solved.ch2_maml.meta_test(model, TASKS, 0.1, 4).detach(), torch.stack(theirs).detach())


def test_a_gradient_step_is_torch_s_sgd(solved):
    params, grads = {"a": normal(3, 2), "b": normal(4, seed=1)}, {"a": normal(3, 2, seed=2), "b": normal(4, seed=3)}
    leaves = {name: value.clone().requires_grad_() for name, value in params.items()}
    for name, leaf in leaves.items():
        leaf.grad = grads[name]
    torch.optim.SGD(list(leaves.values()), lr=0.3).step()
    expected = {name: leaf.detach() for name, leaf in leaves.items()}
    assert_close(solved.ch2_maml.sgd_update(params, grads, 0.3), expected)
    rates = {name: torch.tensor([0.9, 0.3], dtype=torch.float64) for name in params}
    assert_close(solved.ch2_maml.lslr_update(params, grads, rates, 1), expected)


def test_a_reptile_step_interpolates_towards_the_mean(solved):
    params = {"a": normal(3, 2)}
    adapted = [{"a": normal(3, 2, seed=seed)} for seed in (1, 2, 3)]
    mean = torch.stack([item["a"] for item in adapted]).mean(dim=0)
    assert_close(solved.ch2_maml.reptile_update(params, adapted, 0.3)["a"], torch.lerp(params["a"], mean, 0.3))


@pytest.mark.parametrize(("n_steps", "epoch", "n_epochs"),
                         [(5, 0, 15), (5, 7, 15), (3, 15, 15), (4, 40, 15), (1, 3, 2)])
def test_the_multi_step_weights_follow_the_published_increments(solved, n_steps, epoch, n_epochs):
    """MAML++ counts the final weight up by what the others lose, as far as their floors allow."""
    rate, floor = 1 / n_steps / n_epochs, 0.03 / n_steps
    expected = [max(1 / n_steps - epoch * rate, floor)] * (n_steps - 1)
    expected.append(min(1 / n_steps + epoch * (n_steps - 1) * rate, 1 - (n_steps - 1) * floor))
    assert solved.ch2_maml.msl_weights(n_steps, epoch, n_epochs).tolist() == pytest.approx(expected, abs=1e-6)


def test_squared_distances_are_those_of_scikit_learn(solved):
    a, b = normal(6, 4), normal(9, 4, seed=1)
    theirs = torch.tensor(euclidean_distances(a.numpy(), b.numpy(), squared=True))
    assert_close(solved.ch3_few_shot.pairwise_sq_dists(a, b), theirs)


def test_a_reversed_gradient_is_minus_the_finite_difference(solved):
    x = normal(4, 3).requires_grad_()
    (gradient,) = torch.autograd.grad(solved.ch4_transfer.grad_reverse(x, 0.7).sin().sum(), x)
    step = 1e-6
    finite = torch.stack([
        ((x + step * unit).sin().sum() - (x - step * unit).sin().sum()) / (2 * step)
        for unit in torch.eye(12, dtype=torch.float64).view(12, 4, 3)
    ]).detach().view(4, 3)
    assert_close(gradient, -0.7 * finite, rtol=1e-6, atol=1e-8)


def test_the_distillation_loss_is_torch_s_divergence(solved):
    """torch's kl_div takes log-probabilities first, and "batchmean" divides by the batch, not by the entries."""
    student, teacher, y = normal(5, 7), normal(5, 7, seed=1), torch.arange(5)
    divergence = F.kl_div(F.log_softmax(student / 3, 1), F.softmax(teacher / 3, 1), reduction="batchmean")
    expected = 0.4 * 9 * divergence + 0.6 * F.cross_entropy(student, y)
    assert_close(solved.ch4_transfer.kd_loss(student, teacher, y, 3.0, 0.4), expected)
