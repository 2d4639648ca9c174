"""Hidden suite of maml_meta_loss."""

from collections.abc import Callable

from autograder.mismatch import DOUBLE, EXACT
from autograder.suite import hint, points

from . import probes_meta as probes

NAME = "maml_meta_loss"


@points(1)
@hint("which set adapts the parameters, which one judges them, and over which elements is each loss averaged?")
def test_query_loss_at_the_adapted_parameters(compare: Callable[..., None]) -> None:
    """maml_meta_loss() of one task is its query loss at the parameters adapted to its support set."""
    compare(probes.one_task, name=NAME, lr=1.6, steps=1)
    compare(probes.one_task, name=NAME, lr=0.1, steps=1)
    compare(probes.one_output, name=NAME, lr=0.1, steps=1)
    compare(probes.flat_targets, name=NAME, lr=0.1)
    compare(probes.far_targets, name=NAME, lr=0.01, cases=1)


@points(1)
@hint("where is the gradient of the second step taken, and from where does that step start?")
def test_takes_all_steps(compare: Callable[..., None]) -> None:
    """maml_meta_loss() takes `steps` inner steps, each at the parameters that the previous one has reached."""
    compare(probes.one_task, name=NAME, lr=0.15, steps=2)
    compare(probes.one_task, name=NAME, lr=0.06, steps=5)
    compare(probes.overshooting, name=NAME, lr=0.8, steps=2, cases=1)


@points(1)
@hint("what does your inner loop leave behind when it never runs, and is that connected to params?")
def test_zero_steps(compare: Callable[..., None]) -> None:
    """maml_meta_loss() with steps=0 is the mean query loss at params, and its gradient reaches params."""
    compare(probes.loss_without_steps, n_tasks=3, lr=0.3)


@points(1)
@hint("by what do you divide, and does the loss of every task enter?")
def test_averages_over_tasks(compare: Callable[..., None]) -> None:
    """maml_meta_loss() is the mean over the tasks."""
    compare(probes.several_tasks, name=NAME, n_tasks=3, lr=0.15, steps=1)
    compare(probes.several_tasks, name=NAME, n_tasks=4, lr=0.1, steps=2)


@points(1)
@hint("does a task with twice as many query examples count twice in your mean?")
def test_tasks_of_different_sizes(compare: Callable[..., None]) -> None:
    """maml_meta_loss() lets every task count the same, however many examples it holds."""
    compare(probes.unequal_tasks, name=NAME, sizes=[[4, 7], [6, 2], [3, 5]], lr=0.2, steps=1)
    compare(probes.unequal_tasks, name=NAME, sizes=[[4, 1], [1, 1]], lr=0.05, steps=1)


@points(1)
@hint("from which parameters does the second task start?")
def test_tasks_are_independent(compare: Callable[..., None]) -> None:
    """maml_meta_loss() starts every task from params, whatever tasks came before."""
    compare(probes.repeated_task, name=NAME, times=3, lr=0.1, steps=2)


@points(2)
@hint("does autograd remember how the gradient of every inner step came about, from the first to the last?")
def test_second_order_gradient(compare: Callable[..., None]) -> None:
    """maml_meta_loss() passes gradients to params through the inner gradients of all steps and tasks."""
    compare(probes.loss_gradient, n_tasks=1, lr=0.3, steps=1)
    compare(probes.loss_gradient, n_tasks=3, lr=0.1, steps=3)


@points(1)
@hint("is something on the way from params to the result a constant when it is differentiated again?")
def test_differentiable_twice(compare: Callable[..., None]) -> None:
    """maml_meta_loss() returns a result that can be differentiated twice."""
    compare(probes.loss_curvature, n_tasks=2, lr=0.2, steps=2)


@points(1)
@hint("do you start from params itself, or from copies that no longer know where params came from?")
def test_params_may_be_computed(compare: Callable[..., None]) -> None:
    """maml_meta_loss() passes gradients on to the tensors that params were computed from."""
    compare(probes.loss_of_computed_params, n_tasks=2, lr=0.2, steps=2)


@points(1)
@hint("does any line write to an argument: an assignment into params, an in-place operation, backward(), pop()?")
def test_leaves_its_arguments_alone(compare: Callable[..., None]) -> None:
    """maml_meta_loss() leaves params, their .grad and the tasks as they were."""
    compare(probes.meta_arguments, name=NAME, n_tasks=3, lr=0.2, steps=2, tolerance=EXACT)


@points(1)
@hint("do you convert a tensor, or create one without saying which dtype?")
def test_float64_is_kept(compare: Callable[..., None]) -> None:
    """maml_meta_loss() computes in float64 and returns float64 when it is given float64."""
    compare(probes.several_tasks, name=NAME, n_tasks=2, lr=0.2, steps=2, dtype="float64", tolerance=DOUBLE)
