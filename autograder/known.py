"""The filed wrong answers to an exercise, run only as far as it takes to tell which of them explains a mark."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path

from autograder import patterns
from autograder.course import Assignment, Cell
from autograder.diagnosis import KnownMistake, rules_out
from autograder.judge import SuitePlan
from autograder.sandbox.client import Answered, Batch, Ended, Sandbox

SHARES = 2  # children that ask at the same time


@dataclass(frozen=True)
class Failure:
    """What a submission answered to the checks of one exercise, and the ids of those that it failed."""

    plan: SuitePlan
    answers: Sequence[Answered | Ended]
    failed: patterns.Pattern
    has_values: bool

    @property
    def needs_the_same_pattern(self) -> bool:
        """Whether only a mistake that fails exactly these checks can explain it."""
        return self.plan.suite.is_random or not self.has_values

    def quickest(self, fails: patterns.Pattern) -> int | None:
        """Of the checks in `fails`, the failed one that took the submission least time to answer."""
        times = {number: answer.duration_s
                 for number, (planned, answer) in enumerate(zip(self.plan.checks, self.answers, strict=True))
                 if isinstance(answer, Answered) and planned.check.id in fails & self.failed}
        return min(times, key=times.__getitem__, default=None)


class KnownMistakes:
    """The known mistakes of one run: each runs when it can explain a submission, at most once.

    A mistake is asked one check first, one after another in one child: they are ours, and none patches a library. Only
    those that answer as the submission does run whole, each in a child of its own, by `examine`. `pool` does the work.
    """

    def __init__(self, assignment: Assignment, sandbox: Sandbox, pool: Executor, fails: patterns.Patterns,
                 examine: Callable[[SuitePlan, Path], KnownMistake]) -> None:
        self._assignment, self._sandbox, self._pool, self._fails = assignment, sandbox, pool, fails
        self._examine = examine
        self._locks = {exercise: threading.Lock() for exercise in assignment.graded}
        self._first: dict[tuple[Path, int], Answered | Ended] = {}
        self._whole: dict[Path, KnownMistake] = {}

    def explaining(self, failure: Failure) -> list[KnownMistake]:
        """Those that can explain why a submission fails these checks, as far as one check of each tells."""
        exercise = failure.plan.suite.exercise
        fails = self._fails.get(exercise, {})
        paths = [path for path in self._assignment.answers("wrong", exercise)
                 if patterns.can_explain(fails.get(path.stem), failure.failed, exactly=failure.needs_the_same_pattern)]
        with self._locks[exercise]:
            if len(paths) > 1 and not failure.plan.suite.is_random:
                paths = self._alike(failure, paths)
            new = [path for path in paths if path not in self._whole]
            examined = self._pool.map(self._examine, repeat(failure.plan), new)
            self._whole.update(zip(new, examined, strict=True))
            return [self._whole[path] for path in paths]

    def _alike(self, failure: Failure, paths: Sequence[Path]) -> list[Path]:
        """Those that are known whole, or answer the check that they are asked first as the submission does."""
        fails = self._fails.get(failure.plan.suite.exercise, {})
        asked = {path: number for path in paths if path not in self._whole
                 and (number := failure.quickest(fails.get(path.stem, frozenset()))) is not None}
        new = [pair for pair in asked.items() if pair not in self._first]
        shares = [new[start::SHARES] for start in range(SHARES)]
        for share, answers in zip(shares, self._pool.map(self._ask, repeat(failure.plan), shares), strict=True):
            self._first.update(zip(share, answers, strict=True))
        return [path for path in paths if path not in asked or not rules_out(
            failure.plan.checks[asked[path]], self._first[path, asked[path]], failure.answers[asked[path]])]

    def _ask(self, plan: SuitePlan, pairs: Sequence[tuple[Path, int]]) -> Sequence[Answered | Ended]:
        batches = [Batch(str(path), plan.checks[number].requests, [answer_cell(path)]) for path, number in pairs]
        return self._sandbox.observe((), batches).answers


def answer_cell(path: Path) -> Cell:
    """The code of a filed answer."""
    return Cell(path.stem, path.read_text(encoding="utf-8"))
