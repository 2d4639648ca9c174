"""How far known mistakes are run: one check first, and whole only those that answer it as the submission does."""

import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from autograder import patterns
from autograder.course import Assignment
from autograder.examination import Examined
from autograder.grading import Grader
from autograder.judge import Run, Status, Verdict
from autograder.known import SHARES, Diagnosing
from autograder.observation import Returned
from autograder.sandbox.client import Answered, Dialogue
from autograder.submissions import Submission
from autograder.tests.conftest import LIMITS, SEED, run_whole
from autograder.tests.test_examination import PATIENCE_S, passes, plan

ADDS = frozenset({"test_keeps_the_dtype", "test_multiplies_every_entry"})
SCALE = '"""You are told."""\n\ndef scale(x, factor):\n    return {}\n'


def filed(copy: Assignment, mistakes: dict[str, str]) -> None:
    """File mistakes of scale() that fail the same two checks."""
    for name, body in mistakes.items():
        text = body if "\n" in body else SCALE.format(body)
        (copy.tests_path / "wrong" / "scale" / f"{name}.py").write_text(text)
    fails = patterns.read(copy)["scale"]
    patterns.write(copy, {"scale": {**fails, **dict.fromkeys(mistakes, ADDS)}})


@pytest.fixture
def named(copy: Assignment, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[str | None, list[str]]]:
    """Which mistake is named for scale(), beside others, and which ran whole."""

    def find(body: str, mistakes: dict[str, str]) -> tuple[str | None, list[str]]:
        filed(copy, mistakes)
        with Grader(copy, LIMITS, Run(SEED), exercises=["scale"]) as grader:
            ran = run_whole(grader, monkeypatch)
            result = grader.grade_one(Submission("zoe", "tiny.py", SCALE.format(body).encode()))
        [scale] = result.exercises
        return scale.misconception and scale.misconception.id, sorted(item.path.stem for item in ran)

    return find


def test_what_answers_otherwise_is_not_run_whole(named: Callable) -> None:
    others = {"adds_double": "x + 2 * factor", "adds_half": "x + factor / 2", "gives_none": "None"}
    assert named("factor + x", others) == ("adds_the_factor", ["adds_the_factor"])


def test_of_several_that_answer_alike_each_is_run_whole(named: Callable) -> None:
    others = {"adds_and_writes": "x.add_(factor)", "adds_half": "x + factor / 2"}
    assert named("x.add_(factor)", others)[1] == ["adds_and_writes", "adds_the_factor"]


def test_nothing_is_named_that_answers_otherwise(named: Callable) -> None:
    assert named("x - factor", {"adds_half": "x + factor / 2"}) == (None, [])


@pytest.mark.parametrize("body", [
    "import os\n\ndef scale(x, factor):\n    os._exit(0)\n",
    "import os\nos._exit(0)\n",
    "import torch\n\ndef scale(x, factor):\n    torch.set_default_dtype(torch.float64)\n",
], ids=["ends its child", "ends its child when loaded", "leaves settings behind"])
def test_a_mistake_does_not_hide_the_one_after_it(body: str, named: Callable) -> None:
    name, ran = named("x + factor / 2", {"a_first": body, "a_second": body, "adds_half": "x + factor / 2"})
    assert name == "adds_half"
    assert "adds_half" in ran


def test_a_mistake_is_asked_one_request_and_then_the_checks_that_it_fails(
    copy: Assignment, monkeypatch: pytest.MonkeyPatch
) -> None:
    filed(copy, {"adds_half": "x + factor / 2"})
    with Grader(copy, LIMITS, Run(SEED), exercises=["scale"]) as grader:
        asked, ask = [], Dialogue.ask
        monkeypatch.setattr(Dialogue, "ask", lambda self, batches, tell=None: asked.extend(batches)
                            or ask(self, batches, tell))
        for student in ("zoe", "ada"):
            grader.grade_one(Submission(student, "tiny.py", SCALE.format("x + factor / 2").encode()))
    first, *whole = [batch.requests for batch in asked if Path(batch.group).stem == "adds_half"]
    assert whole == [planned.requests for planned in grader.plans["scale"].checks if planned.check.id in ADDS]
    assert first in [requests[:1] for requests in whole]


def lost(exercise: str) -> Examined:
    """An exercise whose one check failed."""
    return Examined(plan(exercise, passes), (Answered((Returned(1),), 0.1),), (Verdict(Status.FAILED, "the fact"),))


class Known:
    """Finds something behind every failure; `begun` counts in how many shares."""

    def __init__(self) -> None:
        self.explained = threading.Event()
        self.begun = 0

    def explain(self, failures):
        self.begun += 1
        found = {}
        for failure in failures:
            found[failure.plan.suite.exercise] = "found"
            self.explained.set()
        return found


def test_an_exercise_is_explained_while_the_next_is_answered() -> None:
    known = Known()
    with Diagnosing(known) as diagnosing:
        diagnosing.take(lost("f"))
        assert known.explained.wait(PATIENCE_S)
        diagnosing.take(lost("g"))
        assert known.begun == 1  # the submission is at work as well
        assert diagnosing.found() == {"f": "found", "g": "found"}
        assert known.begun == SHARES


def test_without_a_failure_nothing_is_explained() -> None:
    known = Known()
    with Diagnosing(known) as diagnosing:
        assert diagnosing.found() == {}
    assert known.begun == 0


def test_what_goes_wrong_while_explaining_is_told() -> None:
    class Broken:
        def explain(self, failures):
            raise OSError("the fact")

    with Diagnosing(Broken()) as diagnosing:
        diagnosing.take(lost("f"))
        with pytest.raises(OSError, match="the fact"):
            diagnosing.found()


def test_nobody_waits_for_failures_where_grading_was_given_up() -> None:
    known = Known()

    def give_up() -> None:
        with suppress(KeyboardInterrupt), Diagnosing(known) as diagnosing:
            diagnosing.take(lost("f"))
            raise KeyboardInterrupt

    thread = threading.Thread(target=give_up, daemon=True)
    thread.start()
    thread.join(PATIENCE_S)
    assert not thread.is_alive()


def test_where_one_child_runs_at_a_time_submission_and_mistakes_take_turns(
    tiny_grader: Grader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tiny_grader._sandbox, "_turn", threading.Lock())
    tiny_grader.draw(tiny_grader.run)
    text = SCALE.format("x + factor") + "\n\ndef centre(x):\n    return x - 1\n"
    results = []

    def grade() -> None:
        results.extend(tiny_grader.grade([Submission(name, "tiny.py", text.encode()) for name in "ab"], jobs=2))

    thread = threading.Thread(target=grade, daemon=True)
    thread.start()
    thread.join(3 * PATIENCE_S)
    assert [result.exercises[0].misconception.id for result in results] == ["adds_the_factor"] * 2
