"""Turn an authored text into its generated views, and an edited instructor notebook into text again."""

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from autograder import suite, text
from autograder.course import Assignment
from autograder.student_view import student_notebook
from autograder.text import Kind, Part, TextError

CHECK_PREFIX = "check_"
KERNEL = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
MARKERS = ("BEGIN SOLUTION", "END SOLUTION")


def views(assignment: Assignment, authored: str) -> dict[Path, str]:
    """The content of every generated file of an assignment, by path. Raises `TextError` or `SuiteError`."""
    with _in(assignment.text_path):
        parts = text.read(authored)
        points = {part.name: suite.load(assignment.tests_path, part.name).points
                  for part in parts if part.kind is Kind.EXERCISE}
        instructor = instructor_notebook(parts, points)
        return {
            assignment.source_path: _json(instructor),
            assignment.release_path: _json(student_notebook(instructor)),
            assignment.solution_path: solution_module(assignment.name, parts),
        }


def build(assignment: Assignment, *, from_notebook: bool = False) -> list[Path]:
    """Write the views of an assignment; with `from_notebook` bring its instructor notebook's edits to the text first.

    Returns the files that changed. Writes nothing unless all of it is sound.
    """
    if from_notebook:
        with _in(assignment.source_path):
            authored = text.write(parts_of(read_cells(assignment.source_path)))
    else:
        authored = assignment.text_path.read_text(encoding="utf-8")
    contents = {assignment.text_path: authored, **views(assignment, authored)}
    return [path for path, content in contents.items() if _write(path, content)]


def read_cells(path: Path) -> list[NotebookNode]:
    """The cells of one of our own notebooks."""
    return nbformat.read(path, as_version=4).cells


def instructor_notebook(parts: tuple[Part, ...], points: Mapping[str, int]) -> NotebookNode:
    """The notebook with solutions: nbgrader metadata from the parts, cell ids from their names, no outputs."""
    cells = [_cell(number, part, points) for number, part in enumerate(parts, 1)]
    ids = [cell.id for cell in cells]
    twice = sorted({name for name in ids if ids.count(name) > 1})
    if twice:
        raise TextError(f"two cells have the id {twice[0]!r}: rename one")
    notebook = nbformat.v4.new_notebook(cells=cells, metadata=KERNEL)
    notebook.nbformat_minor = 5
    return notebook


def parts_of(cells: list[NotebookNode]) -> tuple[Part, ...]:
    """The parts that the cells of an instructor notebook come from; blank lines at a cell's end are dropped."""
    return tuple(replace(part, source=part.source.rstrip()) for part in map(_part, cells))


def solution_module(name: str, parts: tuple[Part, ...]) -> str:
    """Given code and solutions as one importable module."""
    header = (f'"""Given code and solutions of {name}.\n\nGenerated from source/{name}.py: edit there, then run '
              f'`python -m autograder build {name}`.\n"""\n')
    bodies = [_without_markers(part.source) for part in parts if part.kind in (Kind.GIVEN, Kind.EXERCISE)]
    return "\n".join([header, *(f"{body}\n" for body in bodies)])


def _cell(number: int, part: Part, points: Mapping[str, int]) -> NotebookNode:
    if part.kind is Kind.PROSE:
        return nbformat.v4.new_markdown_cell(part.source, id=f"cell-{number:03d}")
    if part.kind is Kind.DEMO:
        return nbformat.v4.new_code_cell(part.source, id=f"cell-{number:03d}")
    meta = _metadata(part, points)
    return nbformat.v4.new_code_cell(part.source, id=meta["grade_id"], metadata={"nbgrader": meta})


def _metadata(part: Part, points: Mapping[str, int]) -> dict[str, Any]:
    is_check, is_exercise = part.kind is Kind.CHECK, part.kind is Kind.EXERCISE
    if is_check and part.name not in points:
        raise TextError(f"check={part.name!r} has no exercise of that name")
    return {
        "grade": is_check,
        "grade_id": f"{CHECK_PREFIX}{part.name}" if is_check else part.name,
        "locked": not is_exercise,
        "schema_version": 3,
        "solution": is_exercise,
        "task": False,
        **({"points": points[part.name]} if is_check else {}),
    }


def _part(cell: NotebookNode) -> Part:
    meta = cell.metadata.get("nbgrader")
    if cell.cell_type == "raw":
        raise TextError("the notebook has a raw cell, which the text cannot hold: make it text or code")
    if meta is None:
        return Part(Kind.PROSE if cell.cell_type == "markdown" else Kind.DEMO, "", cell.source)
    if meta.get("task") or (meta["grade"] and meta["solution"]):
        raise TextError(f"cell {meta['grade_id']!r} is marked by hand in nbgrader, which the text cannot hold yet")
    if meta["grade"]:
        return Part(Kind.CHECK, meta["grade_id"].removeprefix(CHECK_PREFIX), cell.source)
    return Part(Kind.EXERCISE if meta["solution"] else Kind.GIVEN, meta["grade_id"], cell.source)


def _without_markers(source: str) -> str:
    return "\n".join(line for line in source.splitlines() if not any(marker in line for marker in MARKERS))


def _json(notebook: NotebookNode) -> str:
    return nbformat.writes(notebook) + "\n"


@contextmanager
def _in(path: Path) -> Iterator[None]:
    """Name the file in which a text cannot be used."""
    try:
        yield
    except TextError as error:
        raise TextError(f"{path}: {error}") from None


def _write(path: Path, content: str) -> bool:
    """Replace a file in one step, unless it holds just that already; tell whether it changed."""
    if path.is_file() and path.read_text(encoding="utf-8") == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as file:
        file.write(content)
    os.replace(file.name, path)
    path.chmod(0o644)
    return True
