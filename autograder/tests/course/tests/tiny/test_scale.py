"""Hidden suite of scale."""

from collections.abc import Callable

from autograder.suite import hint, points

from . import probes


@points(2)
@hint("what happens to an entry that is 0?")
def test_multiplies_every_entry(compare: Callable[..., None]) -> None:
    """scale() multiplies every entry by the factor."""
    compare(probes.scaled, n=4, d=3, factor=2.5)
    compare(probes.scaled, n=2, d=5, factor=-0.5)


@points(1)
@hint("does an operation with a trailing underscore make a new tensor?")
def test_leaves_x_as_it_was(compare: Callable[..., None]) -> None:
    """scale() leaves x as it was."""
    compare(probes.scaled_input, n=4, d=3, factor=2.5)


@points(1)
@hint("which dtype does the result get when x is float64?")
def test_keeps_the_dtype(compare: Callable[..., None]) -> None:
    """scale() keeps the dtype of x."""
    compare(probes.scaled, n=4, d=3, factor=2.5, dtype="float64")
