"""Every instructor notebook runs from top to bottom as a student with the right answers would run it."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import nbformat
import pytest
from nbclient import NotebookClient

from autograder.course import Assignment, Course
from autograder.tests.places import ROOT

ASSIGNMENTS = Course(ROOT).assignments
PLOTS = {"ch1_fundamentals": 12, "ch2_maml": 9, "ch3_few_shot": 6, "ch4_transfer": 10}


@pytest.fixture(scope="module")
def executed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Future]]:
    """The notebooks with their outputs, in the end; two run at a time, outside the repository."""
    def execute(assignment: Assignment) -> nbformat.NotebookNode:
        notebook = nbformat.read(assignment.source_path, as_version=4)
        folder = str(tmp_path_factory.mktemp(assignment.name))
        NotebookClient(notebook, timeout=300, resources={"metadata": {"path": folder}}).execute()
        return notebook

    with pytest.MonkeyPatch.context() as patch, ThreadPoolExecutor(2) as pool:
        patch.setenv("OMP_NUM_THREADS", "1")  # many small operations: threads only get in each other's way
        yield {item.name: pool.submit(execute, item) for item in ASSIGNMENTS}


@pytest.mark.parametrize("assignment", ASSIGNMENTS, ids=lambda item: item.name)
def test_given_cells_solutions_checks_and_demos_run_outside_the_repository(assignment, executed):
    notebook = executed[assignment.name].result()
    plots = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs
             if "image/png" in output.get("data", {})]
    assert len(plots) >= PLOTS[assignment.name]
    said = "".join(output.get("text", "") for cell in notebook.cells if cell.cell_type == "code"
                   for output in cell.outputs)
    for exercise in assignment.exercises:
        assert f"{exercise}: visible checks passed" in said
