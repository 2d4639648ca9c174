"""Make the student notebook from the instructor's, with nbgrader's own preprocessors."""

from collections.abc import Sequence
from typing import Any

from nbformat import NotebookNode
from nbgrader import preprocessors

from autograder.text import TextError

# nbgrader's generate_assignment without the steps that need a kernel or its database
STEPS = (
    preprocessors.IncludeHeaderFooter,
    preprocessors.LockCells,
    preprocessors.ClearSolutions,
    preprocessors.ClearOutput,
    preprocessors.CheckCellMetadata,
    preprocessors.ComputeChecksums,
    preprocessors.ClearHiddenTests,
    preprocessors.ClearMarkScheme,
    preprocessors.ComputeChecksums,
    preprocessors.CheckCellMetadata,
)


# after these nbgrader saves the cells in its database
STEPS_TO_SAVING = 6


def student_notebook(instructor: NotebookNode) -> NotebookNode:
    """A copy with solutions cleared, given cells and checks locked, and nbgrader's checksums.

    Raises `TextError` for a solution region that has no end or lies outside of an exercise.
    """
    return _after(instructor, STEPS)


def saved_notebook(instructor: NotebookNode) -> NotebookNode:
    """The notebook as `nbgrader generate_assignment` saves its cells: with mark schemes and their checksums."""
    return _after(instructor, STEPS[:STEPS_TO_SAVING])


def _after(notebook: NotebookNode, steps: Sequence[type]) -> NotebookNode:
    resources: dict[str, Any] = {"metadata": {}, "nbgrader": {}}
    try:
        for step in steps:
            notebook, resources = step()(notebook, resources)
    except RuntimeError as error:  # what nbgrader raises for its markers
        raise TextError(str(error)) from error
    return notebook
