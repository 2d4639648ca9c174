"""What `nbgrader autograde` and formgrader's button do in place of nbgrader's executing and saving of scores."""

import os
import secrets
import weakref
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from typing import Any, TextIO

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder import config
from autograder.course import Assignment, Course, find_course
from autograder.grading import Grader
from autograder.judge import Run
from autograder.record import Record
from autograder.report import write_result
from autograder.score import Result
from autograder.submissions import Submission, find

EXECUTION = "NBGRADER_EXECUTION"  # nbgrader sets it while it grades
Resources = dict[str, Any]
Stepped = tuple[NotebookNode, Resources]


class CourseExporter(NotebookExporter):
    """Reads whatever a student handed in, and holds what lasts for one command: a warm grader, the gradebook."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._stack = ExitStack()
        self._ahead: dict[str, Future[Result]] = {}
        weakref.finalize(self, self._stack.close)  # nbgrader does not tell when a command is over

    def from_file(self, file_stream: TextIO, resources: Resources | None = None, **options: Any) -> Stepped:
        """Read a notebook; of a damaged file `Restore` reads what can be had."""
        try:
            notebook = nbformat.read(file_stream, as_version=4)
        except Exception:  # what nbformat raises depends on the damage
            notebook = nbformat.v4.new_notebook()
        return self.from_notebook_node(notebook, resources, **options)

    def from_notebook_node(self, nb: NotebookNode, resources: Resources | None = None, **options: Any) -> Stepped:
        """Run nbgrader's steps and ours; a failure leaves the environment of a Jupyter server as it was."""
        try:
            return super().from_notebook_node(nb, resources, **options)
        except BaseException:
            os.environ.pop(EXECUTION, None)  # nbgrader forgets it, and our guard would end the server's kernels
            raise

    @property
    def _converter(self) -> Any:
        """nbgrader's Autograde: one for each command."""
        return self.parent

    @cached_property
    def course(self) -> Course:
        return find_course(Path(self._converter.coursedir.root))

    @cached_property
    def settings(self) -> config.GraderConfig:
        return config.load(self.course.root / "grader_config.py")

    @cached_property
    def assignment(self) -> Assignment:
        return self.course.assignment(self._converter.coursedir.assignment_id)

    @cached_property
    def record(self) -> Record:
        return self._stack.enter_context(Record(self.assignment, self.settings))

    def submission(self, student: str) -> Submission:
        """What a student handed in: the file that `python -m autograder grade` would choose."""
        [found] = find([self._folder("submitted", student)], self.assignment.name, self.settings.max_file_mb << 20)
        return Submission(student, found.name, found.data, found.problem, found.notes, found.handed_in)

    def result(self, student: str) -> Result:
        """Grade a student's work; that of the students to come is begun at the same time."""
        for one in [student, *self._students]:
            if one not in self._ahead and (one == student or not self._folder("autograded", one).exists()):
                self._ahead[one] = self._pool.submit(self._grader.grade_one, self.submission(one))
        return self._ahead[student].result()

    def end(self, student: str) -> None:
        """End the warm process with the last student: a Jupyter server goes on after the command."""
        if student == self._students[-1]:
            self._stack.close()

    @cached_property
    def _students(self) -> list[str]:
        return [Path(folder).parent.name for folder in sorted(self._converter.assignments)]

    @cached_property
    def _grader(self) -> Grader:
        seed = secrets.randbelow(2**31) if self.settings.seed is None else self.settings.seed
        return self._stack.enter_context(
            Grader(self.assignment, self.settings.limits, Run(seed, self.settings.device)))

    @cached_property
    def _pool(self) -> ThreadPoolExecutor:
        grader, pool = self._grader, ThreadPoolExecutor(self.settings.jobs)
        assert grader is self._grader  # entered first, so that it is left last
        self._stack.callback(pool.shutdown, cancel_futures=True)
        return pool

    def _folder(self, step: str, student: str) -> Path:
        where = self._converter.coursedir
        return Path(where.format_path(getattr(where, f"{step}_directory"), student, self.assignment.name))


class Restore(NbGraderPreprocessor):
    """Put the student's answers into the course's own notebook: in place of nbgrader's sanitizing steps."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> Stepped:
        exporter: Any = self.parent
        return exporter.record.restored(exporter.submission(resources["nbgrader"]["student"])).notebook, resources


class GradeInSandbox(NbGraderPreprocessor):
    """Grade in the sandbox and write the gradebook: in place of Execute and SaveAutoGrades.

    No score is ever read from a cell's output.
    """

    def preprocess(self, nb: NotebookNode, resources: Resources) -> Stepped:
        exporter: Any = self.parent
        student = resources["nbgrader"]["student"]
        submission = exporter.submission(student)
        kept = exporter.record.marked(submission, exporter.result(student))
        folder = exporter.course.root / exporter.settings.output_directory / exporter.assignment.name
        write_result(kept.result, folder, exporter.settings.course_title)
        for repair in kept.result.repairs:
            self.log.info("%s: %s", student, repair)
        for cell in kept.changed:
            self.log.warning("%s: %s was marked by a person and has changed: look at it again", student, cell)
        if kept.result.is_broken:
            self.log.error("a check of ours is broken; it cost %s nothing. Run `python -m autograder verify`", student)
        exporter.end(student)
        return kept.notebook, resources
