"""Grade a class into a folder: judge again what is kept, run what is new, and write every file whole."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder import report
from autograder.grading import Grader, kept_name
from autograder.score import Result
from autograder.submissions import Submission


@dataclass(frozen=True)
class Change:
    """A mark that another judgement of the same answers changes: score and points before and after."""

    student: str
    before: tuple[int, int]
    after: tuple[int, int]
    exercises: tuple[str, ...]


class UnacceptedChanges(Exception):
    """Marks would change that nobody has accepted; nothing was written."""

    def __init__(self, changes: Sequence[Change]) -> None:
        super().__init__(f"{len(changes)} marks would change")
        self.changes = changes


@dataclass(frozen=True)
class Desk:
    """Where a class is marked: who grades, into which folder, how many at a time, under which title."""

    grader: Grader
    folder: Path
    jobs: int
    course_title: str

    def mark(
        self, submissions: Sequence[Submission], tick: Callable[[], None], *, accept: bool
    ) -> tuple[list[Result], list[Path]]:
        """Grade and write every submission; return results and feedback pages in the order of the submissions.

        What the journal holds answers of is judged first, without running student code. If a mark changes by that,
        raises `UnacceptedChanges` before anything is written, unless `accept`. `tick` is called for each submission.
        """
        kept = {item.student for item in submissions if self._is_kept(item)}
        again = list(self._graded([item for item in submissions if item.student in kept], tick))
        changes = [change for result in again if (change := self._change(result))]
        if changes and not accept:
            raise UnacceptedChanges(changes)
        if self.grader.journal:
            self.grader.journal.keep_seed(self.grader.run.seed)
        pages = {result.student: self._write(result) for result in again}
        results = {result.student: result for result in again}
        for result in self._graded([item for item in submissions if item.student not in kept], tick):
            results[result.student] = result
            pages[result.student] = self._write(result)
        names = [item.student for item in submissions]
        ordered = [results[name] for name in names]
        report.write_class(ordered, self.folder)
        return ordered, [pages[name] for name in names]

    def reasons(self, submissions: Sequence[Submission]) -> Iterator[tuple[str, str]]:
        """Every student, and why the code was or was not run; to be asked after `mark`."""
        journal = self.grader.journal
        for item in submissions:
            yield item.student, journal.reasons[kept_name(item)] if journal else "run"

    def _is_kept(self, submission: Submission) -> bool:
        journal = self.grader.journal
        return journal is not None and journal.is_kept(kept_name(submission), self.grader.key(submission))

    def _graded(self, submissions: Sequence[Submission], tick: Callable[[], None]) -> Iterator[Result]:
        for result in self.grader.grade(submissions, self.jobs):
            tick()
            yield result

    def _write(self, result: Result) -> Path:
        return report.write_result(result, self.folder, self.course_title)

    def _change(self, result: Result) -> Change | None:
        """How a result differs from the written one in its marks, if there is one."""
        try:
            text = report.result_path(result, self.folder).read_text(encoding="utf-8")
            old = json.loads(text)
            scores = {item["name"]: (item["score"], item["points"]) for item in old["exercises"]}
            before = (int(old["score"]), int(old["points"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None
        new = {item.name: (item.score, item.points) for item in result.exercises}
        if new == scores:
            return None
        moved = tuple(name for name in {**scores, **new} if scores.get(name) != new.get(name))
        return Change(result.student, before, (result.score, result.points), moved)
