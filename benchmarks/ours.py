"""Our own grader on the class: warm, as a whole command, and its memory."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import psutil

from autograder import config
from autograder.course import Assignment
from autograder.grading import Grader
from autograder.judge import Run
from autograder.sandbox.limits import Limits
from autograder.submissions import Submission
from benchmarks.clocks import Memory, Spent, children_of, spending, watching

SEED = 20_261_122
SAMPLE_EVERY_S = 0.001
Started = TypeVar("Started", bound=AbstractContextManager[Any])


@dataclass(frozen=True)
class Warm:
    """A grader that is ready, its warm process, and what getting ready took."""

    grader: Grader
    server: psutil.Process
    start: Spent

    def grade(self, submissions: Sequence[Submission], jobs: int) -> tuple[Spent, dict[str, int]]:
        """Grade a class; the scores by student."""
        with spending(self.server) as spent:
            scores = {result.student: result.score for result in self.grader.grade(submissions, jobs)}
        return spent, scores

    def check(self, submission: Submission) -> float:
        """Seconds to grade one notebook where no known mistake has been run before, as `check` does."""
        self.grader.draw(self.grader.run)
        with spending() as spent:
            self.grader.grade_one(submission)
        return spent.wall_s

    def memory(self, submissions: Sequence[Submission], jobs: int) -> Memory:
        """Grade a class while looking at the memory of the children."""
        with watching(lambda: children_of(self.server.pid), SAMPLE_EVERY_S) as memory:
            self.grade(submissions, jobs)
        return memory


@contextmanager
def warm(assignment: Assignment) -> Iterator[Warm]:
    """Start a grader as `autograder grade` does, with the limits of the course."""
    with ExitStack() as stack:
        with spending() as start:
            grader = Grader(assignment, limits(assignment), Run(SEED))
            _, server = stack.enter_context(started(grader))
            grader.examine(grader.read(_stub(assignment))[0])  # the process warms up in the background
        times = server.cpu_times()
        yield Warm(grader, server, Spent(start.wall_s, start.cpu_s + times.user + times.system))


def _stub(assignment: Assignment) -> Submission:
    return Submission("nobody", assignment.release_path.name, assignment.release_path.read_bytes())


@contextmanager
def started(what: Started) -> Iterator[tuple[Started, psutil.Process]]:
    """Enter something that starts one process, and name that process."""
    before = children_of(os.getpid())
    with what:
        [pid] = set(children_of(os.getpid())) - set(before)
        yield what, psutil.Process(pid)


def limits(assignment: Assignment) -> Limits:
    """The bounds that the course's configuration puts on a submission."""
    settings = config.load(assignment.root / "grader_config.py")
    return Limits(settings.check_timeout_s, settings.submission_timeout_s, settings.memory_mb)


def command(assignment: Assignment, files: dict[str, bytes], jobs: int, folder: Path) -> Spent:
    """Run `autograder grade` on the class in a copy of the course: from its start to the gradebook and the pages."""
    order = ["grade", assignment.name, "--jobs", str(jobs), "--seed", str(SEED)]
    return _clocked("autograder", order, _course(assignment, files, folder))


def nbgrader_command(assignment: Assignment, files: dict[str, bytes], folder: Path) -> Spent:
    """Run `nbgrader autograde` with our settings on the same class, as if nothing had been graded yet."""
    course = _course(assignment, files, folder)
    return _clocked("nbgrader", ["autograde", assignment.name, "--force"], course)


def _clocked(module: str, order: Sequence[str], course: Path) -> Spent:
    with spending() as spent:
        done = subprocess.run(
            [sys.executable, "-m", module, *order],
            cwd=course, capture_output=True, text=True, check=False, env=clean_environment(course.parent / "home"),
        )
    if done.returncode != 0:
        raise SystemExit(f"{module} {order[0]} ended with {done.returncode}: {done.stderr.strip()[-2_000:]}")
    return spent


def clean_environment(home: Path) -> dict[str, str]:
    """Nothing of the user's Jupyter settings; nbgrader calls `alembic`, which lies beside the interpreter."""
    home.mkdir(exist_ok=True)
    folders = {f"JUPYTER_{kind}_DIR": str(home / kind.lower()) for kind in ("CONFIG", "DATA", "RUNTIME")}
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    return {**os.environ, **folders, "IPYTHONDIR": str(home / "ipython"), "PATH": path}


def _course(assignment: Assignment, files: dict[str, bytes], folder: Path) -> Path:
    """A copy of the course in which the class has handed in; its gradebook knows the assignment."""
    course = folder / "ours"
    if not course.exists():
        _copy_course(assignment.root, course)
        for student, data in files.items():
            path = course / "submitted" / student / assignment.name / f"{assignment.name}.ipynb"
            path.parent.mkdir(parents=True)
            path.write_bytes(data)
        _clocked("nbgrader", ["generate_assignment", assignment.name, "--force"], course)
    return course


def _copy_course(root: Path, course: Path) -> None:
    leave_out = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
    for name in ("source", "release", "solutions", "tests"):
        shutil.copytree(root / name, course / name, ignore=leave_out)
    for name in ("grader_config.py", "nbgrader_config.py"):
        shutil.copy(root / name, course)
