"""Hidden suite of l2_sp_penalty."""

from collections.abc import Callable

from autograder.suite import hint, points

from . import probes_penalty as probes


@points(2)
@hint("what does each parameter contribute: which start, which weight, sum or mean, and is there a factor 1/2?")
def test_value(compare: Callable[..., None]) -> None:
    """l2_sp_penalty() is alpha/2 times the squared distance from the start plus beta/2 times the rest squared."""
    compare(probes.value, alpha=0.3, beta=0.07)
    compare(probes.value, alpha=2, beta=5)
    compare(probes.own_start, alpha=1.6, beta=2.7, cases=2)
    compare(probes.convolutional, alpha=0.7, beta=0.4, cases=1)


@points(1)
@hint("put alpha = 0 or beta = 0: which parameters are left, and which must not be?")
def test_each_term(compare: Callable[..., None]) -> None:
    """l2_sp_penalty() weighs named parameters by alpha alone and the others by beta alone."""
    compare(probes.value, alpha=0, beta=0.9, cases=2)
    compare(probes.value, alpha=0.9, beta=0, cases=2)
    compare(probes.value, alpha=0, beta=0, cases=1)
    compare(probes.single_parameter, alpha=0.4, beta=0.9, is_named=True, cases=1)
    compare(probes.single_parameter, alpha=0.4, beta=0.9, is_named=False, cases=1)
    compare(probes.similar_names, alpha=0.4, beta=0.9, cases=1)


@points(1)
@hint("what is the sum over no parameters at all?")
def test_all_or_none_named(compare: Callable[..., None]) -> None:
    """l2_sp_penalty() also works if `initial` names all parameters, or none."""
    compare(probes.value, alpha=0.3, beta=0.07, named="all", cases=2)
    compare(probes.value, alpha=0.3, beta=0.07, named="none", cases=2)


@points(1)
@hint("does a parameter that does not require grad still have a distance from its start?")
def test_frozen_parameters_count(compare: Callable[..., None]) -> None:
    """l2_sp_penalty() counts parameters that do not require grad as well."""
    compare(probes.partly_frozen, alpha=0.3, beta=0.07, cases=2)
    compare(probes.wholly_frozen, alpha=0.3, beta=0.8, cases=1)


@points(1)
@hint("do you list parameters by module, by name or by state_dict, and how often is a shared one listed there?")
def test_shared_parameters_count_once(compare: Callable[..., None]) -> None:
    """l2_sp_penalty() counts a parameter that is used in two places once."""
    compare(probes.tied, alpha=0.3, beta=0.8, cases=2)


@points(2)
@hint("is every term connected to the parameters (no .data, detach, .item()), and finite where it is 0?")
def test_gradient(compare: Callable[..., None]) -> None:
    """l2_sp_penalty() has the gradient alpha * (w - w0) for named parameters and beta * w for the others."""
    compare(probes.gradient, alpha=0.3, beta=0.07, cases=2)
    compare(probes.gradient, alpha=0.3, beta=0.07, named="all", cases=1)
    compare(probes.gradient, alpha=0.3, beta=0.07, named="none", cases=1)
    compare(probes.gradient_at_the_start, alpha=0.3, beta=0.07, named="backbone", cases=1)
    compare(probes.gradient_at_the_start, alpha=0.3, beta=0.07, named="all", cases=1)
    compare(probes.gradient_at_zero, alpha=0.3, beta=0.7, cases=1)
    compare(probes.weighed_by_zero, cases=1)


@points(1)
@hint("what do the parameters approach if they follow the penalty alone?")
def test_training(compare: Callable[..., None]) -> None:
    """l2_sp_penalty() pulls named parameters to their start and the others to zero, step by step."""
    compare(probes.trained, alpha=0.8, beta=0.3, steps=4, cases=2)


@points(1)
@hint("do you create a tensor without a dtype, or let values pass through Python numbers?")
def test_float64_is_kept(compare: Callable[..., None]) -> None:
    """l2_sp_penalty() computes in float64 and returns float64 for a float64 model."""
    compare(probes.value, alpha=0.3, beta=0.07, dtype="float64", cases=2)
    compare(probes.gradient, alpha=0.3, beta=0.07, dtype="float64", cases=2)


@points(1)
@hint("does a line write to the model, to a .grad, or to the dict or tensors of initial?")
def test_arguments_as_before(compare: Callable[..., None]) -> None:
    """l2_sp_penalty() leaves the model and `initial` as they were."""
    compare(probes.arguments_afterwards, cases=1)
