"""A wrong submission is given the name of the known mistake that behaves as it does."""

from dataclasses import replace

import pytest

from autograder.diagnosis import KnownMistake, diagnose, differences
from autograder.examination import Examined
from autograder.judge import CheckPlan, Run, Status, SuitePlan, Verdict
from autograder.known import Failure
from autograder.observation import Raised, Returned
from autograder.sandbox.replies import Answered, Ended
from autograder.score import Misconception
from autograder.suite import Check, Suite

RIGHT = [[1, 2], [3, 4]]
FAILED = [Verdict(Status.FAILED), Verdict(Status.FAILED)]
PASSED = [Verdict(Status.PASSED), Verdict(Status.PASSED)]


def plan(is_random=False):
    checks = [Check(f"test_{number}", "title", 1, "hint", print) for number in range(len(RIGHT))]
    plans = [CheckPlan(check, (), tuple(map(Returned, values))) for check, values in zip(checks, RIGHT, strict=True)]
    return SuitePlan(Suite("f", tuple(checks), is_random), Run(1), tuple(plans))


def second_check():
    return replace(plan(), checks=plan().checks[1:])


def answers(values):
    """An answer for each check; text in place of a list is how the process ended."""
    return [Ended(row) if isinstance(row, str) else Answered(tuple(map(Returned, row)), 0.0) for row in values]


def by_number(items, first=0):
    return dict(enumerate(items, first))


def mistake(name, values, verdicts=FAILED):
    asked = answers(values)
    found = differences(plan(), range(len(asked)), asked)
    return KnownMistake(Misconception(name, "told"), by_number(asked), by_number(verdicts), found)


EVERYTHING = mistake("everything", [[5, 6], [7, 8]])
FIRST = mistake("first", [[5, 2], [3, 4]], [FAILED[0], PASSED[0]])
FIRST_CHECK = mistake("first_check", [[5, 6], [3, 4]], [FAILED[0], PASSED[0]])
SECOND_CHECK = mistake("second_check", [[1, 2], [7, 8]], [PASSED[0], FAILED[0]])
CRASHES = mistake("crashes", ["crashed", "crashed"])
CRASHES_LATER = mistake("crashes_later", [[5, 2], "crashed"])
HARMLESS = mistake("harmless", RIGHT)


@pytest.mark.parametrize(
    ("seen", "known", "name"),
    [
        ([[5, 6], [7, 8]], [FIRST, EVERYTHING, SECOND_CHECK], "everything"),
        ([[5, 6], [3, 4]], [FIRST, FIRST_CHECK, EVERYTHING], "first_check"),
        ([[5, 6], [9, 9]], [FIRST, FIRST_CHECK, EVERYTHING], "first_check"),
        ([[5, 9], [3, 4]], [FIRST_CHECK, FIRST], "first"),
        ([[5, 6], [7, 8]], [SECOND_CHECK, FIRST_CHECK], "second_check"),
        ([[9, 9], [9, 9]], [FIRST, FIRST_CHECK, SECOND_CHECK, EVERYTHING], None),
        ([[9, 9], [9, 9]], [HARMLESS], None),
        ([[9, 9], [9, 9]], [], None),
        (["crashed", "crashed"], [CRASHES, EVERYTHING], None),
        (["crashed", [7, 8]], [CRASHES, EVERYTHING, SECOND_CHECK], "second_check"),
        ([[5, 2], [9, 9]], [CRASHES_LATER], "crashes_later"),
    ],
    ids=["the same everywhere", "the same in one check", "more wrong than the mistake", "wrong in one request",
         "two explain the same", "wrong in another way", "harmless mistake", "none known", "crash",
         "crash of one check", "crash of the mistake"],
)
def test_the_mistake_that_explains_most_is_named(seen, known, name):
    found = diagnose(plan(), answers(seen), FAILED, known)
    assert (found.id if found else None) == name


def test_exceptions_are_observations_too():
    raised = Raised(("KeyError", "Exception"), "x", "")
    seen = [Answered((raised,) * 2, 0.0)] * 2
    known = KnownMistake(Misconception("raises", "told"), by_number(seen), by_number(FAILED), [(0, 0), (1, 1)])
    assert diagnose(plan(), seen, FAILED, [known]).id == "raises"
    assert diagnose(plan(), answers([[5, 6], [7, 8]]), FAILED, [known]) is None


@pytest.mark.parametrize("is_random", [True, False])
def test_a_right_answer_has_no_misconception(is_random):
    known = [mistake("unnoticed", [[5, 6], [7, 8]], PASSED)]
    assert diagnose(plan(is_random), answers([[5, 6], [7, 8]]), PASSED, known) is None


def pattern(*statuses):
    return [Verdict(status) for status in statuses]


P, F, E = Status.PASSED, Status.FAILED, Status.ERROR


@pytest.mark.parametrize(
    ("verdicts", "known", "name"),
    [
        ((F, P), {"a": (F, P), "b": (P, F)}, "a"),
        ((F, P), {"a": (F, P), "b": (F, P)}, None),
        ((F, P), {"a": (E, P), "b": (F, F)}, None),
        ((F, P), {}, None),
    ],
    ids=["one", "ambiguous", "no other", "none known"],
)
def test_where_right_answers_are_random_the_failed_checks_tell(verdicts, known, name):
    mistakes = [mistake(id_, RIGHT, pattern(*statuses)) for id_, statuses in known.items()]
    found = diagnose(plan(is_random=True), answers([[8, 8], [8, 8]]), pattern(*verdicts), mistakes)
    assert (found.id if found else None) == name


def test_differences_are_told_by_check_and_request():
    assert differences(plan(), [0, 1], answers([[1, 9], [9, 9]])) == [(0, 1), (1, 0), (1, 1)]
    assert differences(plan(), [0, 1], answers(["crashed", [3, 9]])) == [(1, 1)]
    assert differences(plan(), [0, 1], answers(RIGHT)) == []
    assert differences(second_check(), [1], answers([[1, 2]])) == [(1, 0), (1, 1)]


def test_a_mistake_is_asked_first_where_the_submission_differs_from_the_reference():
    failure = Failure.of(Examined(plan(), answers([[1, 9], [9, 9]]), FAILED))
    assert failure.question(frozenset({"test_0"})) == (0, 1)
    assert failure.question(frozenset({"test_1"})) == (1, 0)
    assert failure.question(frozenset({"another"})) is None


@pytest.mark.parametrize(
    ("answer", "is_open"), [(9, True), (2, True), (8, False)], ids=["the same", "as the reference", "otherwise"]
)
def test_one_answer_of_a_mistake_may_rule_it_out(answer, is_open):
    failure = Failure.of(Examined(plan(), answers([[1, 9], [3, 4]]), pattern(F, P)))
    assert failure.may_be(answers([[answer]])[0], (0, 1)) is is_open
    assert failure.may_be(Ended("crashed"), (0, 1))


@pytest.mark.parametrize("is_random", [True, False])
def test_a_mistake_need_only_be_asked_the_checks_it_fails(is_random):
    asked = answers([[7, 8]])
    found = differences(second_check(), [1], asked)
    known = [KnownMistake(Misconception("second_check", "told"), by_number(asked, 1), {1: Verdict(F)}, found)]
    assert diagnose(plan(is_random), answers([[1, 2], [7, 8]]), pattern(P, F), known).id == "second_check"
    assert diagnose(plan(is_random), answers([[7, 8], [3, 4]]), pattern(F, P), known) is None


def test_a_mistake_that_fails_less_than_half_of_what_was_lost_is_not_named():
    seen = answers([[5, 6], [9, 9]])
    assert diagnose(plan(), seen, [Verdict(F)] * 2, [FIRST_CHECK]).id == "first_check"
    assert diagnose(plan(), seen, [Verdict(F)] * 3, [FIRST_CHECK]) is None
