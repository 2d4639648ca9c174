"""Our late policy, our rubric view and our CSV at the places where nbgrader takes plugins."""

from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.plugins import LateSubmissionPlugin
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Dict, Unicode

from autograder.course import CourseError, find_course
from autograder.lateness import LatePolicy
from autograder.restored import name_of

Resources = dict[str, Any]


class CourseLatePolicy(LateSubmissionPlugin):
    """The late policy of grader_config.py."""

    policy = Dict(help="the arguments of autograder.lateness.LatePolicy").tag(config=True)

    def late_submission_penalty(self, student_id: str, score: float, total_seconds_late: float) -> float:
        """What the score loses."""
        return LatePolicy(**self.policy).penalty(score, total_seconds_late)


class ShowRubric(NbGraderPreprocessor):
    """Show the mark scheme below each written answer to the person who marks it in formgrader.

    It is in no file: what students get to see is made without it.
    """

    root = Unicode(help="the folder of the course").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Add a cell below each written answer, on formgrader's page alone."""
        if "submission_id" not in resources:
            return nb, resources
        schemes = _mark_schemes(Path(self.root), resources["assignment_id"])
        cells = []
        for cell in nb.cells:
            cells.append(cell)
            if name_of(cell) in schemes:
                cells.append(nbformat.v4.new_markdown_cell(schemes[name_of(cell)]))
        nb.cells = cells
        return nb, resources


def _mark_schemes(root: Path, assignment: str) -> dict[str, str]:
    """What the instructor's notebook holds in place of each written answer."""
    try:
        path = find_course(root).assignment(assignment).source_path
    except CourseError:  # an assignment of the instructor's own
        return {}
    cells = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "markdown"]
    return {name_of(cell): "**Mark scheme** (only you see this)\n\n" + _unmarked(cell.source)
            for cell in cells if name_of(cell)}


def _unmarked(source: str) -> str:
    return "\n".join(line for line in source.splitlines() if "SOLUTION" not in line)
