"""An exercise is judged while the submission answers the next one, in the thread of neither."""

import threading

import pytest

from autograder.examination import Judging
from autograder.judge import CheckPlan, Run, Status, SuitePlan
from autograder.sandbox.replies import Answered, Ended
from autograder.suite import Check, Suite

PATIENCE_S = 10


def plan(exercise, *runs):
    """An exercise whose checks run these functions."""
    checks = tuple(Check(f"test_{number}", "title", 1, "hint", run) for number, run in enumerate(runs))
    planned = tuple(CheckPlan(check, (), ()) for check in checks)
    return SuitePlan(Suite(exercise, checks), Run(1), planned)


def passes():
    pass


def fails():
    pytest.fail("the fact")


def answer(seconds=0.0):
    return Answered((), seconds)


def test_an_exercise_is_judged_before_the_next_has_been_answered():
    judged = threading.Event()
    with Judging([plan("f", passes, judged.set), plan("g", passes)]) as judging:
        judging.take({}, 0, answer())
        assert not judged.wait(0.05)
        judging.take({}, 1, answer())
        assert judged.wait(PATIENCE_S)
        judging.take({}, 2, answer())
        assert [item.plan.suite.exercise for item in judging.examined()] == ["f", "g"]


def test_who_takes_the_answers_is_not_kept():
    threads, goes_on = [], threading.Event()

    def waits():
        threads.append(threading.current_thread())
        assert goes_on.wait(PATIENCE_S), "whoever takes the answers was kept"

    with Judging([plan("f", waits), plan("g", waits)]) as judging:
        judging.take({}, 0, answer())
        judging.take({}, 1, answer())
        goes_on.set()
        verdicts = [verdict.status for item in judging.examined() for verdict in item.verdicts]
    assert verdicts == [Status.PASSED, Status.PASSED]
    assert threading.current_thread() not in threads


def test_answers_may_come_in_any_order():
    with Judging([plan("f", passes, fails), plan("g", fails)]) as judging:
        for number, reply in ((2, answer(2.0)), (1, answer(1.0)), (0, Ended("crashed"))):
            judging.take({}, number, reply)
        f, g = judging.examined()
    assert [verdict.status for verdict in f.verdicts] == [Status.NOT_RUN, Status.FAILED]
    assert f.answers == (Ended("crashed"), answer(1.0))
    assert f.verdicts[0].message == "f(...) crashed"
    assert (g.verdicts[0].message, g.verdicts[0].duration_s) == ("the fact", 2.0)


def test_an_answer_that_never_came_is_no_verdict():
    with Judging([plan("f", passes, passes)]) as judging:
        judging.take({}, 0, answer())
        with pytest.raises(KeyError):
            list(judging.examined())
