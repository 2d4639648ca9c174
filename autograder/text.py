"""Read an authored percent script into parts, and write parts as text again."""

import re
from dataclasses import dataclass
from enum import Enum
from typing import Any

import jupytext
import nbformat
from nbformat import NotebookNode

from autograder.course import QUESTION_NAME, AutograderError


class Kind(str, Enum):
    """The part a cell plays; the value is the attribute that names it in the text."""

    PROSE = "prose"
    DEMO = "demo"
    GIVEN = "given"
    EXERCISE = "exercise"
    CHECK = "check"
    SHARED = "shared"
    QUESTION = "question"
    WRITTEN = "written"


NAMED = tuple(kind for kind in Kind if kind not in (Kind.PROSE, Kind.DEMO))
GRADED = (Kind.EXERCISE, Kind.QUESTION)
POINTS, BONUS = "points", "bonus"
# jupytext's own notes about blank lines: a text in our form has one between cells
SPACING = ("lines_to_next_cell", "lines_to_end_of_cell_marker")
NAME = re.compile(r"[A-Za-z0-9_\-]+\Z")


@dataclass(frozen=True)
class Part:
    """One cell of the course.

    `name` is empty for prose and demos, `points` is what a written answer is worth, `is_folded` hides the code,
    `is_bonus` tells of a check that its points come on top of those that can be reached.
    """

    kind: Kind
    name: str
    source: str
    points: int = 0
    is_folded: bool = False
    is_bonus: bool = False


class TextError(AutograderError):
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
    (key, name), *others = attributes.items()
    kind = known.get(key)
    if kind is None or (cell.cell_type == "markdown") != (kind is Kind.WRITTEN):
        raise TextError(f"a cell is marked {attributes}; allowed is one of {', '.join(known)}")
    if not isinstance(name, str) or not NAME.match(name):
        raise TextError(f"{key}={name!r} is no name: use letters, digits, _ and -")
    if kind in GRADED and (kind is Kind.QUESTION) != bool(QUESTION_NAME.match(name)):
        raise TextError(f"{key}={name!r}: the name of a question begins with q_ or q and a digit, and no other name")
    left = dict(others)
    is_bonus = kind is Kind.CHECK and left.get(BONUS) is True and left.pop(BONUS)
    return Part(kind, name, cell.source, _points(kind, left), is_bonus=is_bonus)


def _points(kind: Kind, attributes: dict[str, Any]) -> int:
    worth = attributes.pop(POINTS, 0) if kind is Kind.WRITTEN else 0
    if attributes:
        raise TextError(f"{kind.value} cell: it is marked {attributes}, which has no meaning")
    if kind is Kind.WRITTEN and (type(worth) is not int or worth < 1):
        raise TextError(f"a written question is worth {worth!r}: write points= and a whole number above 0")
    return worth


def _cell(part: Part) -> NotebookNode:
    if part.kind is Kind.PROSE:
        return nbformat.v4.new_markdown_cell(part.source, metadata={SPACING[0]: 1})
    attribute: dict[str, Any] = {part.kind.value: part.name} if part.kind in NAMED else {}
    if part.kind is Kind.WRITTEN:
        attribute |= {POINTS: part.points, SPACING[0]: 1}
        return nbformat.v4.new_markdown_cell(part.source, metadata=attribute)
    metadata = {**attribute, **({BONUS: True} if part.is_bonus else {}), SPACING[0]: 1}
    return nbformat.v4.new_code_cell(part.source, metadata=metadata)
