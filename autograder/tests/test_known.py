"""How far known mistakes are run: one check first, and whole only those that answer it as the submission does."""

import pytest

from autograder import patterns
from autograder.course import Assignment
from autograder.grading import Grader
from autograder.judge import Run
from autograder.submissions import Submission
from autograder.tests.conftest import LIMITS, SEED

ADDS = frozenset({"test_keeps_the_dtype", "test_multiplies_every_entry"})
SCALE = '"""You are told."""\n\ndef scale(x, factor):\n    return {}\n'


def named(copy: Assignment, body: str, mistakes: dict[str, str]) -> tuple[str | None, list[str]]:
    """Which mistake is named for scale(), beside others that fail the same two checks, and which ran whole."""
    bank = copy.tests_path / "wrong" / "scale"
    for name, other in mistakes.items():
        (bank / f"{name}.py").write_text(SCALE.format(other) if "\n" not in other else other)
    fails = patterns.read(copy)["scale"]
    patterns.write(copy, {"scale": {**fails, **dict.fromkeys(mistakes, ADDS)}})
    with Grader(copy, LIMITS, Run(SEED), exercises=["scale"]) as grader:
        ran, run_whole = [], grader._run_whole
        grader._run_whole = lambda filed: ran.extend(path.stem for _, path in filed) or run_whole(filed)
        grader.draw(grader.run)
        result = grader.grade_one(Submission("zoe", "tiny.py", SCALE.format(body).encode()))
    [scale] = result.exercises
    return scale.misconception and scale.misconception.id, sorted(ran)


def test_what_answers_otherwise_is_not_run_whole(copy: Assignment) -> None:
    others = {"adds_double": "x + 2 * factor", "adds_half": "x + factor / 2", "gives_none": "None"}
    assert named(copy, "factor + x", others) == ("adds_the_factor", ["adds_the_factor"])


def test_of_several_that_answer_alike_each_is_run_whole(copy: Assignment) -> None:
    others = {"adds_and_writes": "x.add_(factor)", "adds_half": "x + factor / 2"}
    assert named(copy, "x.add_(factor)", others)[1] == ["adds_and_writes", "adds_the_factor"]


def test_nothing_is_named_that_answers_otherwise(copy: Assignment) -> None:
    assert named(copy, "x - factor", {"adds_half": "x + factor / 2"}) == (None, [])


@pytest.mark.parametrize("body", [
    "import os\n\ndef scale(x, factor):\n    os._exit(0)\n",
    "import os\nos._exit(0)\n",
    "import torch\n\ndef scale(x, factor):\n    torch.set_default_dtype(torch.float64)\n",
], ids=["ends its child", "ends its child when loaded", "leaves settings behind"])
def test_a_mistake_does_not_hide_the_one_after_it(body: str, copy: Assignment) -> None:
    name, ran = named(copy, "x + factor / 2", {"a_first": body, "a_second": body, "adds_half": "x + factor / 2"})
    assert name == "adds_half"
    assert "adds_half" in ran
