"""The reference solutions of chapter 4 agree with implementations that others wrote, or with brute force."""

import copy
import math
import runpy
from collections import deque
from types import SimpleNamespace

import numpy as np
import pytest
import scipy.special
import torch
import torch.nn.functional as F
import torchvision
from sklearn.metrics import log_loss
from sklearn.metrics.pairwise import cosine_similarity
from sklearn.preprocessing import StandardScaler
from torch import nn
from torch.optim import swa_utils
from torch.testing import assert_close
from torchvision.models.feature_extraction import create_feature_extractor

from autograder.course import Course
from autograder.tests.places import ROOT


@pytest.fixture(scope="module")
def solved():
    """The solutions of the chapter, as attributes."""
    return SimpleNamespace(**runpy.run_path(str(Course(ROOT).assignment("ch4_transfer").solution_path)))


def normal(*shape: int, seed: int = 0) -> torch.Tensor:
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


def test_nt_xent_is_the_sum_over_all_pairs_written_out(solved):
    z1, z2 = 3 * normal(4, 5), normal(4, 5, seed=1) / 7
    z, total = np.concatenate([z1.numpy(), z2.numpy()]), 0.0
    for i in range(8):
        cosines = [z[i] @ z[k] / np.linalg.norm(z[i]) / np.linalg.norm(z[k]) for k in range(8)]
        others = sum(math.exp(cosines[k] / 0.3) for k in range(8) if k != i)
        total -= math.log(math.exp(cosines[(i + 4) % 8] / 0.3) / others)
    assert float(solved.nt_xent(z1, z2, 0.3)) == pytest.approx(total / 8)


def test_nt_xent_has_the_gradient_of_finite_differences(solved):
    views = [normal(3, 4, seed=seed).requires_grad_() for seed in (2, 3)]
    assert torch.autograd.gradcheck(lambda z1, z2: solved.nt_xent(z1, z2, 0.4), views)


def test_moco_loss_is_scikit_learn_s_log_loss_of_the_first_class(solved):
    q, k, queue = 2 * normal(3, 4), normal(3, 4, seed=1), F.normalize(normal(6, 4, seed=2), dim=1)
    similarities = np.array([
        [cosine_similarity([q_row], [row])[0, 0] for row in (k_row, *queue.tolist())]
        for q_row, k_row in zip(q.tolist(), k.tolist(), strict=True)
    ])
    probabilities = scipy.special.softmax(similarities / 0.2, axis=1)
    expected = log_loss([0, 0, 0], probabilities, labels=range(7))
    assert float(solved.moco_loss(q, k, queue, 0.2)) == pytest.approx(expected)
    q.requires_grad_()
    assert torch.autograd.gradcheck(lambda q: solved.moco_loss(q, k, queue, 0.2), [q])


def test_momentum_update_is_torch_s_moving_average_of_a_model(solved):
    # AveragedModel counts its updates and copies at the first one; ours averages from the first update on.
    query = nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4), nn.Linear(4, 2))
    key = copy.deepcopy(query).requires_grad_(False)
    average = swa_utils.AveragedModel(query, multi_avg_fn=swa_utils.get_ema_multi_avg_fn(0.9))
    average.update_parameters(query)
    for seed in range(3):
        with torch.no_grad():
            for value in query.parameters():
                value.copy_(normal(*value.shape, seed=seed))
        solved.momentum_update(query, key, 0.9)
        average.update_parameters(query)
    for ours, theirs in zip(key.parameters(), average.module.parameters(), strict=True):
        assert_close(ours, theirs.detach())


def test_enqueue_keeps_what_a_deque_of_the_same_length_keeps(solved):
    queue, ptr, kept = torch.zeros(7, 2), 0, deque([[0.0, 0.0]] * 7, maxlen=7)
    for step, size in enumerate((3, 3, 5, 7, 1, 2)):
        keys = normal(size, 2, seed=step).float()
        ptr = solved.enqueue(queue, ptr, keys)
        kept.extend(keys.tolist())
        assert queue.roll(-ptr, dims=0).tolist() == list(kept)


def test_standardize_is_scikit_learn_s_scaler(solved):
    # StandardScaler divides a constant feature by 1: a test value that differs comes out as the plain difference.
    train, test = 4 + 2 * normal(9, 3), normal(5, 3, seed=1)
    train[:, 1] = test[:, 1] = 0.25
    scaler = StandardScaler().fit(train.numpy())
    ours = solved.standardize(train, test)
    for mine, theirs in zip(ours, map(scaler.transform, (train.numpy(), test.numpy())), strict=True):
        np.testing.assert_allclose(mine.numpy(), theirs, rtol=1e-7, atol=1e-9)


def test_extract_features_is_torchvision_s_feature_extractor(solved):
    model = torchvision.models.resnet18()
    extractor = create_feature_extractor(model.eval(), {"flatten": "features"})
    x = normal(5, 3, 32, 32).float()
    with torch.no_grad():
        expected = extractor(x)["features"]
    encoder = nn.Sequential(*list(model.train().children())[:-1], nn.Flatten())
    assert_close(solved.extract_features(encoder.train(), x, 2), expected)
    assert encoder.training
