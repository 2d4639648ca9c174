"""A check becomes a plan on the reference, and a verdict on what a submission answered."""

import math
from pathlib import Path

import pytest
import torch

from autograder import judge, probing
from autograder.judge import Run, Status, plain_text
from autograder.observation import MAX_NODES, Missing, Raised, Returned, capture
from autograder.probing import Solution
from autograder.suite import Check, Suite

RUN = Run(seed=1)


def rows(solution, draw, *, n):
    """rows of normal values"""
    return {"result": solution.double(draw.normal(n, 3))}


def a_vector(solution, draw):
    """a vector"""
    return solution.double(draw.normal(3))


def undefined(solution, draw):
    """a function of the submission that the reference does not have"""
    return solution.triple(draw.normal(3))


def mistaken(solution, draw):
    """a mistake of the probe"""
    return solution.double(draw.normal(3, 3), "too many arguments")


def not_written(solution, draw):
    """the type of a set"""
    return {"the set": {1}}


def too_much(solution, draw):
    """more entries in each case than all cases together may have"""
    return [0] * (MAX_NODES - 1)


NAMESPACE = {"__file__": "solutions/double.py"}
exec(compile("""
def double(x):
    if x.dim() != 2:
        raise ValueError(f"x has {x.dim()} dimensions, not 2")
    return x * 2
""", NAMESPACE["__file__"], "exec"), NAMESPACE)
REFERENCE, double = Solution(NAMESPACE), NAMESPACE["double"]
PROBES = {judge.probe_id(item): item for item in (rows, a_vector, undefined, mistaken, not_written, too_much)}


def planned(function, seed=1):
    check = Check(function.__name__, "double() doubles.", 2, "look at the factor", function)
    [plan] = judge.plan(Suite("double", (check,)), REFERENCE, PROBES, Run(seed)).checks
    return plan


def verdict(function, submission, seed=1):
    try:
        return verdict_or_skip(function, submission, seed)
    except pytest.skip.Exception as error:  # else this test would be skipped as well
        raise RuntimeError("the judge let a skip through") from error


def verdict_or_skip(function, submission, seed):
    plan = planned(function, seed)
    solution = Solution({"double": submission} if submission else {})
    seen = tuple(probing.run(request, solution, PROBES) for request in plan.requests)
    return judge.judge("double", plan, seen, RUN)


def compares(compare):
    compare(rows, n=4)


def observes(observe):
    for seen, expected in observe(rows, n=4):
        if not torch.equal(seen["result"], expected["result"]):
            raise AssertionError("double(...) is not what it is expected to be")  # pytest adds to a failed assert


def expects_an_exception(compare):
    compare(a_vector)


def raising(error):
    def submission(x):
        raise error

    return submission


def calls_a_stub():
    """A submission that calls another exercise, whose cell still holds the stub."""
    cell = compile("def half(x):\n    raise NotImplementedError()", "<cell half>", "exec")
    names = {}
    exec(cell, names)
    return names["half"]


def other(value):
    def submission(x):
        return value

    return submission


@pytest.mark.parametrize("check", [compares, observes, expects_an_exception])
def test_the_reference_passes(check):
    assert verdict(check, double).status is Status.PASSED
    assert verdict(check, double).message == ""


@pytest.mark.parametrize(
    ("check", "submission", "status", "message"),
    [
        (compares, lambda x: x[0], Status.FAILED,
         "double(...) has shape (3,), expected (4, 3)\non rows of normal values"),
        (observes, lambda x: x * 3, Status.FAILED,
         "double(...) is not what it is expected to be\non rows of normal values"),
        (observes, lambda x: x.double(), Status.FAILED,
         "double(...) has dtype float64, expected float32\non rows of normal values"),
        (expects_an_exception, lambda x: x, Status.FAILED,
         "double(...) returned a value, expected a ValueError to be raised\non a vector"),
        (expects_an_exception, raising(KeyError("x")), Status.FAILED,
         "double(...) raised KeyError, expected ValueError\non a vector"),
        (expects_an_exception, other([0] * MAX_NODES), Status.FAILED,
         "double(...) raised TooLarge, expected ValueError\non a vector"),
        (compares, raising(KeyError("x")), Status.ERROR, "double(...) raised KeyError: 'x'\non rows of normal values"),
        (compares, raising(RuntimeError()), Status.ERROR, "double(...) raised RuntimeError\non rows of normal values"),
        (compares, raising(RuntimeError("\x1b[31m/home/s/x.py")), Status.ERROR,
         "double(...) raised RuntimeError: x.py\non rows of normal values"),
        (compares, raising(NotImplementedError()), Status.ERROR,
         "double is not written yet: it raises NotImplementedError"),
        (compares, calls_a_stub(), Status.ERROR,
         "double(...) calls half, which is not written yet\non rows of normal values"),
        (compares, None, Status.NOT_RUN, "double is not defined in the notebook"),
        (observes, None, Status.NOT_RUN, "double is not defined in the notebook"),
        (expects_an_exception, None, Status.NOT_RUN, "double is not defined in the notebook"),
        (compares, other(None), Status.FAILED,
         "double(...) is of type None, expected torch.Tensor\non rows of normal values"),
    ],
)
def test_a_verdict_says_what_happened(check, submission, status, message):
    assert verdict(check, submission) == judge.Verdict(status, message)


def test_the_place_of_an_exception_is_told():
    seen = (Raised(("KeyError",), "x", "line 3 of cell double"),) * 3
    told = judge.judge("double", planned(compares), seen, RUN)
    assert told.message.startswith("double(...) raised KeyError: x (line 3 of cell double)\n")


def says_nothing(observe):
    for seen, expected in observe(rows, n=4):
        if not torch.equal(seen["result"], expected["result"]):
            raise AssertionError


def test_a_failed_assertion_without_words_gets_some():
    told = verdict(says_nothing, lambda x: x * 3)
    assert told.message == "double(...) does not do what this check describes\non rows of normal values"


def divides(observe):
    for seen, _ in observe(rows, n=4):
        1 // int(seen["result"].abs().max())


def recurses(observe):
    def down(level):
        return down(level + 1)

    for seen, expected in observe(rows, n=4):
        if not torch.equal(seen["result"], expected["result"]):
            down(0)


def skips(observe):
    for seen, expected in observe(rows, n=4):
        if not torch.equal(seen["result"], expected["result"]):
            pytest.skip("not this one")


def asks_for_more(compare, observe):
    for seen, expected in observe(rows, n=4):
        if not torch.equal(seen["result"], expected["result"]):
            compare(rows, n=5)


@pytest.mark.parametrize(
    ("check", "error"),
    [(divides, "ZeroDivisionError"), (recurses, "RecursionError"), (skips, "Skipped"), (asks_for_more, "KeyError")],
)
def test_a_check_that_crashes_on_what_it_sees_is_failed(check, error):
    told = verdict(check, lambda x: x * 0)
    assert told.status is Status.FAILED
    assert told.message == f"what double(...) returned cannot be examined ({error})\non rows of normal values"


def fails_by_pytest(observe):
    for seen, expected in observe(rows, n=4):
        if not torch.equal(seen["result"], expected["result"]):
            pytest.fail("double(...) is wrong")


def test_pytest_fail_is_a_failed_check():
    told = verdict(fails_by_pytest, lambda x: x * 3)
    assert told == judge.Verdict(Status.FAILED, "double(...) is wrong\non rows of normal values")


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_values_that_are_not_finite_never_pass(value):
    told = verdict(compares, lambda x: torch.full_like(x, value))
    assert told.status is Status.FAILED
    assert "12 of 12 entries are not finite" in told.message


def refuses(compare):
    raise AssertionError("this check is wrong")


def asks_nothing(compare):
    pass


def fails_on_the_reference(observe):
    observe(rows, n=4)
    pytest.fail("wrong even so")


def skips_on_the_reference(observe):
    observe(rows, n=4)
    pytest.skip("not today")


def asks_with_a_dtype(compare):
    compare(rows, n=torch.float32)


def asks_for_the_undefined(compare):
    compare(undefined)


def asks_a_mistaken_probe(compare):
    compare(mistaken)


def compares_types_only(compare):
    compare(not_written)


def carries_too_much(compare):
    compare(too_much)


def observes_an_exception(observe):
    for seen, expected in observe(a_vector):
        assert seen == expected


@pytest.mark.parametrize(
    ("check", "fault"),
    [
        (refuses, "does not pass this check: AssertionError: this check is wrong"),
        (asks_nothing, "this check asks nothing of the submission"),
        (fails_on_the_reference, "does not pass this check: Failed: wrong even so"),
        (skips_on_the_reference, "does not pass this check: Skipped: not today"),
        (asks_with_a_dtype, "TypeError: Object of type dtype is not JSON serializable"),
        (asks_for_the_undefined, "triple is not defined"),
        (asks_a_mistaken_probe, "the probe itself raises TypeError: double() takes 1 positional argument"),
        (compares_types_only, "holds a set, of which only the type would be compared"),
        (carries_too_much, "larger than a grading run may carry"),
        (observes_an_exception, "the reference raised ValueError: use compare()"),
    ],
)
def test_a_check_that_cannot_judge_is_broken_for_everyone(check, fault):
    assert fault in planned(check).fault
    assert verdict(check, double).status is Status.BROKEN
    assert verdict(check, lambda x: x).status is Status.BROKEN
    assert verdict(check, None).status is Status.BROKEN


def inputs(plan):
    return [outcome.value["result"].values for outcome in plan.expected]


def test_the_same_seed_asks_the_same():
    one, other_one = planned(compares), planned(compares)
    assert one.requests == other_one.requests
    assert all(map(torch.equal, inputs(one), inputs(other_one)))


def test_another_seed_draws_other_inputs():
    one, other_one = planned(compares, seed=1), planned(compares, seed=2)
    assert len({request.seed for request in (*one.requests, *other_one.requests)}) == 6
    assert not any(map(torch.equal, inputs(one), inputs(other_one)))


def test_each_case_and_each_check_draws_inputs_of_its_own():
    requests = [*planned(compares).requests, *planned(observes).requests]
    assert len({request.seed for request in requests}) == 6


def compares_twice(compare, observe):
    compare(rows, n=4)
    observe(rows, n=4)
    compare(rows, n=5, cases=1)


def test_a_request_is_made_once_however_often_a_check_looks_at_it():
    assert [request.arguments for request in planned(compares_twice).requests] == [{"n": 4}] * 3 + [{"n": 5}]


def writes_into_what_it_sees(observe):
    for seen, expected in observe(rows, n=4):
        assert torch.equal(seen["result"], expected["result"])
        expected["result"].zero_()
        seen["result"].zero_()


def test_a_check_cannot_spoil_the_expected_values_for_the_next_submission():
    plan = planned(writes_into_what_it_sees)
    before = [values.clone() for values in inputs(plan)]
    assert all(values.any() for values in before)
    seen = tuple(Returned(capture({"result": values * 1})) for values in before)
    assert judge.judge("double", plan, seen, RUN).status is Status.PASSED
    assert all(map(torch.equal, before, inputs(plan)))
    assert judge.judge("double", plan, seen, RUN).status is Status.PASSED


def test_a_missing_helper_is_named():
    told = judge.judge("double", planned(compares), (Missing("halve"),) * 3, RUN)
    assert told == judge.Verdict(Status.NOT_RUN, "halve is not defined in the notebook")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain 文字 é\nsecond line", "plain 文字 é\nsecond line"),
        ("\x1b[1;31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07", "]0;title"),
        ("a\tb\rc\x00\x08\x7f\x9b", "a bc"),
        ("\u202eevil\u2066\u200f\ufeff\u061c\u2028", "evil"),
        ("\ud800\udfff", ""),
        ("cannot open /home/someone/course/solutions/x.py", "cannot open x.py"),
        ("see https://pytorch.org/docs/x.html, /home/someone/x.py", "see https://pytorch.org/docs/x.html, x.py"),
        ("file:///home/someone/x.py", "file://x.py"),
        (f"{Path(__file__)}", "test_judge.py"),
        ("3/4/5 and and/or", "3/4/5 and and/or"),
        ("x" * 5_000, "x" * 1_500),
        ("\x00" * 10_000 + "late", ""),
    ],
    ids=["plain", "colour", "title", "control", "direction", "surrogates", "path", "web", "file", "this path",
         "fractions", "long", "long and empty"],
)
def test_text_of_a_submission_is_made_safe_to_show(text, expected):
    assert plain_text(text) == expected


def test_hostile_text_takes_no_time():
    assert len(plain_text("/a" * 10**6)) <= 1_500
