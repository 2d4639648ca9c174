"""Make a class of submissions of one assignment out of the course's own files."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import cycle, islice
from typing import Any

from autograder.course import Assignment

# of eight students three are right, four are wrong, one has handed in the stub
PATTERN = ("right", "wrong", "wrong", "right", "wrong", "stub", "right", "wrong")


@dataclass(frozen=True)
class Student:
    """One student and what stands in each exercise's cell; an exercise without an entry keeps its stub."""

    name: str
    kind: str
    answers: Mapping[str, str]


def students(assignment: Assignment, count: int) -> list[Student]:
    """The same students every time: the answers of each kind are spread evenly over those on file."""
    kinds = list(islice(cycle(PATTERN), count))
    made = []
    for number, kind in enumerate(kinds):
        place = kinds[:number].count(kind) / kinds.count(kind)
        exercises = () if kind == "stub" else assignment.exercises
        answers = {exercise: _on_file(assignment, kind, exercise, place) for exercise in exercises}
        made.append(Student(f"s{number:02d}_{kind}", kind, answers))
    return made


def with_mistakes(assignment: Assignment) -> dict[str, list[Student]]:
    """Notebooks to check: right but for one exercise, each exercise in turn, and wrong in every exercise."""
    right = {exercise: _on_file(assignment, "right", exercise, 0.0) for exercise in assignment.exercises}
    wrong = {place: {exercise: _on_file(assignment, "wrong", exercise, place) for exercise in assignment.exercises}
             for place in (0.2, 0.5, 0.8)}
    return {
        "one exercise": [Student(exercise, "wrong", {**right, exercise: wrong[0.5][exercise]})
                         for exercise in assignment.exercises],
        "every exercise": [Student(f"place {place}", "wrong", answers) for place, answers in wrong.items()],
    }


def notebook(assignment: Assignment) -> dict[str, Any]:
    """The released notebook."""
    return json.loads(assignment.release_path.read_text(encoding="utf-8"))


def handed_in(released: Mapping[str, Any], student: Student) -> bytes:
    """The released notebook with this student's answers in the cells of the exercises."""
    cells = [_answered(cell, student.answers) for cell in released["cells"]]
    return json.dumps({**released, "cells": cells}).encode()


def _on_file(assignment: Assignment, kind: str, exercise: str, place: float) -> str:
    """The filed answer at this place in 0..1 of those of one kind."""
    paths = assignment.answers(kind, exercise)
    if not paths:
        raise SystemExit(f"{assignment.tests_path / kind / exercise} holds no answer to make submissions of")
    return paths[int(place * len(paths))].read_text(encoding="utf-8")


def _answered(cell: dict[str, Any], answers: Mapping[str, str]) -> dict[str, Any]:
    name = cell["metadata"].get("nbgrader", {}).get("grade_id")
    return {**cell, "source": answers[name]} if name in answers else cell
