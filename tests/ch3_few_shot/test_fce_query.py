"""Hidden suite of fce_query."""

from collections.abc import Callable

import torch

from autograder.mismatch import DOUBLE, EXACT
from autograder.suite import hint, points

from . import probes_fce as probes

# What is computed in float32 on the way misses it in every entry.


@points(1)
@hint("what does your function return when the loop never runs?")
def test_no_steps(compare: Callable) -> None:
    """fce_query() with steps=0 returns f."""
    compare(probes.no_steps, b=3, m=5, d=4)


@points(2)
@hint("with what does h begin? over which axis does the softmax run, and what exactly is handed to the cell?")
def test_one_step(compare: Callable) -> None:
    """The first step reads with h = f, hands f and (h + r, 0) to the cell, and adds f to what comes out."""
    compare(probes.one_step, b=3, m=5, d=4)
    compare(probes.one_step, b=6, m=2, d=3)
    compare(probes.one_step, b=4, m=4, d=4)
    compare(probes.long_query, b=3, m=4, d=4, steps=1, cases=2)


@points(2)
@hint("which c does the second step start from, and which h: with or without f?")
def test_states_are_carried(compare: Callable) -> None:
    """With nothing to read, every step goes on from c and from h = h_hat + f of the step before."""
    compare(probes.nothing_to_read, b=3, m=5, d=4, steps=2)
    compare(probes.nothing_to_read, b=2, m=3, d=5, steps=4)
    compare(probes.small_steps, b=2, m=4, d=3, steps=12, cases=1)


@points(2)
@hint("with which h does the second step read: that of the first step, and does it contain f?")
def test_reads_with_the_current_h(compare: Callable) -> None:
    """Every step reads with the h that the step before has left."""
    compare(probes.several_steps, b=3, m=5, d=4, steps=2)
    compare(probes.several_steps, b=5, m=3, d=2, steps=3)
    compare(probes.several_steps, b=2, m=4, d=3, steps=5)


@points(1)
@hint("which operation in your code mixes the rows of a batch?")
def test_queries_do_not_influence_each_other(observe: Callable) -> None:
    """A query has the same embedding alone and among others."""
    ordinary = observe(probes.among_others, b=4, m=5, d=3, steps=3)
    for seen, _ in (*ordinary, *observe(probes.among_a_long_one, b=3, m=5, d=4, steps=2, cases=1)):
        together, alone = seen["result"], seen["the results of each query on its own"]
        differ = int((~torch.isclose(together, alone, rtol=1e-4, atol=1e-5)).any(dim=1).sum())
        assert not differ, f"{differ} of {len(alone)} queries have another embedding alone than among others"


@points(1)
@hint("what happens to an axis of length 1 in your code?")
def test_single_sizes(compare: Callable) -> None:
    """The result is right and keeps both axes for a single query, support row or feature."""
    for b, m, d in ((1, 4, 3), (3, 1, 4), (3, 4, 1), (1, 1, 1)):
        compare(probes.single_sizes, b=b, m=m, d=d, steps=2)


@points(1)
@hint("once the values are right: f starts h, is the input of every step and is added; is it detached somewhere?")
def test_gradient_reaches_f(compare: Callable) -> None:
    """The gradient of the result with respect to f is right, through all steps."""
    compare(probes.cell_gradient, of="f", b=3, m=5, d=4, steps=3)
    compare(probes.cell_gradient, of="f", b=3, m=2, d=4, steps=0, cases=1)
    compare(probes.cell_gradient_alone, of="f", b=3, m=4, d=2, steps=2, cases=1)
    compare(probes.cell_gradient_in_evaluation, of="f", b=3, m=4, d=2, steps=2, cases=1)


@points(1)
@hint("once the values are right: g acts on the attention and on what is read; is it detached in one of the two?")
def test_gradient_reaches_g(compare: Callable) -> None:
    """The gradient of the result with respect to g is right, through all steps."""
    compare(probes.cell_gradient, of="g", b=3, m=5, d=4, steps=3)
    compare(probes.cell_gradient_alone, of="g", b=3, m=4, d=2, steps=2, cases=1)
    compare(probes.cell_gradient_in_evaluation, of="g", b=3, m=4, d=2, steps=2, cases=1)


@points(1)
@hint("once the values are right: do h and c stay connected from the first step to the last?")
def test_gradient_reaches_the_cell(compare: Callable) -> None:
    """The gradients of the result with respect to all parameters of cell are right, through all steps."""
    compare(probes.cell_gradient, of="cell", b=3, m=5, d=4, steps=3)
    compare(probes.cell_gradient_alone, of="cell", b=3, m=4, d=2, steps=2, cases=1)
    compare(probes.cell_gradient_in_evaluation, of="cell", b=3, m=4, d=2, steps=2, cases=1)


@points(1)
@hint("in which dtype are the tensors that you create or convert to on the way?")
def test_keeps_float64(compare: Callable) -> None:
    """fce_query() computes in float64 when f, g and cell are float64."""
    compare(probes.several_steps, b=3, m=5, d=4, steps=2, dtype="float64", tolerance=DOUBLE)


@points(1)
@hint("is c zero whenever a call begins? is anything drawn, or kept from before?")
def test_calls_are_independent(compare: Callable) -> None:
    """Every call starts from c = 0, whatever was called before, and leaves earlier results alone."""
    compare(probes.cell_called_twice, b=3, m=4, d=3, steps=2)
    compare(probes.two_sets_of_queries, b=2, m=3, d=4, steps=2, cases=1)


@points(1)
@hint("h = f names the same tensor twice: does a later line change it in place? is a mode or a flag switched?")
def test_leaves_its_arguments_alone(compare: Callable) -> None:
    """fce_query() leaves f, g, the parameters of cell, its mode and the global random generator as they were."""
    sizes = {"b": 3, "m": 4, "d": 2, "steps": 2, "tolerance": EXACT}
    compare(probes.cell_afterwards, training=True, requires_grad=False, frozen=False, **sizes)
    compare(probes.cell_afterwards, training=False, requires_grad=True, frozen=True, **sizes)
