"""Which checks each filed wrong answer fails: known before a run, so that only what can explain a mark is run."""

import json
from collections.abc import Mapping
from pathlib import Path

from autograder import writing
from autograder.course import Assignment, CourseError

FILE = "failed_checks.json"
Pattern = frozenset[str]
Patterns = Mapping[str, Mapping[str, Pattern]]  # by exercise, and by the wrong answer's file name without .py


def path(assignment: Assignment) -> Path:
    """The file of an assignment's patterns; `verify --write` makes it, and `verify` compares."""
    return assignment.tests_path / FILE


def read(assignment: Assignment) -> Patterns:
    """The patterns of an assignment; none where the file is missing: then every wrong answer is run."""
    try:
        kept = json.loads(path(assignment).read_text(encoding="utf-8"))
        return {exercise: {name: frozenset(checks) for name, checks in answers.items()}
                for exercise, answers in kept.items()}
    except FileNotFoundError:
        return {}
    except (ValueError, AttributeError, TypeError):
        raise CourseError(f"{path(assignment)} is damaged: delete it, then run `python -m autograder verify "
                          f"{assignment.name} --write`") from None


def write(assignment: Assignment, found: Patterns) -> None:
    """Put the patterns of some exercises in the place of the old ones; one line an answer."""
    merged = {**read(assignment), **found}
    blocks = (f"{json.dumps(exercise)}: {_block(merged[exercise])}" for exercise in assignment.exercises
              if exercise in merged)
    writing.write_text(path(assignment), "{\n" + ",\n".join(blocks) + "\n}\n")


def can_explain(pattern: Pattern | None, failed: Pattern, *, exactly: bool) -> bool:
    """Whether a wrong answer of this pattern can be behind a submission that fails these checks.

    It fails no other check, and enough of these, or `exactly` these.
    """
    if pattern is None or pattern == failed:
        return True
    return pattern < failed and is_enough(len(pattern), len(failed)) and not exactly


def is_enough(failed: int, lost: int) -> bool:
    """Whether what fails so many checks explains that so many were lost: of less than half it is beside the point."""
    return 2 * failed >= lost


def _block(answers: Mapping[str, Pattern]) -> str:
    lines = (f"  {json.dumps(name)}: {json.dumps(sorted(checks))}" for name, checks in sorted(answers.items()))
    return "{\n" + ",\n".join(lines) + "\n}"
