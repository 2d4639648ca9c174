"""The reference solutions of Matching and Siamese Networks agree with torch, scikit-learn or brute force."""

import runpy
from collections import Counter
from types import SimpleNamespace

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from sklearn.metrics import log_loss
from sklearn.metrics.pairwise import cosine_similarity, paired_euclidean_distances
from sklearn.neighbors import KNeighborsClassifier
from torch import Tensor, nn
from torch.autograd import gradcheck
from torch.testing import assert_close

from autograder.course import Course
from autograder.tests.places import ROOT

LABELS = torch.tensor([2, 0, 3, 3, 0, 0, 2])  # label 1 does not occur, nor does label 4


@pytest.fixture(scope="module")
def solved():
    """The solution module of the chapter."""
    (chapter,) = (item for item in Course(ROOT).assignments if item.name == "ch3_few_shot")
    return SimpleNamespace(**runpy.run_path(str(chapter.solution_path)))


def normal(*shape: int, seed: int = 0) -> Tensor:
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


def drawn(module: nn.Module) -> nn.Module:
    """The module in float64, with parameters that do not hang on the global generator."""
    for number, value in enumerate(module.double().parameters()):
        value.data = normal(*value.shape, seed=number) / 2
    return module


def test_matching_is_scikit_learn_s_weighted_vote(solved):
    """A neighbours' vote of all rows, weighted by the exponential of the cosine; classes that do not occur are ours."""
    zq, zs = normal(5, 4), normal(7, 4, seed=1)
    voters = KNeighborsClassifier(7, metric="cosine", algorithm="brute", weights=lambda far: np.exp(1 - far))
    theirs = voters.fit(zs.numpy(), LABELS.numpy()).predict_proba(zq.numpy())
    ours = solved.matching_predict(zq, zs, LABELS, 5)
    assert_close(ours[:, [0, 2, 3]], torch.tensor(theirs))
    assert not ours[:, [1, 4]].any()


def test_matching_adds_up_scikit_learn_s_cosines(solved):
    zq, zs = normal(5, 4), normal(7, 4, seed=1)
    weights = torch.tensor(cosine_similarity(zq.numpy(), zs.numpy())).exp()
    for b, row in enumerate(weights):
        for label in range(5):
            share = sum(float(row[i]) for i in range(7) if int(LABELS[i]) == label) / float(row.sum())
            assert float(solved.matching_predict(zq, zs, LABELS, 5)[b, label]) == pytest.approx(share)


@pytest.mark.parametrize("position", [0, 1])
def test_the_gradients_of_matching_are_finite_differences(solved, position):
    both = [normal(3, 4), normal(7, 4, seed=1)]
    both[position].requires_grad_()
    assert gradcheck(lambda zq, zs: solved.matching_predict(zq, zs, LABELS, 5), both)


def test_the_matching_loss_is_scikit_learn_s_log_loss(solved):
    probs, y = torch.softmax(normal(6, 4), dim=1), torch.tensor([2, 0, 0, 1, 2, 0])
    theirs = log_loss(y.numpy(), probs.numpy(), labels=[0, 1, 2, 3])
    assert float(solved.matching_loss(probs, y)) == pytest.approx(theirs)
    assert_close(solved.matching_loss(probs, y), F.nll_loss(probs.log(), y))
    assert gradcheck(lambda p: solved.matching_loss(p, y), probs.requires_grad_())


@pytest.mark.parametrize("m", [1, 2, 6])
def test_the_support_is_read_by_two_lstms_of_one_direction(solved, m):
    """The backward one reads the rows in reversed order, and its states are turned round."""
    both, g = drawn(nn.LSTM(3, 3, bidirectional=True)), normal(m, 3)
    total = g
    for suffix, turn in (("", lambda rows: rows), ("_reverse", lambda rows: rows.flip(0))):
        one = nn.LSTM(3, 3).double()
        own = {name: value for name, value in both.named_parameters() if name.endswith("_reverse") == bool(suffix)}
        one.load_state_dict({name.removesuffix("_reverse"): value for name, value in own.items()})
        total = total + turn(one(turn(g)[:, None])[0][:, 0])
    assert_close(solved.fce_support(g, both), total)
    assert gradcheck(lambda rows: solved.fce_support(rows, both), g.requires_grad_())


@pytest.mark.parametrize("steps", [0, 1, 4])
def test_queries_are_read_by_the_equations_of_the_paper(solved, steps):
    """Query by query and gate by gate; a is torch's own attention."""
    cell, f, g = drawn(nn.LSTMCell(3, 3)), normal(4, 3), normal(5, 3, seed=9)
    for query, ours in zip(f, solved.fce_query(f, g, cell, steps), strict=True):
        h, c = query, torch.zeros_like(query)
        for _ in range(steps):
            r = F.scaled_dot_product_attention(h[None], g, g, scale=1.0)[0]
            gates = cell.weight_ih @ query + cell.bias_ih + cell.weight_hh @ (h + r) + cell.bias_hh
            take, keep, candidate, show = gates.view(4, 3)
            c = keep.sigmoid() * c + take.sigmoid() * candidate.tanh()
            h = show.sigmoid() * c.tanh() + query
        assert_close(ours, h)
    inputs = (f.requires_grad_(), g.requires_grad_())
    assert gradcheck(lambda one, other: solved.fce_query(one, other, cell, steps), inputs)


PAIRS = normal(6, 4), normal(6, 4, seed=1)
SAME = torch.tensor([1.0, 0.0, 0.0, 1.0, 0.0, 0.0], dtype=torch.float64)


def test_the_contrastive_loss_uses_scikit_learn_s_distances(solved):
    """Hadsell's equation 4, doubled, with Y = 1 - same."""
    distances = paired_euclidean_distances(*(side.numpy() for side in PAIRS))
    margin = float(sorted(distances)[3]) + 0.1
    costs = [d**2 if kind else max(0.0, margin - d) ** 2 for d, kind in zip(distances, SAME.tolist(), strict=True)]
    assert float(solved.contrastive_loss(*PAIRS, SAME, margin)) == pytest.approx(sum(costs) / 6)


def test_the_contrastive_loss_is_torch_s_embedding_losses(solved):
    """Pairs of the same class: the squared error, summed over the features."""
    assert_close(solved.contrastive_loss(*PAIRS, torch.ones_like(SAME), 1.0), 4 * F.mse_loss(*PAIRS))
    far = F.hinge_embedding_loss(F.pairwise_distance(*PAIRS, eps=0.0), -torch.ones(6), margin=3.0, reduction="none")
    assert_close(solved.contrastive_loss(*PAIRS, torch.zeros_like(SAME), 3.0), far.square().mean())


def test_the_gradients_of_the_contrastive_loss_are_finite_differences(solved):
    sides = [side.clone().requires_grad_() for side in PAIRS]
    assert gradcheck(lambda one, other: solved.contrastive_loss(one, other, SAME, 2.5), sides)


def test_the_triplet_loss_is_torch_s(solved):
    """Theirs adds 1e-6 to every difference, and here nothing."""
    triplets = [normal(8, 4, seed=seed).requires_grad_() for seed in range(3)]
    assert_close(solved.triplet_loss(*triplets, 0.7), F.triplet_margin_loss(*triplets, margin=0.7, eps=0.0))
    assert gradcheck(lambda *rows: solved.triplet_loss(*rows, 0.7), triplets)


def test_pairs_are_as_frequent_as_their_first_samples(solved):
    """The reference draws the first sample evenly from those that have a partner, then the partner evenly."""
    labels, n = torch.tensor([4, 7, 4, 9, 7, 4]), 12_000
    i, j, same = solved.make_pairs(labels, n, torch.Generator().manual_seed(0))
    assert int(same.sum()) == n // 2
    counts = Counter(frozenset(pair) for pair in torch.stack([i, j], dim=1).tolist())
    for a in range(6):
        for b in range(a):
            is_same = bool(labels[a] == labels[b])
            partners = [int(((labels == labels[k]) == is_same).sum()) - is_same for k in (a, b)]
            firsts = 5 if is_same else 6  # the 9 is alone
            expected = n / 2 / firsts * sum(1 / number for number in partners)
            assert counts[frozenset((a, b))] == pytest.approx(expected, abs=6 * expected**0.5)
