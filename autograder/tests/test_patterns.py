"""Which known mistakes are run for a submission: those whose failed checks can explain its own."""

import pytest

from autograder import patterns
from autograder.course import Assignment, CourseError
from autograder.grading import Grader
from autograder.known import Filed
from autograder.submissions import Submission
from autograder.tests.conftest import run_whole
from autograder.tests.test_cli import GOLDEN


@pytest.fixture
def ran(tiny_grader: Grader, monkeypatch: pytest.MonkeyPatch) -> list[Filed]:
    """The known mistakes that a grader has run since it drew its inputs anew."""
    return run_whole(tiny_grader, monkeypatch)


def names(ran: list[Filed]) -> list[str]:
    return sorted(f"{filed.path.parent.name}/{filed.path.stem}" for filed in ran)


def graded(grader: Grader, case: str) -> None:
    data = (GOLDEN / case / "submission.ipynb").read_bytes()
    grader.grade_one(Submission("zoe", "tiny.ipynb", data))


def module(grader: Grader, text: str) -> None:
    grader.grade_one(Submission("zoe", "tiny.py", text.encode()))


@pytest.mark.parametrize("case", ["all_right", "stub_untouched", "missing_function", "syntax_error"])
def test_none_is_run_where_there_is_nothing_to_explain(case: str, tiny_grader: Grader, ran: list[Filed]) -> None:
    graded(tiny_grader, case)
    assert ran == []


def test_those_that_fail_no_other_check_are_run_once(tiny_grader: Grader, ran: list[Filed]) -> None:
    graded(tiny_grader, "known_mistakes")
    once = names(ran)
    assert "scale/in_place" in once
    assert "scale/adds_the_factor" not in once
    graded(tiny_grader, "known_mistakes")
    assert names(ran) == once


def test_what_raises_everywhere_is_compared_with_its_like_only(tiny_grader: Grader, ran: list[Filed]) -> None:
    module(tiny_grader, "def scale(x, factor):\n    return x @ undefined\n")
    assert ran == []


def test_without_a_file_every_mistake_is_run(tiny_grader: Grader, ran: list[Filed], monkeypatch) -> None:
    monkeypatch.setattr(tiny_grader, "_patterns", {})
    tiny_grader.draw(tiny_grader.run)
    module(tiny_grader, "def scale(x, factor):\n    return x.mul_(factor)\n")
    assert names(ran) == ["scale/adds_the_factor", "scale/always_float32", "scale/in_place"]


def test_writing_keeps_the_other_exercises_and_drops_what_is_gone(copy: Assignment) -> None:
    kept = patterns.read(copy)
    patterns.write(copy, {"scale": {"new": frozenset({"test_b", "test_a"})}, "gone": {}})
    assert patterns.read(copy) == {**kept, "scale": {"new": frozenset({"test_a", "test_b"})}}
    patterns.path(copy).unlink()
    assert patterns.read(copy) == {}


@pytest.mark.parametrize("text", ["<<<<<<< HEAD", "[]", '{"scale": ["test_a"]}', '{"scale": {"in_place": 3}}'])
def test_a_damaged_file_is_told(copy: Assignment, text: str) -> None:
    patterns.path(copy).write_text(text)
    with pytest.raises(CourseError, match="is damaged: delete it, then run `python -m autograder verify tiny --write`"):
        patterns.read(copy)


@pytest.mark.parametrize(("pattern", "failed", "loosely", "exactly"), [
    ("a", "ab", True, False), ("ab", "ab", True, True), ("abc", "ab", False, False), ("c", "ab", False, False),
    ("a", "abc", False, False), (None, "ab", True, True),
])
def test_a_pattern_explains_what_fails_a_little_more(pattern, failed, loosely, exactly) -> None:
    known = None if pattern is None else frozenset(pattern)
    assert patterns.can_explain(known, frozenset(failed), exactly=False) is loosely
    assert patterns.can_explain(known, frozenset(failed), exactly=True) is exactly
