"""Hidden suite of discriminative_param_groups."""

from collections.abc import Callable

from autograder.suite import hint, points

from . import probes_groups as probes


@points(2)
@hint("which layer has the largest rate, and how often is it divided for the layer two levels below?")
def test_rates(compare: Callable[..., None]) -> None:
    """discriminative_param_groups() gives the top layer base_lr and each layer below that rate divided by decay."""
    compare(probes.rates, base_lr=0.3, decay=3, cases=1)
    compare(probes.rates, base_lr=2.0, decay=1.7, cases=1)
    compare(probes.rates, base_lr=0.05, decay=0.8, cases=1)
    compare(probes.rates, base_lr=3e-4, decay=7, cases=1)


@points(1)
@hint("what is decay if nobody says so?")
def test_default_decay(compare: Callable[..., None]) -> None:
    """discriminative_param_groups() divides by 2.6 where no decay is given."""
    compare(probes.rates, base_lr=0.3, cases=1)


@points(2)
@hint("if you leave out what has no parameters or comes twice: do you count the levels before or after that?")
def test_parameterless_layers_count(compare: Callable[..., None]) -> None:
    """discriminative_param_groups() counts a layer without parameters as a level."""
    compare(probes.rates_without_parameters, base_lr=0.3, decay=2.0, cases=1)
    compare(probes.rates_with_a_repeated_layer, base_lr=0.3, decay=2.0, cases=1)


@points(1)
@hint("how many divisions are there for the top layer, if it is also the lowest?")
def test_single_layer(compare: Callable[..., None]) -> None:
    """discriminative_param_groups() gives a single layer base_lr."""
    compare(probes.rate_of_single_layer, base_lr=0.7, cases=1)


@points(2)
@hint("does your loop reach biases, nested modules and single parameters, and each of them only once?")
def test_every_parameter_once(compare: Callable[..., None]) -> None:
    """discriminative_param_groups() lists every parameter of the layers exactly once."""
    compare(probes.occurrences, cases=1)


@points(1)
@hint("a layer that is frozen now may be trained later: is it in the optimizer then, and at which rate?")
def test_frozen_parameters_too(compare: Callable[..., None]) -> None:
    """discriminative_param_groups() lists parameters that do not require grad as well, at the rate of their level."""
    compare(probes.occurrences, is_frozen=True, cases=1)
    compare(probes.rates_when_frozen, cases=1)


@points(2)
@hint("layer.parameters() is a generator: what does the second reader of it get?")
def test_can_be_read_again(compare: Callable[..., None]) -> None:
    """discriminative_param_groups() returns groups that give the same parameters each time they are read."""
    compare(probes.read_several_times, times=2, cases=1)


@points(1)
@hint("do your groups set anything besides the rate, or leave the rate of a layer to the optimizer?")
def test_training(compare: Callable[..., None]) -> None:
    """discriminative_param_groups() sets the rates and no other option of the optimizer that trains the layers."""
    compare(probes.trained, base_lr=0.05, decay=2.0, steps=3)


@points(1)
@hint("do you reverse the list in place, set requires_grad, or clear gradients?")
def test_layers_as_before(compare: Callable[..., None]) -> None:
    """discriminative_param_groups() returns a list of dicts and leaves the layers as they were."""
    compare(probes.layers_afterwards)
