"""Read the code cells of a notebook that a student handed in, however damaged."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

MAX_CELLS = 2_000
MAX_CHARACTERS = 300_000
MAX_DAMAGES = 100

CELLS = re.compile(r'"cells"\s*:\s*\[')
CELL_START = re.compile(r'\{\s*"(?:attachments|cell_type|execution_count|id|input|metadata|outputs|source)"')
GRADE_ID = re.compile(r"[A-Za-z0-9_\-]{1,100}\Z")
NO_CODE = ("markdown", "raw", "heading", "html")
OTHER_FILES = (
    ("<", "is a web page"),
    ("%PDF", "is a PDF"),
    ("PK\x03\x04", "is a zip archive"),
    ("version https://git-lfs", "is only a Git LFS pointer"),
    ("{", "has no cells"),
    ("", "is something else"),
)

# no number is needed, and one with too many digits cannot be read
DECODER = json.JSONDecoder(strict=False, parse_int=lambda digits: None, parse_float=lambda digits: None)


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
    """A Python module counts as a notebook with one cell; raises `Unreadable` for an empty one."""
    text, repairs = _decoded(data)
    if text.lstrip().startswith("{") and CELLS.search(text):
        return read_notebook(data)
    printable = "".join(character if character.isprintable() else "?" for character in name)
    return _limited([StudentCell(printable, "", text)], repairs)


def read_notebook(data: bytes) -> Notebook:
    """The code cells of notebook JSON; of a damaged file, those that can still be read.

    Raises `Unreadable` when there is none to be had.
    """
    cells, repairs = read_cells(data)
    found = [_student_cell(number, cell, repairs) for number, cell in enumerate(cells, 1) if _is_code(cell)]
    return _limited(found, repairs)


def read_cells(data: bytes) -> tuple[list[Any], list[str]]:
    """All cells of notebook JSON as they were written, whatever they hold, and what had to be mended."""
    text, repairs = _decoded(data)
    try:
        cells = _cells_of(DECODER.decode(text))
    except (ValueError, RecursionError):
        cells = list(_salvaged(text))
        repairs.append(f"the file is damaged; {len(cells)} of its cells could be read")
    if not cells:
        what = next(what for begin, what in OTHER_FILES if text.lstrip().startswith(begin))
        raise Unreadable(f"the file is not a notebook: it {what}")
    return cells, repairs


def _decoded(data: bytes) -> tuple[str, list[str]]:
    encoding, repairs = json.detect_encoding(data), []
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, errors="replace")
        if text.replace("\N{REPLACEMENT CHARACTER}", "").isascii():
            text = data.decode("latin-1")
            repairs.append("the file is not in UTF-8; it was read as Latin-1")
        else:
            repairs.append("some characters of the file could not be read")
    text = text.strip("\0")
    if not text.strip():
        raise Unreadable("the file is empty")
    if "\n<<<<<<< " in text:
        text = _upper_version(text)
        repairs.append("the file holds two versions from a merge; the upper one was read")
    return text, repairs


def _upper_version(text: str) -> str:
    """Empty the lines of git's conflict marks and of the lower version."""
    lines, is_kept = text.split("\n"), True
    for number, line in enumerate(lines):
        if line.startswith(("<<<<<<< ", ">>>>>>> ")):
            is_kept, lines[number] = True, ""
        elif line.rstrip() == "=======" or not is_kept:
            is_kept, lines[number] = False, ""
    return "\n".join(lines)


def _limited(cells: list[StudentCell], repairs: list[str]) -> Notebook:
    """Leave out what no person would write: reading it would cost the class its time."""
    kept, room = [], MAX_CHARACTERS
    for cell in cells[:MAX_CELLS]:
        if len(cell.text) <= room:
            room -= len(cell.text)
            kept.append(cell)
        else:
            repairs.append(f"cell {cell.name} was left out: more than {MAX_CHARACTERS} characters of code")
    if len(cells) > MAX_CELLS:
        repairs.append(f"only the first {MAX_CELLS} code cells were read")
    return Notebook(tuple(kept), tuple(repairs))


def _cells_of(notebook: Any) -> list[Any]:
    sheets = [notebook, *_list_of(notebook, "worksheets")]  # notebook format 3 had worksheets
    return [cell for sheet in sheets for cell in _list_of(sheet, "cells")]


def _list_of(value: Any, key: str) -> list[Any]:
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, list) else []


def _salvaged(text: str) -> Iterator[Any]:
    """The complete cells of broken JSON: of a truncated file, or of one with the marks of a merge."""
    first = CELLS.search(text)
    at, damages = first.end() if first else 0, 0
    while damages < MAX_DAMAGES and (begin := CELL_START.search(text, at)):
        try:
            cell, at = DECODER.raw_decode(text, begin.start())
        except (ValueError, RecursionError):
            at, damages = begin.start() + 1, damages + 1
        else:
            if "cell_type" in cell:
                yield cell


def _is_code(cell: Any) -> bool:
    if not isinstance(cell, dict):
        return False
    return cell.get("cell_type") not in NO_CODE or _deep(cell, "metadata", "nbgrader", "cell_type") == "code"


def _student_cell(number: int, cell: Mapping[str, Any], repairs: list[str]) -> StudentCell:
    grade_id = _deep(cell, "metadata", "nbgrader", "grade_id")
    is_named = isinstance(grade_id, str) and GRADE_ID.match(grade_id)
    name = grade_id if is_named else str(number)
    if cell.get("cell_type") in NO_CODE:
        repairs.append(f"cell {name} had been turned into text; it was read as code")
    text, ran_together = source_of(cell)
    if ran_together:
        repairs.append(f"the lines of cell {name} ran together; they were separated")
    return StudentCell(name, name if is_named else "", text)


def source_of(cell: Mapping[str, Any]) -> tuple[str, bool]:
    """The text of a cell, and whether its lines had run together."""
    source = cell.get("source", cell.get("input"))
    lines = [line for line in (source if isinstance(source, list) else [source]) if isinstance(line, str)]
    ran_together = len(lines) > 1 and not any(line.endswith("\n") for line in lines[:-1])
    return ("\n" if ran_together else "").join(lines), ran_together


def _deep(value: Any, *keys: str) -> Any:
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value
