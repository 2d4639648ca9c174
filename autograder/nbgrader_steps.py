"""The steps that `nbgrader autograde` and formgrader take with our engine in place of nbgrader's own."""

import weakref
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from typing import Any, TextIO

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbgrader.plugins import LateSubmissionPlugin
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Dict

from autograder import config
from autograder.course import Assignment, Course, find_course
from autograder.grading import Grader
from autograder.judge import Run, drawn_seed
from autograder.lateness import LatePolicy
from autograder.record import Record
from autograder.report import write_result
from autograder.restored import name_of
from autograder.score import Result
from autograder.submissions import Submission, find

Resources = dict[str, Any]
Stepped = tuple[NotebookNode, Resources]


class CourseExporter(NotebookExporter):
    """Reads whatever a student handed in, and holds what lasts for one command: a warm grader, the gradebook."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._stack = ExitStack()
        weakref.finalize(self, self._stack.close)  # nbgrader tells nobody when a command is over

    def from_file(self, file_stream: TextIO, resources: Resources | None = None, **options: Any) -> Stepped:
        try:
            notebook = nbformat.read(file_stream, as_version=4)
        except Exception:  # of a damaged file the Restore step reads what is there
            notebook = nbformat.v4.new_notebook()
        return self.from_notebook_node(notebook, resources, **options)

    @cached_property
    def course(self) -> Course:
        return find_course(Path(self.parent.coursedir.root))

    @cached_property
    def settings(self) -> config.GraderConfig:
        return config.load(self.course.root / "grader_config.py")

    @cached_property
    def assignment(self) -> Assignment:
        return self.course.assignment(self.parent.coursedir.assignment_id)

    @cached_property
    def record(self) -> Record:
        return self._stack.enter_context(Record(self.assignment, self.settings))

    @cached_property
    def grader(self) -> Grader:
        run = Run(drawn_seed(self.settings.seed), self.settings.device)
        return self._stack.enter_context(Grader(self.assignment, self.settings.limits, run))
