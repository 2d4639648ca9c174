"""Every instructor notebook runs from top to bottom as a student with the right answers would run it."""

import nbformat
import pytest
from nbclient import NotebookClient

from autograder.course import Course
from autograder.tests.places import ROOT

ASSIGNMENTS = Course(ROOT).assignments
PLOTS = {"ch1_fundamentals": 12, "ch2_maml": 9, "ch3_few_shot": 6, "ch4_transfer": 10}


@pytest.mark.parametrize("assignment", ASSIGNMENTS, ids=lambda item: item.name)
def test_given_cells_solutions_checks_and_demos_run_outside_the_repository(assignment, tmp_path, monkeypatch):
    monkeypatch.setenv("OMP_NUM_THREADS", "1")  # many small operations: threads only get in each other's way
    notebook = nbformat.read(assignment.source_path, as_version=4)
    client = NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(tmp_path)}})
    client.execute()
    plots = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs
             if "image/png" in output.get("data", {})]
    assert len(plots) >= PLOTS[assignment.name]
    said = "".join(output.get("text", "") for cell in notebook.cells if cell.cell_type == "code"
                   for output in cell.outputs)
    for exercise in assignment.exercises:
        assert f"{exercise}: visible checks passed" in said
