"""Read a course from its folder: assignments, exercises and the code that submissions rely on."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

CHECK_PREFIX = "check_"  # the id of a cell with visible checks is this and the exercise's name
GUARD = "guard"  # the cell that keeps nbgrader from giving marks without our engine
QUESTION_NAME = re.compile(r"q[0-9_]\w*\Z")  # tells a question from an exercise


class AutograderError(Exception):
    """What went wrong in words for the person at the command line, and what repairs it."""


class CourseError(AutograderError):
    """The course cannot be used as it lies on disk; the message says what repairs it."""


@dataclass(frozen=True)
class Cell:
    """One piece of code; tracebacks call it by its name."""

    name: str
    text: str


@dataclass(frozen=True)
class Assignment:
    """One notebook of the course and everything that belongs to it."""

    name: str
    root: Path

    @property
    def text_path(self) -> Path:
        """The authored percent script."""
        return self.root / "source" / f"{self.name}.py"

    @property
    def shared_path(self) -> Path:
        """The folder of code that several assignments share, one file for each given cell."""
        return self.root / "source" / "shared"

    @property
    def source_path(self) -> Path:
        """The instructor notebook."""
        return self.root / "source" / self.name / f"{self.name}.ipynb"

    @property
    def release_path(self) -> Path:
        """The student notebook."""
        return self.root / "release" / self.name / f"{self.name}.ipynb"

    @property
    def solution_path(self) -> Path:
        """The solution module."""
        return self.root / "solutions" / f"{self.name}.py"

    @property
    def tests_path(self) -> Path:
        """The folder of hidden suites, probes, wrong and right answers."""
        return self.root / "tests" / self.name

    @cached_property
    def given(self) -> tuple[Cell, ...]:
        """The read-only cells, in order."""
        return tuple(Cell(name, text) for name, kind, text in self._parts if kind == "given")

    @cached_property
    def exercises(self) -> tuple[str, ...]:
        """The names of the graded functions, in the order of the notebook."""
        return tuple(name for name in self.graded if name not in self.questions)

    @cached_property
    def graded(self) -> tuple[str, ...]:
        """The names that a submission is graded on, functions and questions, in the order of the notebook."""
        return tuple(name for name, kind, _ in self._parts if kind == "graded")

    @cached_property
    def questions(self) -> tuple[str, ...]:
        """The names of the concept questions, in the order of the notebook."""
        return tuple(name for name in self.graded if QUESTION_NAME.match(name))

    @cached_property
    def written(self) -> Mapping[str, int]:
        """The points of each written question: a person marks it."""
        cells = [cell["metadata"].get("nbgrader", {}) for cell in self._cells if cell["cell_type"] == "markdown"]
        return {meta["grade_id"]: meta["points"] for meta in cells if meta}

    @cached_property
    def bonus(self) -> frozenset[str]:
        """The exercises whose points come on top of those that can be reached: their check cells are worth 0."""
        metas = [cell["metadata"].get("nbgrader", {}) for cell in self._cells]
        return frozenset(meta["grade_id"].removeprefix(CHECK_PREFIX) for meta in metas if meta.get("points") == 0)

    @cached_property
    def check_cells(self) -> tuple[str, ...]:
        """The ids of the cells with visible checks."""
        return tuple(name for name, kind, _ in self._parts if kind == "check")

    @cached_property
    def handed_out(self) -> frozenset[str]:
        """The texts of the cells that most students hand in as they got them: all but the exercises."""
        return frozenset(text for _, kind, text in self._parts if kind != "graded")

    @cached_property
    def _parts(self) -> list[tuple[str, str, str]]:
        return [(*_kind(cell), "".join(cell["source"])) for cell in self._cells if cell["cell_type"] == "code"]

    @cached_property
    def _cells(self) -> list[dict[str, Any]]:
        try:
            return json.loads(self.source_path.read_text(encoding="utf-8"))["cells"]
        except FileNotFoundError:
            raise CourseError(f"{self.source_path} is missing: run `python -m autograder build {self.name}`") from None

    def answers(self, kind: str, exercise: str) -> tuple[Path, ...]:
        """The filed answers of one exercise: `kind` is "wrong" or "right"."""
        return tuple(sorted((self.tests_path / kind / exercise).glob("*.py")))


@dataclass(frozen=True)
class Course:
    """A course: the folder that holds source/, release/, solutions/ and tests/."""

    root: Path

    @cached_property
    def assignments(self) -> tuple[Assignment, ...]:
        """Every assignment that has an authored text, by name."""
        return tuple(Assignment(path.stem, self.root) for path in sorted((self.root / "source").glob("*.py")))

    def assignment(self, name: str) -> Assignment:
        """The assignment of that name; raises `CourseError` with the names there are."""
        for assignment in self.assignments:
            if assignment.name == name:
                return assignment
        known = ", ".join(assignment.name for assignment in self.assignments) or "none"
        raise CourseError(f"no assignment {name!r} in {self.root / 'source'}: there is {known}")


def find_course(start: Path) -> Course:
    """The course that holds `start`: the nearest folder upwards with a grader_config.py."""
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / "grader_config.py").is_file():
            return Course(folder)
    raise CourseError(f"no grader_config.py in {start.resolve()} or above it: change into the course's folder")


def _kind(cell: Mapping[str, Any]) -> tuple[str, str]:
    """The name and kind of an instructor cell, from nbgrader's metadata."""
    meta = cell["metadata"].get("nbgrader")
    if meta is None:
        return cell["id"], "demo"
    if meta["grade_id"] == GUARD:
        return GUARD, "guard"
    kind = "graded" if meta["solution"] else "check" if meta["grade"] else "given"
    return meta["grade_id"], kind


def probe_sources(folder: Path) -> dict[str, str]:
    """The text of each probes module of an assignment (`probes.py`, `probes_<topic>.py`), by module name."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("probes*.py"))}
