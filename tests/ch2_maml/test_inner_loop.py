"""Hidden suite of inner_loop."""

from collections.abc import Callable

from autograder.mismatch import DOUBLE, EXACT
from autograder.suite import hint, points

from . import probes


@points(1)
@hint("what is the derivative of the mean squared error, and does a step go against it?")
def test_takes_a_gradient_step(compare: Callable[..., None]) -> None:
    """inner_loop() with one step moves every parameter by lr times the gradient, downhill."""
    compare(probes.line, n=5, lr=0.2, steps=1)
    compare(probes.line, n=12, lr=0.05, steps=1)
    compare(probes.far_line, n=5, offset=300.0, lr=0.05, steps=1)
    compare(probes.scaled_column, n=5, d=3, lr=0.2)
    compare(probes.scaled_column, n=5, d=3, lr=0.2, cases=1, create_graph=False)


@points(1)
@hint("how many elements does a prediction with several columns have, and by what do you divide?")
def test_averages_over_all_elements(compare: Callable[..., None]) -> None:
    """inner_loop() follows the squared error averaged over all elements, rows and columns."""
    compare(probes.wide_line, n=5, d=2, c=3, lr=1.6)
    compare(probes.single_row, d=2, c=3, lr=0.3)


@points(1)
@hint("where is the gradient of the second step taken, and from where does that step start?")
def test_steps_from_the_current_parameters(compare: Callable[..., None]) -> None:
    """inner_loop() takes `steps` steps, each at the parameters that the previous one has reached."""
    compare(probes.network, lr=0.3, steps=2)
    compare(probes.network, lr=0.15, steps=5)
    compare(probes.far_line, n=6, offset=0.03, lr=0.2, steps=3)
    compare(probes.far_line, n=8, offset=0.4, lr=1.2, steps=2, cases=1)  # so far that the loss rises
    compare(probes.network_without_graph, lr=0.2, steps=3)


@points(1)
@hint("what does your loop do when it never runs, and is the result then still connected to params?")
def test_zero_steps(compare: Callable[..., None]) -> None:
    """inner_loop() with steps=0 returns the parameters themselves, connected to params."""
    compare(probes.no_steps, lr=0.3, create_graph=True)
    compare(probes.no_steps, lr=0.3, create_graph=False)


@points(2)
@hint("does autograd remember how the gradient of every inner step came about, from the first to the last?")
def test_second_order_gradient(compare: Callable[..., None]) -> None:
    """inner_loop() with create_graph=True passes gradients through the inner gradients of all steps."""
    compare(probes.query_gradient, lr=0.3, steps=1, create_graph=True)
    compare(probes.query_gradient, lr=0.2, steps=3, create_graph=True)
    compare(probes.query_gradient, lr=0.1, steps=6, create_graph=True, cases=1)


@points(1)
@hint("what does your function do when create_graph is not given?")
def test_second_order_by_default(compare: Callable[..., None]) -> None:
    """inner_loop() passes gradients through the inner gradients when create_graph is not given."""
    compare(probes.query_gradient, lr=0.25, steps=2)


@points(1)
@hint(
    "is something on the way from params to the result treated as a constant when it is differentiated again?"
)
def test_differentiable_twice(compare: Callable[..., None]) -> None:
    """inner_loop() with create_graph=True returns a result that can be differentiated twice."""
    compare(probes.query_curvature, lr=0.15, steps=2)


@points(1)
@hint("without a graph the inner gradient is a constant: what is the derivative of theta - lr * constant?")
def test_first_order_keeps_the_identity_path(compare: Callable[..., None]) -> None:
    """inner_loop() with create_graph=False has the identity as its derivative."""
    compare(probes.pulled_back, lr=0.3, steps=1, create_graph=False)
    compare(probes.pulled_back, lr=0.2, steps=3, create_graph=False)


@points(1)
@hint("do all params step, leaves or not, and do the first ones still know where they came from?")
def test_params_may_be_computed(compare: Callable[..., None]) -> None:
    """inner_loop() adapts params that were computed from other tensors, and passes gradients on to those."""
    compare(probes.computed_params, n=5, d=3, c=2, lr=0.3, steps=2)
    compare(probes.values_from_computed_params, n=5, d=3, c=2, lr=0.3, steps=2, cases=1)


@points(1)
@hint("does any line write to an argument: an assignment into params, an in-place operation, backward()?")
def test_leaves_its_arguments_alone(compare: Callable[..., None]) -> None:
    """inner_loop() leaves params, their .grad, x and y as they were."""
    compare(probes.arguments_afterwards, lr=0.3, steps=2, tolerance=EXACT)
    compare(probes.arguments_afterwards, lr=0.3, steps=2, create_graph=False, tolerance=EXACT, cases=1)


@points(1)
@hint("do you convert a tensor, or create one without saying which dtype?")
def test_float64_is_kept(compare: Callable[..., None]) -> None:
    """inner_loop() computes in float64 and returns float64 when it is given float64."""
    compare(probes.network, lr=0.2, steps=3, dtype="float64", tolerance=DOUBLE)
    compare(probes.network_without_graph, lr=0.2, steps=2, dtype="float64", tolerance=DOUBLE, cases=2)
