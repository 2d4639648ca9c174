"""Our own grader on the class: warm, as a whole command, and its memory."""

import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from autograder import config
from autograder.course import Assignment
from autograder.grading import Grader
from autograder.judge import Run
from autograder.sandbox.limits import Limits
from autograder.submissions import Submission
from benchmarks.clocks import Memory, Spent, children_of, own_children, spending, watching

SEED = 20_261_122
SAMPLE_EVERY_S = 0.001


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

    def memory(self, submissions: Sequence[Submission], jobs: int) -> Memory:
        """Grade a class while looking at the memory of the children."""
        with watching(lambda: children_of(self.server.pid), SAMPLE_EVERY_S) as memory:
            self.grade(submissions, jobs)
        return memory


@contextmanager
def warm(assignment: Assignment) -> Iterator[Warm]:
    """Start a grader as `autograder grade` does, with the limits of the course."""
    before = own_children()
    grader = Grader(assignment, limits(assignment), Run(SEED))
    with spending() as start:
        grader.__enter__()
    try:
        [pid] = own_children() - before
        server = psutil.Process(pid)
        times = server.cpu_times()
        yield Warm(grader, server, Spent(start.wall_s, start.cpu_s + times.user + times.system))
    finally:
        grader.__exit__(None, None, None)


def limits(assignment: Assignment) -> Limits:
    """The bounds that the course's configuration puts on a submission."""
    settings = config.load(assignment.root / "grader_config.py")
    return Limits(settings.check_timeout_s, settings.submission_timeout_s, settings.memory_mb)


def command(assignment: Assignment, files: dict[str, bytes], jobs: int, folder: Path) -> Spent:
    """Run `autograder grade` on the class in a copy of the course: start, grading, results and feedback pages."""
    course = folder / "ours"
    if not course.exists():
        _copy_course(assignment.root, course)
        for student, data in files.items():
            path = course / "submitted" / student / assignment.name / f"{assignment.name}.ipynb"
            path.parent.mkdir(parents=True)
            path.write_bytes(data)
    order = [sys.executable, "-m", "autograder", "grade", assignment.name, "--jobs", str(jobs), "--seed", str(SEED)]
    with spending() as spent:
        done = subprocess.run(order, cwd=course, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"autograder grade ended with {done.returncode}: {done.stderr.strip()[-2_000:]}")
    return spent


def _copy_course(root: Path, course: Path) -> None:
    leave_out = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
    for name in ("source", "release", "solutions", "tests"):
        shutil.copytree(root / name, course / name, ignore=leave_out)
    shutil.copy(root / "grader_config.py", course)
