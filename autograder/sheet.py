"""Read a table that another system wrote, and write it back as that system wrote it."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

from autograder.course import CourseError

BOM = "\ufeff"
DELIMITERS = (",", ";", "\t")
ENCODINGS = ("utf-8", "cp1252")  # the second is what Excel leaves
DECIMAL_COMMA = re.compile(r"\s*\d+,\d+\s*\Z")


class ExportError(CourseError):
    """A table of another system cannot be filled in; the message says why and what is expected."""


@dataclass
class Sheet:
    """The cells of a table, and how it was written."""

    header: list[str]
    rows: list[list[str]]
    delimiter: str = ","
    newline: str = "\n"
    encoding: str = "utf-8"
    has_bom: bool = False

    def column(self, *names: str) -> int | None:
        """The place of the first of these headers that there is."""
        places = {head.strip().lower(): number for number, head in reversed(list(enumerate(self.header)))}
        return next((places[name.lower()] for name in names if name.lower() in places), None)

    def has_decimal_comma(self) -> bool:
        """Whether a number is written with a comma somewhere."""
        return self.delimiter != "," and any(DECIMAL_COMMA.match(cell) for row in self.rows for cell in row)

    def number(self, value: float) -> str:
        """A grade as this table writes it."""
        text = f"{value:.2f}"
        return text.replace(".", ",") if self.has_decimal_comma() else text

    def data(self) -> bytes:
        """The table as a file."""
        text = io.StringIO()
        csv.writer(text, delimiter=self.delimiter, lineterminator=self.newline).writerows([self.header, *self.rows])
        return ((BOM if self.has_bom else "") + text.getvalue()).encode(self.encoding)


def read(data: bytes, required: Sequence[str], what: str) -> Sheet:
    """The table in a file whose header names the `required`; raises `ExportError` for another file."""
    text, encoding = _decoded(data)
    has_bom = text.startswith(BOM)
    newline = "\r\n" if "\r\n" in text else "\n"
    for delimiter in DELIMITERS:
        rows = list(csv.reader(io.StringIO(text.removeprefix(BOM), newline=""), delimiter=delimiter))
        header = rows[0] if rows else []
        if {name.lower() for name in required} <= {head.strip().lower() for head in header}:
            width = len(header)
            filled = [[*row, *[""] * (width - len(row))] for row in rows[1:] if row]
            return Sheet(header, filled, delimiter, newline, encoding, has_bom)
    raise ExportError(f"this is not {what}: its first line must name {', '.join(required)}; download it and change "
                      "nothing in it")


def _decoded(data: bytes) -> tuple[str, str]:
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise ExportError("this is no text file: download it as CSV")
