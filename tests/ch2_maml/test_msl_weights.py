"""Hidden suite of msl_weights."""

from collections.abc import Callable

from autograder.suite import hint, points

from . import probes_updates as probes


@points(1)
@hint("what type, shape and dtype does what you return have, for every number of steps?")
def test_form(observe: Callable) -> None:
    """msl_weights() returns a float tensor with one weight per step, which does not require grad."""
    for n_steps in (1, 2, 5):
        for seen, _ in observe(probes.form_of_weights, n_steps=n_steps):
            fact = "msl_weights(...) requires grad, expected plain numbers that were not differentiated"
            assert not seen["the requires_grad of the result"], fact


@points(1)
@hint("which epoch number has the first epoch, and how is the weight shared then?")
def test_uniform_at_the_start(compare: Callable) -> None:
    """msl_weights() gives every step the weight 1/n at epoch 0."""
    for n_steps in (2, 3, 7):
        compare(probes.weights_at_the_start, n_steps=n_steps, cases=1)


@points(2)
@hint("what fraction of 1/n is left after `epoch` of `n_epochs`?")
def test_moves_linearly(compare: Callable) -> None:
    """Above their floor the non-final weights of msl_weights() fall linearly with the epoch."""
    for n_steps, after in ((2, 0.25), (5, 0.5), (3, 0.8)):
        compare(probes.weights_on_the_way, n_steps=n_steps, after=after, cases=2)
    compare(probes.weights_asked_again, n_steps=4, after=0.5, cases=1)


@points(1)
@hint("how small may a non-final weight become, and what is that for n steps?")
def test_floor(compare: Callable) -> None:
    """Up to epoch n_epochs the non-final weights of msl_weights() stay at 0.03/n or above."""
    for n_steps, before in ((2, 0), (5, 1), (3, 2)):
        compare(probes.weights_near_the_end, n_steps=n_steps, before=before, cases=2)
    compare(probes.weights_near_the_end, n_steps=12, before=0, cases=1)


@points(1)
@hint("what do your weights become when epoch / n_epochs exceeds 1?")
def test_beyond_the_last_epoch(compare: Callable) -> None:
    """After epoch n_epochs the weights of msl_weights() stay as they are then."""
    for n_steps, times in ((2, 1), (5, 2), (3, 3), (4, 5)):
        compare(probes.weights_later, n_steps=n_steps, times=times, cases=2)


@points(2)
@hint("what is left for the final step once the others have their weights?")
def test_sums_to_one(observe: Callable) -> None:
    """The weights of msl_weights() sum to 1 in every epoch: the final step takes the rest."""
    for n_steps, share in ((2, 0.3), (5, 0.7), (3, 1.0), (6, 2.5)):
        for seen, _ in observe(probes.all_weights, n_steps=n_steps, share=share):
            total = float(seen["result"].sum())
            assert abs(total - 1) < 1e-4, f"the weights of msl_weights(...) sum to {total:.4g}, expected 1"


@points(1)
@hint("with a single step, which one is the final one, and does the result keep its axis?")
def test_single_step(compare: Callable) -> None:
    """With n_steps = 1 msl_weights() gives the only step the weight 1 in every epoch."""
    for share in (0.0, 0.5, 1.0, 2.0):
        compare(probes.weights_of_one_step, share=share, cases=1)


@points(1)
@hint("what do you divide by, and what is that for n_epochs = 1?")
def test_single_epoch(compare: Callable) -> None:
    """With n_epochs = 1 msl_weights() goes from 1/n at epoch 0 to the floor at epoch 1."""
    compare(probes.weights_in_one_epoch, n_steps=3, epoch=0, cases=1)
    compare(probes.weights_in_one_epoch, n_steps=4, epoch=1, cases=1)
