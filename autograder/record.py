"""Keep graded submissions where nbgrader looks for them: in its gradebook, and as notebooks in autograded/."""

from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from types import TracebackType

import nbformat
from nbformat import NotebookNode

from autograder import writing
from autograder.autograded import with_feedback
from autograder.config import GraderConfig
from autograder.course import Assignment
from autograder.files import FileProblem, content
from autograder.gradebook import Book, GradebookError
from autograder.restored import Restored, restore
from autograder.score import Result
from autograder.student_view import saved_notebook
from autograder.submissions import Submission

AUTOGRADED = "autograded"
READ_ONLY = 0o444  # as nbgrader leaves its files
# by these nbgrader tells whether a submission has come since, and whose feedback it is
NBGRADERS, MAX_BYTES = ("timestamp.txt", "submission_secret.txt"), 1_000


@dataclass(frozen=True)
class Kept:
    """A result with its lateness, its notebook with feedback, and the cells a person marked that have changed."""

    result: Result
    notebook: NotebookNode
    changed: tuple[str, ...]


class Record:
    """Keeps the submissions of one assignment. A context manager: it holds the gradebook open."""

    def __init__(self, assignment: Assignment, settings: GraderConfig) -> None:
        self.assignment, self.settings = assignment, settings

    def __enter__(self) -> "Record":
        with ExitStack() as stack:
            url = self.settings.database(self.assignment.root)
            self._book = stack.enter_context(Book(url, self.settings.course_id))
            instructor = nbformat.read(self.assignment.source_path, as_version=4)
            due = self.settings.due_dates.get(self.assignment.name)
            self._book.prepare(self.assignment.name, saved_notebook(instructor), due)
            self._stack = stack.pop_all()
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._stack.close()

    def restored(self, submission: Submission) -> Restored:
        """The submission as a notebook that nbgrader can show."""
        return restore(self._released, submission)

    def marked(self, submission: Submission, result: Result) -> Kept:
        """Write the scores, comments and late penalty of one submission into the gradebook."""
        name, policy = self.assignment.name, self.settings.late_policy
        late_s = self._book.late_s(name, result.student, submission.handed_in)
        result = replace(result, lateness=policy.lateness(result.score, late_s))
        found = self.restored(submission)
        changed = self._book.write(result, found.answers, self._released, policy)
        return Kept(result, with_feedback(found.notebook, result), tuple(changed))

    def keep(self, submission: Submission, result: Result) -> Kept:
        """Write gradebook and autograded notebook of one submission, as `nbgrader autograde` does."""
        if result.student in ("", ".", ".."):
            raise GradebookError(f"{result.student!r} is no name of a student: rename the folder or file")
        kept = self.marked(submission, result)
        folder = self.assignment.root / AUTOGRADED / result.student / self.assignment.name
        _replace(folder / f"{self.assignment.name}.ipynb", nbformat.writes(kept.notebook) + "\n")
        handed_in = self.assignment.root / self.settings.submitted_directory / result.student / self.assignment.name
        for name in NBGRADERS:
            with suppress(FileProblem):
                _replace(folder / name, content(handed_in / name, (), MAX_BYTES).decode("utf-8", errors="replace"))
        return kept

    @cached_property
    def _released(self) -> NotebookNode:
        return nbformat.read(self.assignment.release_path, as_version=4)


def _replace(path: Path, text: str) -> None:
    writing.write_text(path, text)
    path.chmod(READ_ONLY)
