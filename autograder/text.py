"""Read an authored percent script into parts, and write parts as text again."""

import re
from dataclasses import dataclass
from enum import Enum

import jupytext
import nbformat
from nbformat import NotebookNode


class Kind(str, Enum):
    """The part a cell plays; the value is the attribute that names it in the text."""

    PROSE = "prose"
    DEMO = "demo"
    GIVEN = "given"
    EXERCISE = "exercise"
    CHECK = "check"


NAMED = (Kind.GIVEN, Kind.EXERCISE, Kind.CHECK)
# jupytext's own notes about blank lines: a text in our form has one between cells
SPACING = ("lines_to_next_cell", "lines_to_end_of_cell_marker")
NAME = re.compile(r"[A-Za-z0-9_\-]+\Z")


@dataclass(frozen=True)
class Part:
    """One cell of the course: `name` is empty for prose and demos."""

    kind: Kind
    name: str
    source: str


class TextError(ValueError):
    """The authored text cannot be used as it is written."""


def read(text: str) -> tuple[Part, ...]:
    """The parts of a percent script. Raises `TextError` for an attribute or a name that has no meaning."""
    parts = tuple(_part(cell) for cell in jupytext.reads(text, fmt="py:percent").cells)
    for kind in NAMED:
        names = [part.name for part in parts if part.kind is kind]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise TextError(f"two cells are called {kind.value}={twice[0]!r}: rename one")
    return parts


def write(parts: tuple[Part, ...]) -> str:
    """The percent script of these parts: `write(read(text)) == text` for a text in this form."""
    notebook = nbformat.v4.new_notebook(cells=[_cell(part) for part in parts])
    notebook.metadata["jupytext"] = {"cell_metadata_filter": "all", "notebook_metadata_filter": "-all"}
    return jupytext.writes(notebook, fmt="py:percent")


def _part(cell: NotebookNode) -> Part:
    attributes = {key: value for key, value in cell.metadata.items() if key not in SPACING}
    if cell.cell_type == "raw":
        raise TextError("a cell is marked [raw]: make it text or code")
    if not attributes:
        return Part(Kind.PROSE if cell.cell_type == "markdown" else Kind.DEMO, "", cell.source)
    known = {kind.value: kind for kind in NAMED}
    key, name = next(iter(attributes.items()))
    if len(attributes) > 1 or key not in known or cell.cell_type != "code":
        raise TextError(f"a cell is marked {attributes}; allowed is one of {', '.join(known)}")
    if not isinstance(name, str) or not NAME.match(name):
        raise TextError(f"{key}={name!r} is no name: use letters, digits, _ and -")
    return Part(known[key], name, cell.source)


def _cell(part: Part) -> NotebookNode:
    if part.kind is Kind.PROSE:
        return nbformat.v4.new_markdown_cell(part.source, metadata={SPACING[0]: 1})
    attribute = {part.kind.value: part.name} if part.kind in NAMED else {}
    metadata = {**attribute, SPACING[0]: 1}
    return nbformat.v4.new_code_cell(part.source, metadata=metadata)
