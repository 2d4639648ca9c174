"""Hidden suite of sync_optimizer."""

from collections.abc import Callable

from autograder.suite import hint, points

from . import probes_syncing as probes


@points(2)
@hint("which parameters does the optimizer lack, and which rate do they get: lr, or that of the optimizer?")
def test_adds_what_is_lacking(compare: Callable[..., None]) -> None:
    """sync_optimizer() adds the parameters that train and are lacking, with the rate lr, and keeps the other rates."""
    compare(probes.rates_after, kind="SGD", lr=0.11, cases=2)
    compare(probes.rates_after, kind="Adam", lr=0.004, cases=2)
    compare(probes.rates_after, kind="SGD", lr=0, cases=1)
    compare(probes.rates_with_one_group, lr=0.11, cases=1)
    compare(probes.rates_besides_others, lr=0.11, n_others=5, cases=1)


@points(1)
@hint("do you decide for each parameter, nested ones too, or for whole layers?")
def test_partly_frozen_layers(compare: Callable[..., None]) -> None:
    """sync_optimizer() decides parameter by parameter: what does not require grad is not added."""
    compare(probes.rates_with_partly_frozen, lr=0.11, cases=1)


@points(1)
@hint("does your test for 'covered already' look at the parameter itself, and in all groups?")
def test_every_parameter_once(compare: Callable[..., None]) -> None:
    """sync_optimizer() covers every parameter exactly once, also of layers that were covered in part."""
    compare(probes.occurrences, is_partly_covered=True, cases=1)
    compare(probes.occurrences, is_partly_covered=False, cases=1)


@points(2)
@hint("where does an optimizer keep its momentum, and what does a new optimizer have there?")
def test_state_is_kept(compare: Callable[..., None]) -> None:
    """sync_optimizer() keeps the state of the parameters that were covered."""
    compare(probes.state_after, kind="SGD", cases=2)
    compare(probes.state_after, kind="Adam", cases=2)


@points(1)
@hint("which options does each group have, besides its rate, and which ones does the optimizer have as defaults?")
def test_options_are_kept(compare: Callable[..., None]) -> None:
    """sync_optimizer() keeps the class of the optimizer and its groups' options; what it adds has the defaults."""
    compare(probes.options_after, kind="SGD", lr=0.02, cases=1)
    compare(probes.options_after, kind="Adam", lr=0.06, cases=1)


@points(2)
@hint("compare the parameters after further steps: do old ones keep their momentum, and do new ones have any?")
def test_training_goes_on(compare: Callable[..., None]) -> None:
    """sync_optimizer() returns an optimizer that goes on training the old and the new parameters."""
    compare(probes.trained_further, kind="SGD", steps=3, cases=2)
    compare(probes.trained_further, kind="Adam", steps=3, cases=2)


@points(1)
@hint("what becomes of a parameter that is covered but does not require grad just now?")
def test_covered_stays_covered(compare: Callable[..., None]) -> None:
    """sync_optimizer() keeps a covered parameter, its rate and its state also while it is frozen."""
    compare(probes.covered_but_frozen, kind="SGD", steps=2, cases=1)


@points(1)
@hint("which rate does a layer have that was added two calls ago?")
def test_call_after_call(compare: Callable[..., None]) -> None:
    """sync_optimizer() gives each layer the rate of the call that added it, in gradual unfreezing."""
    compare(probes.unfrozen_in_turn, lrs=[0.05, 0.02, 0.008, 0.003], steps=2, cases=1)


@points(1)
@hint("what does your function do if nothing is lacking?")
def test_second_call(observe: Callable, compare: Callable[..., None]) -> None:
    """sync_optimizer() changes nothing if nothing is lacking: no rate, and no group is added."""
    for seen, reference in observe(probes.second_call, kind="SGD", lr=0.11, second_lr=0.33, cases=1):
        first, second = seen["groups"]
        assert first == second, (
            f"the groups (rate, number of parameters) are {second} after a second call, expected {first} as before it"
        )
        once, twice = seen["after the first call"], seen["after the second call"]
        for name, words in reference["after the first call"].items():
            if "not covered" in (words, once[name]):
                assert once[name] == words, f"after the first call, {name} is {once[name]}, expected {words}"
            assert once[name] == twice[name], f"a second call lets {name} be {twice[name]}, expected {once[name]} still"
    compare(probes.nothing_lacking, cases=1)


@points(1)
@hint("does your function take a step, clear gradients or set requires_grad?")
def test_layers_as_before(compare: Callable[..., None]) -> None:
    """sync_optimizer() leaves the values, .grad and requires_grad of all parameters as they were."""
    compare(probes.layers_afterwards, cases=1)
