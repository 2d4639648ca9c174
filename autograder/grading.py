"""Grade submissions: read, run in the sandbox, judge, diagnose, score."""

import ast
import gc
import hashlib
import json
import platform
import runpy
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import asdict
from functools import cache
from pathlib import Path
from types import TracebackType

import torch

from autograder import __version__, judge, notebook, patterns, suite
from autograder.course import Assignment, Cell, probe_sources
from autograder.diagnosis import KnownMistake, differences
from autograder.examination import Examined, Judging, not_runnable, verdicts
from autograder.harvest import Harvest, Problem, harvest
from autograder.journal import Journal, Key
from autograder.judge import Run, SuitePlan
from autograder.known import Diagnosing, Filed, KnownMistakes, answer_cell
from autograder.probing import Solution
from autograder.sandbox.client import Batch, Dialogue, Sandbox, Seen, Tell
from autograder.sandbox.layers import Protection
from autograder.sandbox.limits import Limits
from autograder.sandbox.warm import WarmProcess, for_assignment
from autograder.score import ExerciseResult, Misconception, Result, join
from autograder.submissions import Submission, safe_name

STUDENTS, KNOWN = "students", "known"  # the journal's folders
Kept = tuple[str, Key]  # under which name the journal keeps answers, and what they depend on
# CPython counts the depth of a syntax tree in one place for all threads (python/cpython#106905): one parser at a time
PARSING = threading.Lock()


class Grader:
    """Grades submissions of one assignment in one run. A context manager: it holds the warm process.

    Expected values are computed once, on entry; a known mistake runs when it can explain a submission. With a
    journal, code whose answers are kept there is not run again. `exercises`: grade these only. `warm`: the process
    to use, if it has been started already.
    """

    def __init__(self, assignment: Assignment, limits: Limits, run: Run, journal: Journal | None = None,
                 exercises: Sequence[str] = (), warm: WarmProcess | None = None) -> None:
        self.assignment, self.limits, self.run, self.journal = assignment, limits, run, journal
        self._asked, self._warm = exercises or assignment.graded, warm

    def __enter__(self) -> "Grader":
        torch.set_num_threads(1)  # small tensors, and one core for each job
        folder = self.assignment.tests_path
        with ExitStack() as stack:
            warm = self._warm or for_assignment(self.assignment, self.limits, self.run.device)
            self._sandbox = stack.enter_context(Sandbox(warm))
            self._reference = Solution(runpy.run_path(str(self.assignment.solution_path)))
            self._suites, self.probes = suite.load(folder, self._asked)
            self._patterns = patterns.read(self.assignment)
            suites = sorted((*folder.rglob("*.py"), *folder.glob(patterns.FILE)))
            self._suite_sha256 = _hash_of(*suites, self.assignment.solution_path)
            probes = [folder / f"{stem}.py" for stem in probe_sources(folder)]
            self._course_sha256 = _hash_of(*probes, self.assignment.source_path)
            self.draw(self.run)
            gc.freeze()  # else the collector goes through torch and the course again and again, 0.2 s each time
            stack.callback(gc.unfreeze)
            self._stack = stack.pop_all()
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._stack.close()

    def draw(self, run: Run) -> None:
        """Draw the inputs of `run` and compute what the reference answers; known mistakes are computed anew."""
        self.run = run
        self._known = KnownMistakes(self.assignment, self._sandbox, self._patterns, self._run_whole)
        self.plans = {name: self.plan(name, run) for name in self._suites}

    def plan(self, exercise: str, run: Run) -> SuitePlan:
        """What the checks of one exercise ask in `run`, and what the reference answers."""
        return judge.plan(self._suites[exercise], self._reference, self.probes, run)

    def grade(self, submissions: Iterable[Submission], jobs: int) -> Iterator[Result]:
        """The results in the order of the submissions, `jobs` of them in work at the same time."""
        pool = ThreadPoolExecutor(jobs)
        try:
            yield from pool.map(self.grade_one, submissions)
        finally:
            pool.shutdown(cancel_futures=True)

    def grade_one(self, submission: Submission) -> Result:
        """Grade one submission; whatever it holds, there is a result."""
        harvested, repairs = self.read(submission)
        with Diagnosing(self._known) as diagnosing:
            examined = self.examine(harvested, submission, diagnosing.take)
            misconceptions = diagnosing.found()
        notes = dict.fromkeys(note for item in examined.values() for note in item.notes)
        exercises = tuple(
            ExerciseResult(
                name,
                join(plan.suite.checks, {planned.check.id: verdict for planned, verdict
                                         in zip(plan.checks, examined[name].verdicts, strict=True)}),
                misconceptions.get(name),
                name in self.assignment.bonus,
            )
            for name, plan in self.plans.items()
        )
        digest = _sha256(submission.data)
        provenance = {
            "suite_sha256": self._suite_sha256,
            "seed": self.run.seed,
            "device": self.run.device,
            "environment": {**_environment(), "sandbox": self.protection.told()},
        }
        return Result(self.assignment.name, submission.student, digest, exercises, (*repairs, *notes), provenance,
                      self.assignment.written)

    @property
    def protection(self) -> Protection:
        """The layers of the sandbox that are on; waits until the warm process has tried them."""
        return self._sandbox.protection

    def examine(self, harvested: Harvest, submission: Submission | None = None,
                tell: Callable[[Examined], None] | None = None) -> dict[str, Examined]:
        """Run what was harvested, from a submission to be kept, through the sandbox; judge each check.

        `tell` is told each exercise that ran, as soon as it is judged, in another thread.
        """
        kept = (kept_name(submission), self.key(submission)) if submission and self.journal else None
        plans = list(self.plans.values())
        return dict(zip(self.plans, self.examine_under(harvested, plans, kept, tell), strict=True))

    def key(self, submission: Submission) -> Key:
        """What the answers of a submission depend on."""
        return self._key(submission.name.encode() + b"\0" + submission.data, self.plans.values())

    def _key(self, data: bytes, plans: Iterable[SuitePlan]) -> Key:
        questions = "".join(plan.questions for plan in plans)
        settings = json.dumps([asdict(self.limits), self.run.device])
        sandbox = " ".join(self.protection.active)
        return Key(_sha256(data), _sha256(questions.encode()), self._course_sha256, _engine(),
                   _sha256(settings.encode()), _sha256(sandbox.encode()))

    def examine_under(
        self, harvested: Harvest, plans: Sequence[SuitePlan], kept: Kept | None = None,
        tell: Callable[[Examined], None] | None = None,
    ) -> list[Examined]:
        """Let one child answer all these plans, each of an exercise and a run; judge every check.

        `kept` is the name and the key under which the journal has the answers, or gets them; `tell` as in `examine`.
        """
        problems = harvested.problems
        runnable = [plan for plan in plans if plan.suite.exercise not in problems]
        batches = [Batch(f"{plan.suite.exercise} {plan.run.seed}", planned.requests)
                   for plan in runnable for planned in plan.checks]
        with Judging(runnable, tell) as judging:
            if batches:
                self._observe(harvested.cells, batches, kept, judging.take)
            examined = judging.examined()
            return [not_runnable(plan, problems[plan.suite.exercise]) if plan.suite.exercise in problems
                    else next(examined) for plan in plans]

    def _observe(self, cells: Sequence[Cell], batches: Sequence[Batch], kept: Kept | None, tell: Tell) -> None:
        """Tell what the submission answers, or has answered."""
        if seen := self._recall(kept):
            for number, answer in enumerate(seen.answers):
                tell(seen.cell_errors, number, answer)
        else:
            self._keep(kept, self._sandbox.observe(cells, batches, tell))

    def _recall(self, kept: Kept | None) -> Seen | None:
        return self.journal.recall(*kept) if self.journal and kept else None

    def _keep(self, kept: Kept | None, seen: Seen) -> None:
        if self.journal and kept:
            self.journal.keep(*kept, seen)

    def read(self, submission: Submission) -> tuple[Harvest, tuple[str, ...]]:
        """What of a submission runs, and everything that was mended or left out on the way."""
        try:
            if submission.problem:
                raise notebook.Unreadable(submission.problem)
            if submission.is_module:
                read = notebook.read_module(submission.data, submission.name)
            else:
                read = notebook.read_notebook(submission.data)
            with PARSING:
                harvested = harvest(read, self.assignment)
        except notebook.Unreadable as error:
            problems = dict.fromkeys(self.assignment.graded, Problem(str(error)))
            harvested = Harvest((), (str(error),), problems)
        return harvested, (*submission.notes, *harvested.repairs)

    def _run_whole(self, dialogue: Dialogue, filed: Sequence[Filed]) -> list[KnownMistake]:
        """Run filed wrong answers, or recall what they answered."""
        places = [self._place(item) for item in filed]
        recalled = [self._recall(kept) for kept in places]
        new = iter(dialogue.ask([batch for item, seen in zip(filed, recalled, strict=True) if seen is None
                                 for batch in item.batches]).answers)
        mistakes = []
        for item, kept, seen in zip(filed, places, recalled, strict=True):
            if seen is None:
                seen = Seen({}, tuple(next(new) for _ in item.numbers))
                self._keep(kept, seen)
            mistakes.append(KnownMistake(
                Misconception(item.path.stem, told(item.path)), dict(zip(item.numbers, seen.answers, strict=True)),
                dict(zip(item.numbers, verdicts(item.plan, seen.answers, seen.cell_errors), strict=True)),
                differences(item.plan, item.numbers, seen.answers),
            ))
        return mistakes

    def _place(self, filed: Filed) -> Kept | None:
        """Where the journal keeps what a filed wrong answer answers."""
        if self.journal is None:
            return None
        name = f"{KNOWN}/{filed.plan.suite.exercise}/{filed.path.stem}"
        return name, self._key(filed.path.read_bytes(), [filed.plan])

    def examine_answer(self, path: Path, plans: Sequence[SuitePlan]) -> list[Examined]:
        """Examine one filed answer to one exercise, under each of its plans."""
        return self.examine_under(Harvest((answer_cell(path),), (), {}), plans)


def told(path: Path) -> str:
    """What a wrong answer's docstring says to the student: its first line."""
    with PARSING:
        tree = ast.parse(path.read_text(encoding="utf-8"))
    return (ast.get_docstring(tree) or "").partition("\n")[0]


def kept_name(submission: Submission) -> str:
    """Under which the journal keeps the answers of a student."""
    return f"{STUDENTS}/{safe_name(submission.student)}"


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _hash_of(*paths: Path) -> str:
    return _sha256(b"".join(path.name.encode() + b"\0" + path.read_bytes() for path in paths))


@cache
def _engine() -> str:
    """Our code, and what it runs on."""
    own = Path(__file__).parent
    paths = sorted((*own.glob("*.py"), *own.glob("sandbox/*.py")))
    return _sha256(f"{_hash_of(*paths)} {json.dumps(_environment())}".encode())


@cache
def _environment() -> dict[str, str]:
    return {
        "python": platform.python_version(),
        "torch": torch.__version__,
        "autograder": __version__,
        "platform": platform.platform(),
    }
