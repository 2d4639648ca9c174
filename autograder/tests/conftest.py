"""The tiny course that the tests of the engine share."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.course import Assignment, Course
from autograder.grading import Grader
from autograder.judge import Run
from autograder.sandbox.limits import Limits

TINY = Path(__file__).parent / "course"
LIMITS = Limits(check_timeout_s=2.0, submission_timeout_s=20.0, memory_mb=256)
SEED = 7

collect_ignore = ["course"]  # its suites run in a copy of their own: test_pytest_plugin.py


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--regenerate", action="store_true", help="write golden/*/results.json anew; read the diff")


@pytest.fixture(scope="session")
def tiny() -> Assignment:
    """The assignment of the tiny course, to be left as it is."""
    return Course(TINY).assignment("tiny")


@pytest.fixture(scope="session")
def tiny_grader(tiny: Assignment) -> Iterator[Grader]:
    """A grader of the tiny course with short limits; it holds a warm process."""
    with Grader(tiny, LIMITS, Run(SEED)) as grader:
        yield grader


@pytest.fixture
def copy(tmp_path: Path) -> Assignment:
    """The assignment of a copy of the tiny course, to be broken."""
    shutil.copytree(TINY, tmp_path / "course", ignore=shutil.ignore_patterns("__pycache__"))
    return Course(tmp_path / "course").assignment("tiny")
