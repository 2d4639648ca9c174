"""Hidden suite of class_prototypes."""

from collections.abc import Callable

from autograder.suite import hint, points

from . import probes_prototypes as probes


@points(1)
@hint("one row per class, one column per feature: which axes does your result have, and which one is averaged away?")
def test_shape(observe: Callable[..., object]) -> None:
    """class_prototypes() returns one row for each class and one column for each feature."""
    observe(probes.sorted_support, n_way=5, k_shot=3, d=4)
    observe(probes.sorted_support, n_way=2, k_shot=4, d=6)


@points(1)
@hint("average the rows of one class on paper: what is added, and by what number is it divided?")
def test_averages_each_class(compare: Callable[..., None]) -> None:
    """class_prototypes() averages the rows of each class."""
    compare(probes.sorted_support, n_way=5, k_shot=3, d=4)
    compare(probes.sorted_support, n_way=3, k_shot=5, d=2)
    compare(probes.rectified_support, n_way=3, k_shot=4, d=5, cases=2)
    compare(probes.large_entries, sizes=[3, 1, 2], d=4, cases=1)


@points(2)
@hint("how do you find the rows of a class: by their labels, or by where they stand?")
def test_labels_in_any_order(compare: Callable[..., None]) -> None:
    """class_prototypes() puts class j into row j, in whichever order the labels come."""
    compare(probes.support_set, sizes=[3, 3, 3, 3], d=5)
    compare(probes.support_set, sizes=[2, 2, 2, 2, 2], d=3)


@points(2)
@hint("does each class divide by its own number of rows?")
def test_classes_of_different_sizes(compare: Callable[..., None]) -> None:
    """class_prototypes() divides by the size of each class, also where classes differ in size."""
    compare(probes.support_set, sizes=[3, 1, 4, 2, 2], d=4)
    compare(probes.support_set, sizes=[1, 6, 2], d=5)


@points(1)
@hint("what does your code do with a class of one row, with a single class, with a single feature?")
def test_single_rows_and_classes(compare: Callable[..., None]) -> None:
    """class_prototypes() is right and keeps both axes for one row per class, for one class and for one feature."""
    compare(probes.support_set, sizes=[1, 1, 1, 1], d=3)
    compare(probes.support_set, sizes=[4], d=3)
    compare(probes.support_set, sizes=[2, 3, 1], d=1)
    compare(probes.support_set, sizes=[1], d=1)


@points(2)
@hint("once the values are right: is there a detach, no_grad, .data, item or numpy between z and the result?")
def test_gradient_reaches_every_row(compare: Callable[..., None]) -> None:
    """The gradient of the prototypes with respect to z is right for every row."""
    compare(probes.weighted_prototypes, sizes=[3, 1, 4, 2], d=3)
    compare(probes.weighted_one_shot, n_way=4, d=3, cases=1)
    compare(probes.weighted_prototypes, sizes=[3, 14], d=2, cases=1)


@points(1)
@hint("in which dtype are the tensors that you create or convert to on the way?")
def test_keeps_float64(compare: Callable[..., None]) -> None:
    """class_prototypes() computes in float64 and returns float64 when it is given float64."""
    compare(probes.support_set, sizes=[2, 4, 3], d=4, dtype="float64")
    compare(probes.cancelling_support, n_way=3, d=4)


@points(1)
@hint("do you change z or y in place (an operation or a switch whose name ends in _, or one like -=)?")
def test_leaves_its_arguments_alone(compare: Callable[..., None]) -> None:
    """class_prototypes() leaves z, y and the global random generator as they were."""
    compare(probes.support_afterwards, sizes=[3, 1, 4], d=3, requires_grad=False)
    compare(probes.support_afterwards, sizes=[2, 3], d=4, requires_grad=True)
