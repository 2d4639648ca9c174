"""Hidden suite of sinusoid_task."""

import math
from collections.abc import Callable

import torch

from autograder.suite import hint, points

from . import probes_sinusoid as probes

RANDOM = True

CURVES = {"number": 6, "k_shot": 5, "n_query": 8}
MANY_INPUTS = {"number": 60, "k_shot": 60, "n_query": 50}
RISK = 1e-11  # that a right answer fails one comparison with a uniform distribution


def drawn(observe: Callable, *parts: str, number: int, k_shot: int = 2, n_query: int = 3) -> dict[str, torch.Tensor]:
    """One case: these parts of all its tasks, each (number, entries)."""
    arguments = {"parts": parts, "number": number, "k_shot": k_shot, "n_query": n_query}
    return observe(probes.tasks, cases=1, **arguments)[0][0]


def is_uniform(name: str, values: torch.Tensor, low: float, high: float) -> None:
    """Assert that independent values fill the interval evenly and do not repeat."""
    numbers = ((values.flatten() - low) / (high - low)).sort().values
    n, places = len(numbers), f"between {low:g} and {high:.4g}"
    outside = int(((numbers < -1e-4) | (numbers > 1 + 1e-4)).sum())
    assert not outside, f"{outside} of {n} {name} do not lie {places}"
    repeated = n - len(numbers.unique())
    assert repeated <= n // 100, f"{repeated} of {n} {name} repeat another one, expected nearly all to differ"
    margin = 1 - RISK ** (1 / n)  # how near to each end the nearest one comes
    least, most = numbers[0].item(), numbers[-1].item()
    assert max(least, 1 - most) < margin, (
        f"{n} {name} lie between {low + (high - low) * least:.3g} and {low + (high - low) * most:.3g}, "
        f"expected them to fill the interval {places}"
    )
    gap = float((numbers - torch.linspace(0.5 / n, 1 - 0.5 / n, n, dtype=numbers.dtype)).abs().max())
    assert gap < math.sqrt(math.log(2 / RISK) / (2 * n)), (  # Dvoretzky, Kiefer, Wolfowitz; Massart 1990
        f"{n} {name} are not spread evenly {places}"
    )


def lies_on_the_curve(x: str, y: str, observe: Callable) -> None:
    """Assert that y = amplitude * sin(x + phase) in every task."""
    for seen, _ in observe(probes.tasks, parts=(x, y, "amplitude", "phase"), **CURVES):
        expected = seen["amplitude"] * torch.sin(seen[x] + seen["phase"])
        off = int(((seen[y] - expected).abs() > 1e-4).sum())
        assert not off, f"{off} of {expected.numel()} entries of {y} are not amplitude * sin({x} + phase)"


@points(1)
@hint("is every tensor a column, of as many rows as there are points on its side, and are there six parts?")
def test_columns(observe: Callable) -> None:
    """sinusoid_task() returns xs, ys (k_shot, 1) and xq, yq (n_query, 1), all float32, then amplitude and phase."""
    observe(probes.one_task, k_shot=3, n_query=5)
    observe(probes.one_task, k_shot=4, n_query=1)
    observe(probes.one_task, k_shot=1, n_query=2)
    observe(probes.one_task, k_shot=6, n_query=6)


@points(1)
@hint("is y the amplitude times the sine of x plus the phase, without noise, and do you return this amplitude?")
def test_support_lies_on_the_curve(observe: Callable) -> None:
    """sinusoid_task() returns support points with ys = amplitude * sin(xs + phase)."""
    lies_on_the_curve("xs", "ys", observe)


@points(1)
@hint("are amplitude and phase drawn once, and used for the support and the query set?")
def test_query_lies_on_the_same_curve(observe: Callable) -> None:
    """sinusoid_task() returns query points with yq = amplitude * sin(xq + phase), of the same curve."""
    lies_on_the_curve("xq", "yq", observe)


@points(1)
@hint("if u is uniform between 0 and 1, where do the smallest and the largest amplitude lie?")
def test_amplitude_is_uniform(observe: Callable) -> None:
    """sinusoid_task() draws the amplitude uniformly between 0.1 and 5."""
    is_uniform("amplitudes", drawn(observe, "amplitude", number=1300)["amplitude"], 0.1, 5)


@points(1)
@hint("from where to where does the phase go, in radians, and is it uniform?")
def test_phase_is_uniform(observe: Callable) -> None:
    """sinusoid_task() draws the phase uniformly between 0 and pi."""
    is_uniform("phases", drawn(observe, "phase", number=600)["phase"], 0, math.pi)


@points(1)
@hint("do both sides have inputs between -5 and 5, uniform, and other ones in each call?")
def test_inputs_are_uniform(observe: Callable) -> None:
    """sinusoid_task() draws each input of support and query uniformly between -5 and 5."""
    for name, values in drawn(observe, "xs", "xq", **MANY_INPUTS).items():
        is_uniform(f"entries of {name} from {MANY_INPUTS['number']} tasks", values, -5, 5)


@points(1)
@hint("do you sort the inputs, or space them evenly?")
def test_inputs_come_in_random_order(observe: Callable) -> None:
    """sinusoid_task() leaves the inputs in the random order in which they are drawn."""
    for name, values in drawn(observe, "xs", "xq", **MANY_INPUTS).items():
        rises = (values.diff(dim=1) > 0).double().mean().item()
        assert 0.3 < rises < 0.7, f"{rises:.0%} of the entries of {name} are followed by a larger one, expected half"


@points(1)
@hint("do you draw the inputs of the query set by themselves?")
def test_query_has_inputs_of_its_own(observe: Callable) -> None:
    """sinusoid_task() draws new inputs for the query set, instead of those of the support set."""
    for arguments in (MANY_INPUTS, {**MANY_INPUTS, "n_query": MANY_INPUTS["k_shot"]}):
        seen = drawn(observe, "xs", "xq", **arguments)
        shared = sum(len(set(xs) & set(xq)) for xs, xq in zip(seen["xs"].tolist(), seen["xq"].tolist(), strict=True))
        n = seen["xq"].numel()
        assert shared <= 4, f"{shared} of {n} entries of xq are in the xs of the same task, expected none"


@points(1)
@hint("does each quantity have a random number of its own?")
def test_draws_are_independent(observe: Callable) -> None:
    """sinusoid_task() draws amplitude, phase and inputs independently of each other and of other tasks."""
    names = ["amplitude", "phase", "xs[0]", "xs[1]", "xq[0]", "xq[1]", "xq[2]"]
    columns = torch.cat(list(drawn(observe, "amplitude", "phase", "xs", "xq", number=400).values()), dim=1)
    names += [f"{name} of the next task" for name in names]
    related = torch.corrcoef(torch.cat([columns[:-1], columns[1:]], dim=1).T)[:7].nan_to_num(0).triu(1)
    for one, other in (related.abs() > 0.4).nonzero().tolist():
        fact = f"{names[one]} and {names[other]} have the correlation {related[one, other].item():.2f}"
        raise AssertionError(f"in {len(columns)} tasks, {fact}, expected about 0")


@points(1)
@hint("does every draw get generator=generator, and do you leave its seed alone?")
def test_all_draws_come_from_the_generator(observe: Callable) -> None:
    """sinusoid_task() draws all from the generator: same state, same task; next state, new task."""
    for seen, _ in observe(probes.replay, k_shot=4, n_query=6):
        first, following, again = (
            {name: part.tolist() for name, part in seen[label].items()}
            for label in ("the task", "the next task", "the task from the same state")
        )
        for name in ("xs", "xq", "amplitude", "phase"):  # ys and yq follow from these
            assert first[name] == again[name], f"the same state of the generator gave another {name}"
        for name in ("xs", "xq"):  # two amplitudes may be equal, if once in a million times
            assert first[name] != following[name], f"two calls in a row with one generator gave the same {name}"


@points(1)
@hint("does a line draw from torch, numpy or random without a generator of your own, or seed one of them?")
def test_leaves_global_states_alone(observe: Callable) -> None:
    """sinusoid_task() does not move the global random states of torch, numpy and Python."""
    for seen, reference in observe(probes.surroundings, k_shot=4, n_query=6):
        for name, number in reference["the next global random numbers"].items():
            got = seen["the next global random numbers"][name]
            assert got == number, f"{name} gives another number after the call than without it"
