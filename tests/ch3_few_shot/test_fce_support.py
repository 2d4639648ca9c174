"""Hidden suite of fce_support."""

from collections.abc import Callable

from autograder.mismatch import DOUBLE, EXACT
from autograder.suite import hint, points

from . import probes_fce as probes

# What is computed in float32 on the way misses it in every entry.


@points(1)
@hint("how many columns has the LSTM's output, and how many should the result have? which axes did you add?")
def test_shape(observe: Callable) -> None:
    """fce_support() returns one row of D features for each row of g."""
    observe(probes.whole_reader, m=5, d=3)
    observe(probes.whole_reader, m=2, d=4)


@points(1)
@hint("what is left of g when the LSTM says nothing?")
def test_adds_g(compare: Callable) -> None:
    """With an LSTM that says nothing the result is g itself."""
    compare(probes.silent_reader, m=5, d=3)


@points(2)
@hint("is the support set one sequence of M steps, or M sequences of one step? which columns are the forward ones?")
def test_forward_direction(compare: Callable) -> None:
    """The forward hidden state of each row enters the result, having read this row and those before it."""
    compare(probes.one_direction, silent="backward", m=5, d=3)
    compare(probes.one_direction, silent="backward", m=4, d=2)


@points(2)
@hint("which columns are the backward ones, and in which order of the rows does torch return them?")
def test_backward_direction(compare: Callable) -> None:
    """The backward hidden state of each row enters the result, having read this row and those after it."""
    compare(probes.one_direction, silent="forward", m=5, d=3)
    compare(probes.one_direction, silent="forward", m=4, d=2)


@points(1)
@hint("compute one row by hand from the LSTM's output: is it forward + backward + g, each once?")
def test_sum_of_all_three(compare: Callable) -> None:
    """The result is the sum of the forward hidden state, the backward hidden state and g."""
    compare(probes.whole_reader, m=6, d=4)
    compare(probes.whole_reader, m=3, d=5)
    compare(probes.whole_reader, m=4, d=4)
    compare(probes.whole_reader, m=40, d=3, cases=1)


@points(1)
@hint("what happens to an axis of length 1 in your code?")
def test_single_rows(compare: Callable) -> None:
    """The result is right and keeps both axes for a single row and for a single feature."""
    compare(probes.single_rows, m=1, d=3)
    compare(probes.single_rows, m=4, d=1)
    compare(probes.single_rows, m=1, d=1)


@points(1)
@hint("once the values are right: g acts as what is read and as what is added; is it detached in one place?")
def test_gradient_reaches_g(compare: Callable) -> None:
    """The gradient of the result with respect to g is right."""
    compare(probes.reader_gradient, of="g", m=5, d=3)
    compare(probes.reader_gradient_in_evaluation, of="g", m=4, d=2, cases=1)


@points(1)
@hint("once the values are right: is there a no_grad, a detach or a copy of the LSTM on the way?")
def test_gradient_reaches_the_lstm(compare: Callable) -> None:
    """The gradients of the result with respect to all parameters of lstm are right."""
    compare(probes.reader_gradient, of="lstm", m=5, d=3)
    compare(probes.reader_gradient, of="lstm", m=4, d=2, requires_grad=False, cases=1)
    compare(probes.reader_gradient_in_evaluation, of="lstm", m=4, d=2, cases=1)


@points(1)
@hint("in which dtype are the tensors that you create or convert to on the way?")
def test_keeps_float64(compare: Callable) -> None:
    """fce_support() computes in float64 when g and lstm are float64."""
    compare(probes.whole_reader, m=5, d=3, dtype="float64", tolerance=DOUBLE)


@points(1)
@hint("where does the LSTM's state come from when a call begins? is anything drawn, or kept from before?")
def test_calls_are_independent(compare: Callable) -> None:
    """Every call starts from states of zeros, whatever was called before, and leaves earlier results alone."""
    compare(probes.reader_called_twice, m=4, d=3)
    compare(probes.two_support_sets, m=3, d=4, cases=1)


@points(1)
@hint("do you add in place, switch the mode, or set requires_grad or .grad of something that you were handed?")
def test_leaves_its_arguments_alone(compare: Callable) -> None:
    """fce_support() leaves g, the parameters of lstm, its mode and the global random generator as they were."""
    compare(probes.reader_afterwards, m=4, d=3, training=True, requires_grad=False, frozen=False, tolerance=EXACT)
    compare(probes.reader_afterwards, m=4, d=3, training=False, requires_grad=True, frozen=True, tolerance=EXACT)
