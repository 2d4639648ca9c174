"""Turn an authored text into its generated views, and an edited instructor notebook into text again."""

import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from autograder import suite, text
from autograder.course import CHECK_PREFIX, GUARD, QUESTION_NAME, Assignment
from autograder.questions import visible_check
from autograder.student_view import student_notebook
from autograder.text import GRADED, Kind, Part, TextError

KERNEL = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
GUARD_TEXT = """# Leave this cell as it is: it does nothing here. The course is marked by its own grader, which asks
# more than the visible checks. Where nbgrader autogrades without the course's nbgrader_config.py, the kernel ends
# here, so that nobody gets marks for the visible checks alone: run it in the folder of the course.
import os

if os.environ.get("NBGRADER_EXECUTION") == "autograde":
    os._exit(1)"""
MARKERS = ("BEGIN SOLUTION", "END SOLUTION")
STUB = re.compile("YOUR (CODE|ANSWER) HERE")


def views(assignment: Assignment, authored: str) -> dict[Path, str]:
    """The content of every generated file of an assignment, by path. Raises `TextError` or `SuiteError`."""
    with _in(assignment.text_path):
        parts = tuple(expanded(assignment, text.read(authored)))
        suites, _ = suite.load(assignment.tests_path, [part.name for part in parts if part.kind in GRADED])
        instructor = instructor_notebook(parts, {name: item.points for name, item in suites.items()})
        return {
            assignment.source_path: _json(instructor),
            assignment.release_path: _json(student_notebook(instructor)),
            assignment.solution_path: solution_module(assignment.name, parts),
        }


def build(assignment: Assignment, *, from_notebook: bool = False) -> list[Path]:
    """Write the views of an assignment; with `from_notebook` bring its instructor notebook's edits to the text first.

    Returns the files that changed. Writes nothing unless all of it is sound, nor over somebody's answers.
    """
    if answered := _answered(assignment.release_path):
        raise TextError(f"{assignment.release_path} holds an answer to {answered}: move the file to where its author "
                        "works, such as work/, then build again")
    if from_notebook:
        with _in(assignment.source_path):
            authored = text.write(tuple(folded(assignment, parts_of(read_cells(assignment.source_path)))))
    else:
        authored = assignment.text_path.read_text(encoding="utf-8")
    contents = {assignment.text_path: authored, **views(assignment, authored)}
    return [path for path, content in contents.items() if _write(path, content)]


def _answered(released: Path) -> str:
    """The first exercise that somebody has solved in a student notebook of ours, if there is one."""
    try:
        cells = read_cells(released)
    except (FileNotFoundError, ValueError):  # a damaged view is built anew
        return ""
    solved = (cell for cell in cells if cell.metadata.get("nbgrader", {}).get("solution"))
    return next((cell.metadata["nbgrader"]["grade_id"] for cell in solved if not STUB.search(cell.source)), "")


def expanded(assignment: Assignment, parts: tuple[Part, ...]) -> Iterator[Part]:
    """The parts of the notebook: shared code put in as given cells, and a check after each question."""
    questions = suite.load_questions(assignment.tests_path)
    for part in parts:
        if part.kind is Kind.SHARED:
            yield Part(Kind.GIVEN, part.name, _shared(assignment, part.name), is_folded=True)
            continue
        yield part
        if part.kind is Kind.QUESTION:
            if part.name not in questions:
                raise TextError(f"question {part.name!r} is not declared in {assignment.tests_path / 'questions.py'}")
            yield Part(Kind.CHECK, part.name, visible_check(questions[part.name]))


def folded(assignment: Assignment, parts: tuple[Part, ...]) -> Iterator[Part]:
    """The authored parts that a notebook's parts come from: the inverse of `expanded`."""
    questions = {part.name for part in parts if part.kind is Kind.QUESTION}
    for part in parts:
        if part.kind is Kind.GIVEN and (assignment.shared_path / f"{part.name}.py").is_file():
            if part.source != _shared(assignment, part.name):
                raise TextError(f"cell {part.name!r} is shared by several notebooks: edit "
                                f"{assignment.shared_path / part.name}.py instead, then run "
                                "`python -m autograder build`")
            yield Part(Kind.SHARED, part.name, "")
        elif part.kind is not Kind.CHECK or part.name not in questions:
            yield part


def _shared(assignment: Assignment, name: str) -> str:
    path = assignment.shared_path / f"{name}.py"
    if not path.is_file():
        raise TextError(f"shared={name!r}: there is no {path}")
    return path.read_text(encoding="utf-8").rstrip()


def read_cells(path: Path) -> list[NotebookNode]:
    """The cells of one of our own notebooks."""
    return nbformat.read(path, as_version=4).cells


def instructor_notebook(parts: tuple[Part, ...], points: Mapping[str, int]) -> NotebookNode:
    """The notebook with solutions: nbgrader metadata from the parts, cell ids from their names, no outputs."""
    cells = [*(_cell(number, part, points) for number, part in enumerate(parts, 1)), _guard()]
    ids = [cell.id for cell in cells]
    twice = sorted({name for name in ids if ids.count(name) > 1})
    if twice:
        raise TextError(f"two cells have the id {twice[0]!r}: rename one")
    notebook = nbformat.v4.new_notebook(cells=cells, metadata=KERNEL)
    notebook.nbformat_minor = 5
    return notebook


def parts_of(cells: list[NotebookNode]) -> tuple[Part, ...]:
    """The parts that the cells of an instructor notebook come from; blank lines at a cell's end are dropped."""
    authored = [cell for cell in cells if cell.metadata.get("nbgrader", {}).get("grade_id") != GUARD]
    return tuple(replace(part, source=part.source.rstrip()) for part in map(_part, authored))


def solution_module(name: str, parts: tuple[Part, ...]) -> str:
    """Given code and solutions as one importable module."""
    header = (f'"""Given code and solutions of {name}.\n\nGenerated from source/{name}.py: edit there, then run '
              f'`python -m autograder build {name}`.\n"""\n')
    bodies = [_without_markers(part.source) for part in parts if part.kind in (Kind.GIVEN, *GRADED)]
    return "\n".join([header, *(f"{body}\n" for body in bodies)])


def _cell(number: int, part: Part, points: Mapping[str, int]) -> NotebookNode:
    if part.kind is Kind.PROSE:
        return nbformat.v4.new_markdown_cell(part.source, id=f"cell-{number:03d}")
    if part.kind is Kind.DEMO:
        return nbformat.v4.new_code_cell(part.source, id=f"cell-{number:03d}")
    meta = _metadata(part, points)
    new_cell = nbformat.v4.new_markdown_cell if part.kind is Kind.WRITTEN else nbformat.v4.new_code_cell
    folded = {"jupyter": {"source_hidden": True}} if part.is_folded else {}
    return new_cell(part.source, id=meta["grade_id"], metadata={"nbgrader": meta, **folded})


def _guard() -> NotebookNode:
    """The last cell: under nbgrader's own executing step it ends the kernel, so that nbgrader gives no marks."""
    meta = {"grade": False, "grade_id": GUARD, "locked": True, "schema_version": 3, "solution": False, "task": False}
    return nbformat.v4.new_code_cell(GUARD_TEXT, id=GUARD,
                                     metadata={"nbgrader": meta, "jupyter": {"source_hidden": True}})


def _metadata(part: Part, points: Mapping[str, int]) -> dict[str, Any]:
    is_check, is_written = part.kind is Kind.CHECK, part.kind is Kind.WRITTEN
    if is_check and part.name not in points:
        raise TextError(f"check={part.name!r} has no exercise of that name")
    is_solved_here = is_written or part.kind in GRADED
    return {
        "grade": is_check or is_written,
        "grade_id": f"{CHECK_PREFIX}{part.name}" if is_check else part.name,
        "locked": not is_solved_here,
        "schema_version": 3,
        "solution": is_solved_here,
        "task": False,
        **({"points": 0 if part.is_bonus else points[part.name]} if is_check else {}),
        **({"points": part.points} if is_written else {}),
    }


def _part(cell: NotebookNode) -> Part:
    meta = cell.metadata.get("nbgrader")
    if cell.cell_type == "raw":
        raise TextError("the notebook has a raw cell, which the text cannot hold: make it text or code")
    if meta is None:
        return Part(Kind.PROSE if cell.cell_type == "markdown" else Kind.DEMO, "", cell.source)
    name, is_markdown = meta["grade_id"], cell.cell_type == "markdown"
    if meta.get("task") or is_markdown != (meta["grade"] and meta["solution"]):
        raise TextError(f"cell {name!r} is of a kind of nbgrader's that the text cannot hold")
    if is_markdown:
        return Part(Kind.WRITTEN, name, cell.source, meta["points"])
    if meta["grade"]:
        return Part(Kind.CHECK, name.removeprefix(CHECK_PREFIX), cell.source, is_bonus=not meta["points"])
    solved = Kind.QUESTION if QUESTION_NAME.match(name) else Kind.EXERCISE
    return Part(solved if meta["solution"] else Kind.GIVEN, name, cell.source)


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
