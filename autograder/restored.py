"""Turn what a student handed in, however damaged, into a notebook that nbgrader can show and mark."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import nbformat
from nbformat import NotebookNode

from autograder.notebook import MAX_CELLS, Unreadable, read_cells, source_of
from autograder.submissions import Submission

MAX_CELL_CHARACTERS = 100_000
BINDING = r"(?m)^(?:async\s+def|def|class)\s+{0}\b|^{0}\s*="
KINDS = {"markdown": nbformat.v4.new_markdown_cell, "raw": nbformat.v4.new_raw_cell}


@dataclass(frozen=True)
class Restored:
    """The notebook with nbgrader's metadata in place, and the student's text in each cell that takes one.

    `answers` lacks the cells that could not be found.
    """

    notebook: NotebookNode
    answers: Mapping[str, str]


@dataclass(frozen=True)
class _Own:
    """A cell of the student's, as text; `grade_id` and `id` are what it claims to be."""

    kind: str
    text: str
    grade_id: str = ""
    id: str = ""


@dataclass
class _Places:
    """Which of the student's cells stands for which released one."""

    of_name: dict[str, int] = field(default_factory=dict)

    def take(self, name: str, numbers: Sequence[int]) -> None:
        free = [number for number in numbers if number not in self.of_name.values()]
        if name not in self.of_name and free:
            self.of_name[name] = free[-1]


def restore(released: NotebookNode, submission: Submission) -> Restored:
    """The student's cells without outputs; the course's own cells as released, put back where they are missing.

    Of a file that cannot be read nothing but the released notebook is left.
    """
    named = {name_of(cell): cell for cell in released.cells if name_of(cell)}
    own = _own_cells(submission)
    places = _places(own, named, released.cells)
    found = {number: named[name] for name, number in places.of_name.items()}
    copies = {_squeezed(cell.source) for cell in named.values() if not _takes_text(cell)}
    cells = [_cell(item, found.get(number)) for number, item in enumerate(own)
             if number in found or _squeezed(item.text) not in copies]
    _put_back(cells, list(named.values()) if own else released.cells)
    for number, cell in enumerate(cells):
        cell["id"] = name_of(cell) or f"handed-in-{number:04d}"
    answers = {name: own[number].text for name, number in places.of_name.items() if _takes_text(named[name])}
    notebook = nbformat.v4.new_notebook(cells=cells, metadata=released.metadata)
    notebook.nbformat_minor = 5
    return Restored(notebook, answers)


def name_of(cell: NotebookNode) -> str:
    """nbgrader's name for a cell, or nothing."""
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))


def is_same_text(one: str, other: str) -> bool:
    """Whether two texts differ in nothing but space."""
    return _squeezed(one) == _squeezed(other)


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _own_cells(submission: Submission) -> list[_Own]:
    if submission.problem:
        return []
    if submission.is_module:
        return [_Own("code", submission.data.decode("utf-8", errors="replace")[:MAX_CELL_CHARACTERS])]
    try:
        cells, _ = read_cells(submission.data)
    except Unreadable:
        return []
    return [_own(cell) for cell in cells[:MAX_CELLS] if isinstance(cell, dict)]


def _own(cell: Mapping[str, Any]) -> _Own:
    text, _ = source_of(cell)
    meta = cell.get("metadata")
    meta = meta.get("nbgrader") if isinstance(meta, dict) else None
    claims = [meta.get("grade_id") if isinstance(meta, dict) else "", cell.get("id")]
    kind = cell.get("cell_type") if cell.get("cell_type") in KINDS else "code"
    text = text.encode("utf-8", errors="replace").decode()  # a lone surrogate cannot be written to a file
    return _Own(str(kind), text[:MAX_CELL_CHARACTERS], *(item if isinstance(item, str) else "" for item in claims))


def _places(own: Sequence[_Own], named: Mapping[str, NotebookNode], released: Sequence[NotebookNode]) -> _Places:
    """By the name that nbgrader gave, by the cell's id, by what it defines, by what stands above it."""
    places = _Places()
    squeezed = [_squeezed(item.text) for item in own]
    for name, cell in named.items():
        stub = _squeezed(cell.source)
        claiming = [number for number, item in enumerate(own) if item.grade_id == name]
        written = [number for number in claiming if squeezed[number] != stub]
        places.take(name, (written or claiming) if _takes_text(cell) else claiming)
    for name, cell in named.items():
        places.take(name, [number for number, item in enumerate(own) if not item.grade_id and item.id == name])
        if not _takes_text(cell):
            text = _squeezed(cell.source)
            places.take(name, [number for number, item in enumerate(squeezed) if item == text])
        elif cell.cell_type == "code":
            binds = re.compile(BINDING.format(re.escape(name)))
            places.take(name, [number for number, item in enumerate(own) if item.kind == "code"
                               and not item.grade_id and binds.search(item.text)])
    for name, above in _above_written(released):
        places.take(name, [number + 1 for number, item in enumerate(squeezed[:-1])
                           if item == above and own[number + 1].kind == "markdown"])
    return places


def _above_written(released: Sequence[NotebookNode]) -> Iterator[tuple[str, str]]:
    for before, cell in pairwise(released):
        if cell.cell_type == "markdown" and name_of(cell):
            yield name_of(cell), _squeezed(before.source)


def _takes_text(cell: NotebookNode) -> bool:
    return bool(cell.metadata.nbgrader.solution)


def _cell(item: _Own, released: NotebookNode | None) -> NotebookNode:
    if released is None:
        return KINDS.get(item.kind, nbformat.v4.new_code_cell)(item.text)
    return NotebookNode({**released, "source": item.text} if _takes_text(released) else released)


def _put_back(cells: list[NotebookNode], wanted: Sequence[NotebookNode]) -> None:
    """Insert each missing cell of `wanted` below the one that it follows."""
    at = 0
    for cell in wanted:
        here = [number for number, item in enumerate(cells) if name_of(item) and name_of(item) == name_of(cell)]
        if not here:
            cells.insert(at, NotebookNode(cell))
            here = [at]
        at = here[0] + 1
