"""The reference solutions of chapter 3 agree with implementations that others wrote, or with brute force."""

import runpy
from types import SimpleNamespace

import pytest
import torch
import torch.nn.functional as F
from sklearn.metrics import log_loss, mean_squared_error
from sklearn.metrics.pairwise import euclidean_distances
from sklearn.neighbors import NearestCentroid
from sklearn.preprocessing import label_binarize
from torch import Tensor
from torch.testing import assert_close

from autograder.course import Course
from autograder.tests.places import ROOT


@pytest.fixture(scope="module")
def solved():
    """The solution module of the chapter."""
    (chapter,) = (item for item in Course(ROOT).assignments if item.name == "ch3_few_shot")
    return SimpleNamespace(**runpy.run_path(str(chapter.solution_path)))


def normal(*shape: int, seed: int = 0) -> Tensor:
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


LABELS = torch.tensor([2, 0, 3, 3, 1, 0, 2, 3, 2])


def test_prototypes_are_the_centroids_of_scikit_learn(solved):
    z = normal(9, 4)
    theirs = NearestCentroid().fit(z.numpy(), LABELS.numpy()).centroids_
    assert_close(solved.class_prototypes(z, LABELS, 4), torch.tensor(theirs))


def test_prototypes_are_those_of_learn2learn(solved):
    """learn2learn numbers the classes by sorted labels, and takes as many classes as occur."""
    prototypes = pytest.importorskip("learn2learn").nn.PrototypicalClassifier
    z = normal(9, 4)
    assert_close(solved.class_prototypes(z, LABELS, 4), prototypes(support=z, labels=LABELS).prototypes)


def test_the_prototypical_loss_is_that_of_learn2learn_s_classifier(solved):
    """Its logits are the negative squared distances to the prototypes of the support set."""
    classifier = pytest.importorskip("learn2learn").nn.PrototypicalClassifier
    z, zq, yq = normal(9, 4), normal(6, 4, seed=1), torch.tensor([3, 0, 0, 2, 1, 3])
    logits = classifier(support=z, labels=LABELS, distance="euclidean")(zq)
    loss, accuracy = solved.proto_loss(zq, yq, solved.class_prototypes(z, LABELS, 4))
    assert_close(loss, F.cross_entropy(logits, yq))
    assert accuracy == pytest.approx(float((logits.argmax(dim=1) == yq).double().mean()))


def test_the_prototypical_loss_is_scikit_learn_s_log_loss(solved):
    zq, prototypes, yq = normal(6, 4), normal(3, 4, seed=1), torch.tensor([2, 0, 0, 2, 1, 2])
    sq_dists = torch.tensor(euclidean_distances(zq.numpy(), prototypes.numpy(), squared=True))
    weights = torch.exp(-sq_dists)
    probs = weights / weights.sum(dim=1, keepdim=True)
    loss, accuracy = solved.proto_loss(zq, yq, prototypes)
    assert float(loss) == pytest.approx(log_loss(yq.numpy(), probs.numpy(), labels=[0, 1, 2]))
    assert accuracy == pytest.approx(float((sq_dists.argmin(dim=1) == yq).double().mean()))


@pytest.mark.parametrize("position", [0, 1])
def test_the_gradients_of_the_prototypical_loss_are_finite_differences(solved, position):
    yq = torch.tensor([2, 0, 1, 2, 2])
    arguments = [normal(5, 3).requires_grad_(), normal(4, 3, seed=1).requires_grad_()]

    def loss(argument: Tensor) -> Tensor:
        both = [item.detach() for item in arguments]
        both[position] = argument
        return solved.proto_loss(both[0], yq, both[1])[0]

    assert torch.autograd.gradcheck(loss, arguments[position])


def test_relation_pairs_are_every_prototype_beside_every_query(solved):
    prototypes, queries = normal(3, 2, 4, 5), normal(6, 2, 4, 5, seed=1)
    pairs = solved.relation_pairs(prototypes, queries)
    for b, query in enumerate(queries):
        for n, prototype in enumerate(prototypes):
            assert torch.equal(pairs[b, n, :2], prototype)
            assert torch.equal(pairs[b, n, 2:], query)


def test_relation_pairs_are_the_rows_that_the_published_code_repeats(solved):
    """Sung et al. repeat the classes per query and the queries per class, transpose the latter, and concatenate."""
    prototypes, queries = normal(3, 2, 4, 4), normal(6, 2, 4, 4, seed=1)
    sample = prototypes.unsqueeze(0).repeat(6, 1, 1, 1, 1)
    batch = torch.transpose(queries.unsqueeze(0).repeat(3, 1, 1, 1, 1), 0, 1)
    assert torch.equal(solved.relation_pairs(prototypes, queries), torch.cat((sample, batch), 2))


def test_the_relation_loss_is_scikit_learn_s_squared_error(solved):
    """The last class is absent; scikit-learn is told which classes there are."""
    scores = torch.rand(5, 4, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
    y = LABELS[:2].repeat(3)[:5]
    targets = label_binarize(y.numpy(), classes=[0, 1, 2, 3])
    assert float(solved.relation_loss(scores, y)) == pytest.approx(mean_squared_error(targets, scores.numpy()))
    assert torch.autograd.gradcheck(lambda s: solved.relation_loss(s, y), scores.requires_grad_())
