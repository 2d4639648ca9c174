"""Hidden suite of gradual_unfreeze."""

from collections.abc import Callable

from autograder.suite import hint, points

from . import probes_unfreezing as probes


@points(2)
@hint("at epoch 0, how many layers train, and from which end do you count?")
def test_one_more_from_the_top(compare: Callable[..., None]) -> None:
    """gradual_unfreeze() lets the top layer train at epoch 0, and one more from the top in each epoch."""
    compare(probes.epochs_in_turn, epochs=[0, 1, 2, 3], cases=2)


@points(1)
@hint("does your function only switch off, only switch on, or both?")
def test_any_start(compare: Callable[..., None]) -> None:
    """gradual_unfreeze() sets every flag, whatever it was before: all on, all off or mixed."""
    for start in ("trainable", "frozen", "mixed"):
        compare(probes.epochs_in_turn, epochs=[1], start=start, cases=1)
        compare(probes.epochs_in_turn, epochs=[0], start=start, cases=1)


@points(1)
@hint("does an earlier call leave something behind that a later one with a smaller epoch must take back?")
def test_smaller_epoch(compare: Callable[..., None]) -> None:
    """gradual_unfreeze() depends on its epoch alone: repeated, it changes nothing; a smaller one freezes again."""
    compare(probes.epochs_in_turn, epochs=[3, 1, 1, 2, 2, 0], cases=1)
    compare(probes.two_stacks, first=2, second=0, cases=1)


@points(1)
@hint("which layers does your slice select when the epoch is larger than the number of layers?")
def test_late_epochs(compare: Callable[..., None]) -> None:
    """gradual_unfreeze() lets all layers train from epoch len(layers) - 1 on."""
    compare(probes.epochs_in_turn, epochs=[4, 5, 6, 7, 8, 40], start="frozen", cases=1)
    compare(probes.single_layer, epochs=[0, 1, 2], cases=1)


@points(1)
@hint("how many layers train at epoch 0, and how many can there be at most?")
def test_returns_the_number(compare: Callable[..., None]) -> None:
    """gradual_unfreeze() returns the number of layers that train: epoch + 1, at most all of them."""
    compare(probes.numbers, epochs=[0, 1, 2, 3], cases=1)
    compare(probes.numbers, epochs=[4, 9, 1], cases=1)
    compare(probes.numbers_with_parameterless_layers, epochs=[0, 1, 2, 3, 4], cases=1)
    compare(probes.numbers_with_a_repeated_layer, epochs=[0, 3, 4], cases=1)


@points(1)
@hint("do you count the entries of the list, or only layers with parameters, or only different ones?")
def test_parameterless_layers_count(compare: Callable[..., None]) -> None:
    """gradual_unfreeze() counts a layer without parameters as a layer, with an epoch of its own."""
    compare(probes.with_parameterless_layers, epochs=[0, 1, 2, 3, 4], cases=1)
    compare(probes.with_a_repeated_layer, epochs=[0, 1, 2, 3, 4], cases=1)


@points(1)
@hint("switch the flags on, train, switch them off again: which parameters move in each turn?")
def test_training(compare: Callable[..., None]) -> None:
    """gradual_unfreeze() decides which layers move in training, turn by turn."""
    compare(probes.trained, epochs=[0, 1, 3, 1], steps=2, cases=2)


@points(1)
@hint("do you write to more than requires_grad of parameters: values, gradients, modes, buffers, options, the list?")
def test_nothing_else_changes(compare: Callable[..., None]) -> None:
    """gradual_unfreeze() sets requires_grad alone: list, values, modes, buffers and gradients of what trains stay."""
    compare(probes.layers_afterwards, epoch=1)
    compare(probes.layers_afterwards, epoch=2, cases=1)
