"""The filed wrong answers to an exercise, run only as far as it takes to tell which of them explains a mark."""

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias, TypeVar

from autograder import patterns
from autograder.course import Assignment, Cell
from autograder.diagnosis import KnownMistake, rules_out
from autograder.judge import SuitePlan
from autograder.sandbox.client import Answered, Batch, Ended, Sandbox

Item = TypeVar("Item")
Done = TypeVar("Done")
Filed: TypeAlias = tuple[SuitePlan, Path]  # a filed answer, and what its exercise is asked
SHARES = 2  # children that run mistakes at the same time


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

    A mistake is asked one check first; only those that answer as the submission does run whole, by `run_whole`. Many
    run one after another in one child: they are ours, and none patches a library. `pool` does the work.
    """

    def __init__(self, assignment: Assignment, sandbox: Sandbox, pool: Executor, fails: patterns.Patterns,
                 run_whole: Callable[[Sequence[Filed]], list[KnownMistake]]) -> None:
        self._assignment, self._sandbox, self._pool, self._fails = assignment, sandbox, pool, fails
        self._run_whole = run_whole
        self._lock = threading.Lock()
        self._first: dict[tuple[Path, int], Answered | Ended] = {}
        self._whole: dict[Path, KnownMistake] = {}

    def explaining(self, failures: Sequence[Failure]) -> list[list[KnownMistake]]:
        """For each failure the mistakes that can explain it, as far as one check of each tells."""
        with self._lock:
            asked = [self._asked(failure) for failure in failures]
            self._ask([(failure.plan, path, number) for failure, numbers in zip(failures, asked, strict=True)
                       for path, number in numbers.items()])
            alike = [self._alike(failure, numbers) for failure, numbers in zip(failures, asked, strict=True)]
            new = [(failure.plan, path) for failure, paths in zip(failures, alike, strict=True)
                   for path in paths if path not in self._whole]
            for share, mistakes in self._shared(self._run_whole, new):
                self._whole.update({path: mistake for (_, path), mistake in zip(share, mistakes, strict=True)})
            return [[self._whole[path] for path in paths] for paths in alike]

    def _asked(self, failure: Failure) -> dict[Path, int | None]:
        """The mistakes that can explain a failure by the checks they fail, and the check that each is asked first.

        None where it need not be asked: it is known whole, or the only one, or right answers are random.
        """
        exercise = failure.plan.suite.exercise
        fails = self._fails.get(exercise, {})
        paths = [path for path in self._assignment.answers("wrong", exercise)
                 if patterns.can_explain(fails.get(path.stem), failure.failed, exactly=failure.needs_the_same_pattern)]
        if len(paths) == 1 or failure.plan.suite.is_random:
            return dict.fromkeys(paths)
        return {path: None if path in self._whole else failure.quickest(fails.get(path.stem, frozenset()))
                for path in paths}

    def _ask(self, questions: Sequence[tuple[SuitePlan, Path, int | None]]) -> None:
        new = [(plan, path, number) for plan, path, number in questions
               if number is not None and (path, number) not in self._first]
        for share, answers in self._shared(self._first_answers, new):
            self._first.update({(path, number): answer
                                for (_, path, number), answer in zip(share, answers, strict=True)})

    def _first_answers(self, questions: Sequence[tuple[SuitePlan, Path, int]]) -> Sequence[Answered | Ended]:
        batches = [Batch(str(path), plan.checks[number].requests, [answer_cell(path)])
                   for plan, path, number in questions]
        return self._sandbox.observe((), batches).answers

    def _alike(self, failure: Failure, asked: Mapping[Path, int | None]) -> list[Path]:
        """Those that were not asked, or answered the check that they were asked as the submission does."""
        return [path for path, number in asked.items() if number is None or not rules_out(
            failure.plan.checks[number], self._first[path, number], failure.answers[number])]

    def _shared(
        self, work: Callable[[Sequence[Item]], Done], items: Sequence[Item]
    ) -> Iterable[tuple[Sequence[Item], Done]]:
        """Let the pool do its shares of the work at the same time."""
        shares = [items[start::SHARES] for start in range(min(SHARES, len(items)))]
        return zip(shares, self._pool.map(work, shares), strict=True)


def answer_cell(path: Path) -> Cell:
    """The code of a filed answer."""
    return Cell(path.stem, path.read_text(encoding="utf-8"))
