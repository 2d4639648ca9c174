"""The hidden suites run under plain pytest, on the solution or on a submission."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.tests.conftest import TINY

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tiny course away from our own pytest settings."""
    root = tmp_path_factory.mktemp("plain") / "course"
    return shutil.copytree(TINY, root, ignore=shutil.ignore_patterns("__pycache__"))


def run_pytest(course: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "pytest", "tests/tiny", "-p", "no:cacheprovider", *arguments]
    return subprocess.run(command, cwd=course, capture_output=True, text=True, check=False)


def test_the_solution_passes(course: Path) -> None:
    done = run_pytest(course)
    assert done.returncode == 0, done.stdout
    assert "10 passed" in done.stdout


@pytest.fixture(scope="module")
def failing(course: Path) -> "subprocess.CompletedProcess[str]":
    """A run on a notebook with known mistakes in scale and draw, and without centre."""
    notebook = course / "mistaken.ipynb"
    text = (GOLDEN / "known_mistakes" / "submission.ipynb").read_text(encoding="utf-8")
    notebook.write_text(text.replace("def centre(", "def center("), encoding="utf-8")
    return run_pytest(course, "--submission", str(notebook), "--seed", "7")


def test_a_mistaken_submission_fails(failing: "subprocess.CompletedProcess[str]") -> None:
    assert failing.returncode == 1
    assert "6 failed, 4 passed" in failing.stdout


@pytest.mark.parametrize("message", [
    "x after the call[0, 0] is 3.879, expected 1.552",
    "two generators in the same state give different numbers, expected the same",
    "centre is not defined in the notebook (its cell defines center)",
])
def test_a_mistaken_submission_reads_why(failing: "subprocess.CompletedProcess[str]", message: str) -> None:
    assert message in failing.stdout


def test_a_failure_shows_the_check_and_none_of_our_frames(failing: "subprocess.CompletedProcess[str]") -> None:
    assert "compare(probes.scaled_input, n=4, d=3, factor=2.5)" in failing.stdout
    assert "judge.py" not in failing.stdout
    assert "mismatch.py" not in failing.stdout


def test_a_submission_that_does_not_exist_is_a_usage_error(course: Path) -> None:
    done = run_pytest(course, "--submission", "nowhere.ipynb")
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert "nowhere.ipynb is no file: name a notebook or a module" in done.stderr
