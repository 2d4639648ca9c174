"""Hidden suite of reptile_update."""

from collections.abc import Callable

from autograder.mismatch import DOUBLE, EXACT
from autograder.suite import hint, points

from . import probes_updates as probes


@points(2)
@hint("where do you start from, which way does theta_i - theta point, and what does epsilon multiply?")
def test_moves_towards_one_task(compare: Callable) -> None:
    """With one task reptile_update() goes the fraction epsilon of the way from params to its adapted values."""
    compare(probes.reptile_step, tasks=1, epsilon=0.3)
    compare(probes.reptile_step, tasks=1, epsilon=0.8)


@points(2)
@hint("with several tasks: what do you divide by, over which axis, and from where does each difference start?")
def test_averages_over_tasks(compare: Callable) -> None:
    """With several tasks reptile_update() goes towards the mean of their adapted values."""
    for tasks in (2, 3, 5):
        compare(probes.reptile_step, tasks=tasks, epsilon=0.4)


@points(1)
@hint("put epsilon = 0 and epsilon = 1 into the formula: what is left of theta? do you limit epsilon?")
def test_extreme_epsilon(compare: Callable) -> None:
    """reptile_update() stays at params for epsilon = 0, goes to the mean for epsilon = 1, and beyond it for more."""
    compare(probes.reptile_step, tasks=3, epsilon=0.0)
    compare(probes.reptile_step, tasks=3, epsilon=1.0)
    compare(probes.reptile_step, tasks=2, epsilon=1.5, cases=1)


@points(1)
@hint("how do you find the adapted value that belongs to an entry: by its position or by its name?")
def test_matches_by_name(compare: Callable) -> None:
    """reptile_update() pairs entries of the same name, in whichever order each task lists them."""
    compare(probes.reptile_step_by_name, orders=["bca", "acb", "abc"], epsilon=0.6)


@points(1)
@hint("does one of your operations need a list, tensors that belong to no graph, or a certain shape?")
def test_adapted_may_be_computed(compare: Callable) -> None:
    """reptile_update() accepts a tuple of adapted parameters computed from params, whatever their shape."""
    compare(probes.reptile_step_from_a_graph, tasks=3, epsilon=0.5)


@points(1)
@hint("does any line write into params or adapted: into a list, a dict, a tensor, a .grad?")
def test_leaves_its_arguments_alone(compare: Callable) -> None:
    """reptile_update() leaves params and adapted, their tensors and their .grad as they were."""
    compare(probes.reptile_arguments_afterwards, tasks=1, epsilon=0.4, tolerance=EXACT)
    compare(probes.reptile_arguments_afterwards, tasks=3, epsilon=0.4, tolerance=EXACT)


@points(1)
@hint("is there a case in which you return a tensor that was handed in, instead of a new one?")
def test_result_has_its_own_memory(compare: Callable) -> None:
    """Writing into the result of reptile_update() in place changes neither params nor adapted."""
    for tasks, epsilon in ((3, 0.4), (3, 0.0), (1, 0.0), (1, 1.0)):
        compare(probes.reptile_overwritten_result, tasks=tasks, epsilon=epsilon)
    compare(probes.reptile_overwritten_unmoved, tasks=2, epsilon=0.4, cases=1)


@points(1)
@hint("do you convert a tensor, or create one without saying which dtype?")
def test_keeps_float64(compare: Callable) -> None:
    """reptile_update() returns float64 values for float64 inputs."""
    # 0.25 is exact in float32: a rate that is handed on as a float32 tensor passes
    compare(probes.reptile_step, tasks=3, epsilon=0.25, dtype="float64", tolerance=DOUBLE)
