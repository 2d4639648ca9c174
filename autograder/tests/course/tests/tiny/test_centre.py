"""Hidden suite of centre."""

from collections.abc import Callable

from autograder.suite import hint, points

from . import probes


@points(2)
@hint("over which axis do you average: does every column get a mean of its own?")
def test_subtracts_the_column_means(compare: Callable[..., None]) -> None:
    """centre() subtracts from every column its mean over the rows."""
    compare(probes.centred, n=5, d=3)
    compare(probes.centred, n=2, d=4)


@points(1)
@hint("does `-=` make a new tensor?")
def test_leaves_x_as_it_was(compare: Callable[..., None]) -> None:
    """centre() leaves x as it was."""
    compare(probes.centred_input, n=5, d=3)


@points(1)
@hint("which dtype does the result get when x is float64?")
def test_keeps_the_dtype(compare: Callable[..., None]) -> None:
    """centre() keeps the dtype of x."""
    compare(probes.centred, n=5, d=3, dtype="float64")


@points(1)
@hint("what does the docstring say about fewer than 2 rows?")
def test_refuses_a_single_row(compare: Callable[..., None]) -> None:
    """centre() raises ValueError when x has fewer than 2 rows."""
    compare(probes.centred_single_row, d=3)
