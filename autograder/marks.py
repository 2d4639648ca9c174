"""Turn a result into what nbgrader's gradebook holds for each of its cells."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from nbformat import NotebookNode

from autograder.autograded import comment
from autograder.course import CHECK_PREFIX
from autograder.restored import is_same_text, name_of
from autograder.score import ExerciseResult, Result

NO_RESPONSE = "No response."  # nbgrader's own words


@dataclass(frozen=True)
class Mark:
    """The automatic score of one cell and the comment on the answer, which may stand in another cell.

    `auto_score` is None where only a person can give one. The fingerprint tells what the score was given for.
    """

    score_cell: str
    answer_cell: str
    auto_score: float | None
    needs_a_person: bool
    comment: str | None
    fingerprint: str


def marks(result: Result, answers: Mapping[str, str], released: NotebookNode) -> list[Mark]:
    """One mark for each exercise and question, and for each written question.

    A person must look at a written answer, unless it is the released text, and at an exercise of which a check of
    ours is broken.
    """
    return [*_automatic(result, answers), *_written(result, answers, released)]


def _automatic(result: Result, answers: Mapping[str, str]) -> Iterator[Mark]:
    for item in result.exercises:
        score = _auto_score(item)
        yield Mark(CHECK_PREFIX + item.name, item.name, score, item.points < _worth(item), comment(item),
                   _fingerprint(score, answers.get(item.name)))


def _written(result: Result, answers: Mapping[str, str], released: NotebookNode) -> Iterator[Mark]:
    for cell in released.cells:
        name = name_of(cell)
        if name in result.written:
            is_empty = name in answers and is_same_text(answers[name], cell.source)
            score = 0.0 if is_empty else None
            yield Mark(name, name, score, not is_empty, NO_RESPONSE if is_empty else None,
                       _fingerprint(score, answers.get(name)))


def _auto_score(item: ExerciseResult) -> float | None:
    """The score out of what the cell is worth: as if the broken checks had gone like the others."""
    worth = _worth(item)
    if item.points == worth:
        return float(item.score)
    return round(item.score * worth / item.points, 2) if item.points else None


def _worth(item: ExerciseResult) -> int:
    return sum(row.check.points for row in item.checks)


def _fingerprint(score: float | None, answer: str | None) -> str:
    return hashlib.sha256(repr((score, answer)).encode()).hexdigest()
