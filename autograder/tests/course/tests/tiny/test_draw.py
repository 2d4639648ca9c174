"""Hidden suite of draw."""

from collections.abc import Callable
from typing import Any

from autograder.suite import hint, points

from . import probes

RANDOM = True


@points(1)
@hint("which distribution has values between 0 and 1 only?")
def test_stays_between_0_and_1(observe: Callable[..., list[tuple[Any, Any]]]) -> None:
    """draw() returns n numbers between 0 and 1."""
    for seen, _ in observe(probes.drawn, n=200):
        inside = int(((seen >= 0) & (seen <= 1)).sum())
        assert inside == len(seen), f"{inside} of {len(seen)} numbers lie between 0 and 1, expected all of them"


@points(1)
@hint("do you seed anything inside the function?")
def test_draws_other_numbers_next_time(observe: Callable[..., list[tuple[Any, Any]]]) -> None:
    """draw() moves the generator on, so that the next call draws other numbers."""
    for seen, _ in observe(probes.drawn_twice, n=20):
        first, following = seen["the first draw"], seen["the next draw"]
        assert not first.equal(following), "two calls with one generator return the same numbers, expected others"


@points(1)
@hint("do you hand the generator on to the function that draws?")
def test_depends_on_the_generator_alone(observe: Callable[..., list[tuple[Any, Any]]]) -> None:
    """draw() returns the same numbers for generators in the same state."""
    for seen, _ in observe(probes.drawn_from_equal_states, n=20):
        one, other = seen["one draw"], seen["the other draw"]
        assert one.equal(other), "two generators in the same state give different numbers, expected the same"
