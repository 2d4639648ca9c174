"""Hidden suite of matching_predict."""

from collections.abc import Callable

from autograder.mismatch import EXACT, Tolerance
from autograder.suite import hint, points

from . import probes_matching as probes

# The contract forgives a small constant against division by zero, in float64 too.
GUARDED = Tolerance(rtol=1e-4, atol=1e-5)
# It shows more in gradients, which grow with the inverse of a row's length.
GUARDED_GRADIENT = Tolerance(rtol=1e-3, atol=1e-4)
# Added under the root, it makes a length of 0.006 longer by 1.4 per cent.
TINY = Tolerance(rtol=0.04, atol=1e-3)


@points(1)
@hint("which axis belongs to the queries, which to the labels, and how many labels are there?")
def test_shape(observe: Callable) -> None:
    """matching_predict() returns one row for each query and one column for each of the n_way labels."""
    observe(probes.unequal_labels, b=3, sizes=[2, 4, 1, 3], d=5)
    observe(probes.unequal_labels, b=6, sizes=[3, 2], d=4)


@points(1)
@hint("does the softmax run over the support rows of one query, and does every row give its whole share away?")
def test_rows_sum_to_one(observe: Callable) -> None:
    """The probabilities of each query sum to 1."""
    for seen, _ in observe(probes.unequal_labels, b=4, sizes=[3, 1, 4], d=5):
        sums = seen.sum(dim=1)
        worst = float(sums[(sums - 1).abs().argmax()])
        assert abs(worst - 1) < 1e-4, f"a row of the result sums to {worst:.5g}, expected 1"


@points(2)
@hint("what is compared, the rows or their directions? do the cosines enter the softmax as they are?")
def test_attention(compare: Callable) -> None:
    """With one support row of each label, its probability is the softmax of the cosines at this row."""
    compare(probes.one_row_of_each_label, b=4, m=6, d=5, tolerance=GUARDED)
    compare(probes.one_row_of_each_label, b=7, m=3, d=4, tolerance=GUARDED)
    compare(probes.one_row_of_each_label, b=5, m=5, d=2, tolerance=GUARDED)
    compare(probes.tiny_rows, of="zq", b=5, sizes=[1, 1, 1, 1], d=2, tolerance=TINY, cases=1)
    compare(probes.tiny_rows, of="zs", b=4, sizes=[1, 1, 1, 1, 1], d=2, tolerance=TINY, cases=1)


@points(2)
@hint("softmax first or sum first? sum or mean? and which rows of the support set have label 0, if it is not sorted?")
def test_sums_for_each_label(compare: Callable) -> None:
    """The probability of a label is the sum of the attention on its support rows, however many there are."""
    compare(probes.unequal_labels, b=4, sizes=[2, 4, 1, 3], d=5, tolerance=GUARDED)
    compare(probes.unequal_labels, b=3, sizes=[1, 5], d=4, tolerance=GUARDED)
    compare(probes.unequal_labels, b=5, sizes=[3, 3, 3], d=2, tolerance=GUARDED)
    compare(probes.unequal_labels, b=2, sizes=[7, 2, 18], d=4, tolerance=GUARDED, cases=1)
    compare(probes.repeated_rows, b=3, sizes=[1, 2, 1], d=3, tolerance=GUARDED, cases=1)
    compare(probes.short_rows, b=4, sizes=[2, 1, 3], d=3, tolerance=GUARDED)


@points(2)
@hint("what does your code make of a label that no support row has: a missing column, a division by 0, a share?")
def test_absent_labels(compare: Callable, observe: Callable) -> None:
    """A label without support rows has the probability 0, and the gradients are right all the same."""
    compare(probes.absent_labels, b=4, sizes=[2, 0, 3, 1, 0], d=3, tolerance=GUARDED_GRADIENT)
    for seen, _ in observe(probes.absent_labels, b=3, sizes=[0, 2, 0, 4, 0], d=4):
        share = float(seen["result"][:, [0, 2, 4]].abs().max())
        assert share < 1e-9, f"a label without support rows has the probability {share:.3g}, expected 0"


@points(1)
@hint("what happens to an axis of length 1 in your code?")
def test_single_rows(compare: Callable) -> None:
    """matching_predict() works with a single query, support row, feature or label, and keeps both axes."""
    compare(probes.single_rows, b=1, m=4, d=3, n_way=2, tolerance=GUARDED)
    compare(probes.single_rows, b=3, m=1, d=4, n_way=1, tolerance=GUARDED)
    compare(probes.single_rows, b=3, m=4, d=1, n_way=2, tolerance=GUARDED)
    compare(probes.single_rows, b=2, m=5, d=3, n_way=1, tolerance=GUARDED)
    compare(probes.single_rows, b=1, m=1, d=1, n_way=1, tolerance=GUARDED)


@points(1)
@hint("once the values are right: is there a detach, no_grad or item on the way, or around a length of zq?")
def test_gradient_reaches_the_queries(compare: Callable) -> None:
    """The gradient of the probabilities with respect to zq is right."""
    compare(probes.weighted_probabilities, of="zq", b=3, sizes=[2, 1, 3], d=4, tolerance=GUARDED_GRADIENT)
    compare(probes.weighted_for_one_query, of="zq", sizes=[2, 3], d=4, tolerance=GUARDED_GRADIENT, cases=1)
    compare(probes.one_sided_probabilities, of="zq", b=2, sizes=[1, 3], d=3, tolerance=GUARDED_GRADIENT, cases=1)


@points(1)
@hint("once the values are right: is there a detach, no_grad or item on the way, or around a length of zs?")
def test_gradient_reaches_the_support_set(compare: Callable) -> None:
    """The gradient of the probabilities with respect to zs is right."""
    compare(probes.weighted_probabilities, of="zs", b=3, sizes=[2, 1, 3], d=4, tolerance=GUARDED_GRADIENT)
    compare(probes.weighted_for_one_query, of="zs", sizes=[2, 3], d=4, tolerance=GUARDED_GRADIENT, cases=1)
    compare(probes.one_sided_probabilities, of="zs", b=2, sizes=[1, 3], d=3, tolerance=GUARDED_GRADIENT, cases=1)


@points(1)
@hint("in which dtype are the tensors that you create or convert to on the way?")
def test_keeps_float64(compare: Callable) -> None:
    """matching_predict() returns float64 probabilities for float64 embeddings."""
    compare(probes.unequal_labels, b=4, sizes=[2, 1, 3], d=5, dtype="float64", tolerance=GUARDED)


@points(1)
@hint("do you change an argument in place (an operation or a switch whose name ends in _, or one like /=)?")
def test_leaves_its_arguments_alone(compare: Callable) -> None:
    """matching_predict() leaves zq, zs, ys and the global random generator as they were."""
    compare(probes.predict_afterwards, b=3, sizes=[2, 1, 3], d=4, requires_grad=[False, False], tolerance=EXACT)
    compare(probes.predict_afterwards, b=3, sizes=[2, 1, 3], d=4, requires_grad=[True, True], tolerance=EXACT)
    compare(probes.predict_afterwards, b=2, sizes=[1, 3], d=5, requires_grad=[True, False], tolerance=EXACT)
    compare(probes.predict_afterwards, b=2, sizes=[1, 3], d=5, requires_grad=[False, True], tolerance=EXACT)
