"""Read the code cells of a notebook that a student handed in, however damaged."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

CELLS = re.compile(r'"cells"\s*:\s*\[')


@dataclass(frozen=True)
class StudentCell:
    """One code cell: `grade_id` is nbgrader's name for it, empty where there is none."""

    name: str
    grade_id: str
    text: str


@dataclass(frozen=True)
class Notebook:
    """The code cells of a submission, in order, and what had to be mended to read them."""

    cells: tuple[StudentCell, ...]
    repairs: tuple[str, ...] = ()


class Unreadable(ValueError):
    """Not one cell can be read; the message tells the student what the file is."""


def read_module(data: bytes, name: str) -> Notebook:
    """A Python module counts as a notebook with one cell."""
    return Notebook((StudentCell(name, "", data.decode("utf-8-sig", errors="replace")),))


def read_notebook(data: bytes) -> Notebook:
    """The code cells of notebook JSON; of a truncated file, those before the break.

    Raises `Unreadable` when there is none to be had.
    """
    text = data.decode("utf-8-sig", errors="replace")
    if not text.strip():
        raise Unreadable("the file is empty")
    repairs: list[str] = []
    try:
        cells = _cells_of(json.loads(text))
    except (ValueError, RecursionError):
        cells = list(_salvage(text))
        if not cells:
            raise Unreadable("the file is not a notebook: it holds no readable cell") from None
        repairs.append(f"the file is damaged: {len(cells)} cells before the damage were read")
    found = tuple(_student_cell(number, cell) for number, cell in enumerate(cells, 1) if _is_code(cell))
    return Notebook(found, tuple(repairs))


def _cells_of(notebook: Any) -> list[Any]:
    if isinstance(notebook, dict):
        if isinstance(notebook.get("cells"), list):
            return notebook["cells"]
        if isinstance(notebook.get("worksheets"), list):  # notebook format 3
            sheets = [sheet for sheet in notebook["worksheets"] if isinstance(sheet, dict)]
            return [cell for sheet in sheets for cell in sheet.get("cells", [])]
    raise Unreadable("the file is not a notebook: it has no cells")


def _salvage(text: str) -> Iterator[Any]:
    """The complete cells at the beginning of broken JSON."""
    start = CELLS.search(text)
    decoder, at = json.JSONDecoder(), start.end() if start else len(text)
    while at < len(text):
        at = len(text) - len(text[at:].lstrip(" \t\r\n,"))
        try:
            cell, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            return
        yield cell


def _is_code(cell: Any) -> bool:
    return isinstance(cell, dict) and cell.get("cell_type") == "code"


def _student_cell(number: int, cell: Mapping[str, Any]) -> StudentCell:
    source = cell.get("source", cell.get("input", ""))
    lines = source if isinstance(source, list) else [source]
    grade_id = _deep(cell, "metadata", "nbgrader", "grade_id")
    text = "".join(line for line in lines if isinstance(line, str))
    name = grade_id if isinstance(grade_id, str) and grade_id.isidentifier() else ""
    return StudentCell(name or str(number), name, text)


def _deep(value: Any, *keys: str) -> Any:
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value
