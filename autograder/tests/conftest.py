"""What the tests of the engine share: the tiny course, a grader of it, a sandbox."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.course import Assignment, Course
from autograder.grading import Grader
from autograder.judge import Run
from autograder.known import Filed
from autograder.sandbox.client import Sandbox
from autograder.sandbox.limits import Limits
from autograder.sandbox.warm import WarmProcess
from autograder.tests import sandboxing
from autograder.tests.harvesting import GIVEN

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


def run_whole(grader: Grader, monkeypatch: pytest.MonkeyPatch) -> list[Filed]:
    """The known mistakes that a grader runs whole from now on; it draws its inputs anew."""
    ran, run = [], grader._run_whole
    monkeypatch.setattr(grader, "_run_whole", lambda dialogue, filed: ran.extend(filed) or run(dialogue, filed))
    grader.draw(grader.run)
    return ran


@pytest.fixture
def copy(tmp_path: Path) -> Assignment:
    """The assignment of a copy of the tiny course, to be broken."""
    shutil.copytree(TINY, tmp_path / "course", ignore=shutil.ignore_patterns("__pycache__"))
    return Course(tmp_path / "course").assignment("tiny")


@pytest.fixture
def course(tmp_path: Path) -> Assignment:
    """Two exercises, f and g, each with a cell of checks, and a given cell."""
    folder = tmp_path / "source" / "a"
    folder.mkdir(parents=True)
    parts = [("base", False, False, GIVEN), ("f", True, False, ""), ("check_f", False, True, "assert f(1)"),
             ("g", True, False, ""), ("check_g", False, True, "assert g(1)")]
    cells = [{"cell_type": "code", "id": name, "source": [text],
              "metadata": {"nbgrader": {"grade_id": name, "solution": solution, "grade": grade}}}
             for name, solution, grade, text in parts]
    (folder / "a.ipynb").write_text(json.dumps({"cells": cells}))
    return Assignment("a", tmp_path)


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    """A warm process that knows the probes of the sandbox's tests."""
    with Sandbox(WarmProcess(sandboxing.PROBES, sandboxing.LIMITS)) as warm:
        warm.warm.missing()  # else the first test that measures a time measures the start
        yield warm


@pytest.fixture(scope="session")
def unfiltered() -> Iterator[Sandbox]:
    """A sandbox as a machine without seccomp offers it: a submission may start processes."""
    with Sandbox(WarmProcess(sandboxing.PROBES, sandboxing.LIMITS, without=["seccomp"])) as warm:
        yield warm


@pytest.fixture
def roomy(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Sandbox:
    """The sandbox with little memory and much time, so that a busy machine does not end a child first."""
    monkeypatch.setattr(sandbox, "limits", replace(sandboxing.LIMITS, memory_mb=100, check_timeout_s=15.0))
    return sandbox
