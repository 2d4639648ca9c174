"""Hidden suite of freeze_backbone."""

from collections.abc import Callable

import torch

from autograder.suite import hint, points

from . import probes_freezing as probes


@points(2)
@hint("with weight decay, what does an optimizer do to a parameter whose gradient is zero, and to one that has none?")
def test_parameters_stay(observe: Callable) -> None:
    """freeze_backbone() keeps every parameter outside the head bit by bit through training steps."""
    for optimizer in ("SGD", "AdamW"):
        _require_same(observe(probes.backbone_after_steps, optimizer=optimizer, steps=3, cases=1), is_buffer=False)


@points(2)
@hint("when does batch norm write to its buffers: does it ask requires_grad, the optimizer, or its mode?")
def test_buffers_stay(observe: Callable) -> None:
    """freeze_backbone() keeps the buffers of batch norm outside the head bit by bit through training steps."""
    _require_same(observe(probes.backbone_after_steps, optimizer="SGD", steps=3, cases=1), is_buffer=True)


@points(2)
@hint("model.train() reaches every module below it: what is left of a mode that you have set?")
def test_stays_frozen_after_train(observe: Callable) -> None:
    """freeze_backbone() lasts: another model.train(), also after model.eval(), lets nothing outside the head move."""
    for calls in (["train"], ["eval", "train", "train"]):
        seen = observe(probes.backbone_after_switches, calls=calls, cases=1)
        _require_same(seen, is_buffer=True)
        _require_same(seen, is_buffer=False)
    _require_same(observe(probes.backbone_after_switches, calls=["train"], is_training=False, cases=1), is_buffer=True)


@points(1)
@hint("did you reach the batch norm of every kind and at every depth, and the children that are one themselves?")
def test_batch_norm_of_every_kind(observe: Callable) -> None:
    """freeze_backbone() freezes batch norm in one, two and three dimensions."""
    for probe in (probes.backbone_of_convolutions, probes.backbone_in_a_list):
        seen = observe(probe, head="fc", steps=2, cases=1)
        _require_same(seen, is_buffer=True)
        _require_same(seen, is_buffer=False)


@points(1)
@hint("how do you decide what belongs to the head: by the exact name of a direct child?")
def test_head_of_another_name(observe: Callable) -> None:
    """freeze_backbone() spares the direct child called `head` and no module whose name contains that name."""
    seen = observe(probes.backbone_after_steps, optimizer="SGD", steps=2, head="top", cases=1)
    _require_same(seen, is_buffer=False)
    _require_same(seen, is_buffer=True)


@points(1)
@hint("does your way of freezing hold if the optimizer was there before you, with momentum from earlier steps?")
def test_optimizer_from_before(observe: Callable) -> None:
    """freeze_backbone() also works for a network in training, whose optimizer remembers earlier steps."""
    for optimizer in ("SGD", "AdamW"):
        seen = observe(probes.backbone_trained_before, optimizer=optimizer, steps=2, cases=1)
        _require_same(seen, is_buffer=False)
        _require_same(seen, is_buffer=True)


@points(2)
@hint("are the head's parameters, its batch norm and its mode as before, or did you freeze more than you should?")
def test_head_trains(compare: Callable[..., None]) -> None:
    """freeze_backbone() lets the head train as before: its parameters and its own batch norm."""
    compare(probes.head_after_steps, optimizer="SGD", steps=3, cases=2)
    compare(probes.head_after_steps, optimizer="SGD", steps=3, head="top", calls=["train"], cases=1)
    compare(probes.head_after_steps, optimizer="AdamW", steps=3, head="fc", calls=["eval", "train"], cases=1)
    compare(probes.head_called_first, steps=2, cases=1)
    compare(probes.head_of_batch_norm, steps=2, cases=1)


@points(1)
@hint("if you replaced train(): does it still set the model's own mode and the head's, also when eval() calls it?")
def test_modes(compare: Callable[..., None]) -> None:
    """freeze_backbone() leaves train() and eval() working: they put the head into training and into evaluation mode."""
    compare(probes.modes, calls=["eval", "train"], cases=1)
    compare(probes.modes, calls=["train", "eval"], cases=1)


@points(1)
@hint("does the function return something, and is it the model or a copy?")
def test_returns_the_model(compare: Callable[..., None]) -> None:
    """freeze_backbone() returns the model it was given."""
    compare(probes.returned_model, cases=1)


@points(1)
@hint("do you change the model that you were given, or something that it shares with others, such as its class?")
def test_nothing_else_changes(compare: Callable[..., None]) -> None:
    """freeze_backbone() changes neither what the model computes in evaluation mode nor other models."""
    compare(probes.evaluation_outputs, cases=1)
    compare(probes.another_model, steps=2, cases=1)


def _require_same(pairs: list, *, is_buffer: bool) -> None:
    for seen, _reference in pairs:
        for name, before in seen["before"].items():
            is_other = name.endswith(("running_mean", "running_var", "num_batches_tracked")) != is_buffer
            if is_other or torch.equal(seen["after"][name], before):
                continue
            change = (seen["after"][name] - before).abs().max().item()
            raise AssertionError(
                f"in training {name}, outside the head, changed by up to {change:.2g}, expected every bit as before"
            )
