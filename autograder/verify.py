"""Assert the invariants of a course: what must hold before a class is graded with it."""

import ast
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from autograder import build, patterns, suite, text
from autograder.course import Assignment
from autograder.grading import Grader
from autograder.judge import Run, Status, Verdict
from autograder.sandbox.limits import Limits
from autograder.submissions import Submission
from autograder.text import GRADED, Kind, Part

PASSED = Status.PASSED
KINDS = ("wrong", "right")
SOLVED = (*GRADED, Kind.WRITTEN)
IGNORED = ("__pycache__", ".ipynb_checkpoints")
MAX_TOLD = 200
SHORTEST_LEAK = 10
SEEDS_AT_ONCE = 8  # in one child, whose time limit they share


@dataclass(frozen=True)
class Found:
    """The invariants that do not hold, each as fact, file and repair; and one line of figures."""

    complaints: tuple[str, ...]
    summary: str


@dataclass(frozen=True)
class Examination:
    """The status of every check for every filed answer to one exercise, under one seed."""

    checks: tuple[str, ...]
    statuses: dict[Path, tuple[Status, ...]]

    @property
    def patterns(self) -> dict[str, patterns.Pattern]:
        """The checks that each wrong answer fails."""
        return {path.stem: frozenset(self.failed(path)) for path in self.statuses if path.parts[-3] == "wrong"}

    def failed(self, path: Path) -> list[str]:
        """The checks that one answer fails."""
        return [check for check, status in zip(self.checks, self.statuses[path], strict=True) if status is not PASSED]


def verify(
    assignment: Assignment, limits: Limits, seeds: range, jobs: int, *, exercises: Sequence[str] = (),
    write: bool = False
) -> Found:
    """Check the files of an assignment; when they are sound, grade solution, stub and every filed answer.

    With several seeds, verdicts that change with the seed are complaints too. The banks of all exercises are
    examined, or of `exercises` only. `write` the checks that their wrong answers fail into the assignment's file.
    """
    complaints = list(file_complaints(assignment))
    if complaints:
        return Found(tuple(complaints), f"{len(complaints)} complaints; nothing was graded")
    with Grader(assignment, limits, Run(seeds[0])) as grader:
        complaints += score_complaints(grader)
        first = {}
        for name in exercises or assignment.exercises:
            for at in range(0, len(seeds), SEEDS_AT_ONCE):
                chunk = seeds[at : at + SEEDS_AT_ONCE]
                for seed, examination in zip(chunk, examine_bank(grader, name, chunk, jobs), strict=True):
                    if name not in first:
                        first[name] = examination
                        complaints += bank_complaints(assignment, name, examination)
                    complaints += change_complaints(first[name], examination, seed)
    if write:
        patterns.write(assignment, {name: examination.patterns for name, examination in first.items()})
    complaints += pattern_complaints(assignment, first)
    return Found(tuple(complaints), _summary(assignment, first, len(seeds), len(complaints)))


def file_complaints(assignment: Assignment) -> Iterator[str]:
    """What can be seen without running an answer: views, leaks, names, titles, docstrings, strays."""
    try:
        authored = assignment.text_path.read_text(encoding="utf-8")
        views = build.views(assignment, authored)
        parts = text.read(authored)
    except (text.TextError, suite.SuiteError) as error:
        yield str(error)
        return
    if text.write(parts) != authored:
        yield (f"{assignment.text_path} is not in the form that a notebook gives back: leave one blank line between "
               "cells and none at a cell's end")
    yield from stale_views(assignment, views)
    yield from leaks(assignment, parts)
    yield from _exercise_complaints(assignment, parts)
    yield from _question_complaints(assignment, parts)
    for name in (part.name for part in parts if part.kind is Kind.EXERCISE):
        yield from _suite_complaints(assignment.tests_path / f"test_{name}.py")
        for kind in KINDS:
            yield from _answer_complaints(assignment, kind, name)
    yield from _strays(assignment, {part.name for part in parts if part.kind is Kind.EXERCISE})


def stale_views(assignment: Assignment, views: dict[Path, str]) -> Iterator[str]:
    """Views that differ from what the authored text gives now."""
    for path, content in views.items():
        if not path.is_file() or path.read_text(encoding="utf-8") != content:
            yield f"{path} is stale: run `python -m autograder build {assignment.name}`"


def leaks(assignment: Assignment, parts: Iterable[Part]) -> Iterator[str]:
    """Lines of a solution that the student notebook holds more often than the authored text shows openly."""
    released = assignment.release_path
    try:
        held = Counter(line.strip() for line in _notebook_lines(released))
    except (FileNotFoundError, ValueError):  # missing or no notebook: it has been called stale
        return
    shown = Counter(line for part in parts for line in _open_lines(part))
    for part in parts:
        for line in _solution_lines(part):
            if len(line) >= SHORTEST_LEAK and held[line] > shown[line]:
                yield (f"{released} shows a line of the solution of {part.name}: {line!r}; run "
                       f"`python -m autograder build {assignment.name}`")


def score_complaints(grader: Grader) -> Iterator[str]:
    """The solution must score all points, the untouched stub must fail every check."""
    assignment = grader.assignment
    for path in (assignment.solution_path, assignment.source_path):
        for exercise, check, verdict in _verdicts(grader, path):
            if verdict.status is not PASSED:
                yield (f"{path} does not pass {check} of {exercise}: {verdict.message}; mend the "
                       f"solution in {assignment.text_path} or the check")
    for exercise, check, verdict in _verdicts(grader, assignment.release_path):
        if verdict.status is PASSED:
            yield f"the untouched stub of {exercise} passes {check}: make the check call the function"


def _verdicts(grader: Grader, path: Path) -> Iterator[tuple[str, str, Verdict]]:
    """Exercise, check and verdict of everything that a notebook or module is asked."""
    harvested, _ = grader.read(Submission(path.stem, path.name, path.read_bytes()))
    for name, examined in grader.examine(harvested).items():
        for planned, verdict in zip(grader.plans[name].checks, examined.verdicts, strict=True):
            yield name, planned.check.id, verdict


def examine_bank(grader: Grader, exercise: str, seeds: range, jobs: int) -> list[Examination]:
    """Examine every filed answer to an exercise under each seed; one child an answer serves them all."""
    paths = [path for kind in KINDS for path in grader.assignment.answers(kind, exercise)]
    plans = [grader.plan(exercise, Run(seed)) for seed in seeds]
    checks = tuple(check.id for check in plans[0].suite.checks)
    with ThreadPoolExecutor(jobs) as pool:
        by_path = list(pool.map(lambda path: grader.examine_answer(path, plans), paths))
    return [
        Examination(checks, {path: tuple(verdict.status for verdict in examined[number].verdicts)
                             for path, examined in zip(paths, by_path, strict=True)})
        for number in range(len(plans))
    ]


def bank_complaints(assignment: Assignment, exercise: str, examination: Examination) -> Iterator[str]:
    """Every right answer passes, every wrong one fails, and every check is failed by a wrong one."""
    suite_path = assignment.tests_path / f"test_{exercise}.py"
    failed: set[str] = set()
    for path in examination.statuses:
        bad = examination.failed(path)
        if path.parts[-3] == "right" and bad:
            yield f"{path} is a right answer and fails {', '.join(bad)}: mend the check in {suite_path}, or the answer"
        if path.parts[-3] == "wrong":
            failed |= set(bad)
            if not bad:
                yield f"{path} is a wrong answer and passes every check: write the check that it fails in {suite_path}"
    for check in examination.checks:
        if check not in failed:
            yield (f"{suite_path}: {check} is failed by no wrong answer: file one in "
                   f"{assignment.tests_path / 'wrong' / exercise}, or delete the check")


def change_complaints(first: Examination, other: Examination, seed: int) -> Iterator[str]:
    """Verdicts that differ from those under the first seed."""
    for path, statuses in other.statuses.items():
        for check, one, two in zip(other.checks, first.statuses[path], statuses, strict=True):
            if one is not two:
                yield f"{path}: {check} is {two.value} with seed {seed}, {one.value} before: not stable"


def pattern_complaints(assignment: Assignment, examined: Mapping[str, Examination]) -> Iterator[str]:
    """Exercises whose wrong answers fail other checks than the assignment's file says: a diagnosis would miss them."""
    kept = patterns.read(assignment)
    for name, examination in examined.items():
        if kept.get(name) != examination.patterns:
            yield (f"{patterns.path(assignment)} is stale for {name}: run `python -m autograder verify "
                   f"{assignment.name} {name} --write`")


def _exercise_complaints(assignment: Assignment, parts: tuple[Part, ...]) -> Iterator[str]:
    checked = {part.name for part in parts if part.kind is Kind.CHECK}
    for part in parts:
        if part.kind is not Kind.EXERCISE:
            continue
        where = f"{assignment.text_path}: exercise {part.name!r}"
        tree, error = _parsed(part.source)
        functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
        if error:
            yield f"{where} has a syntax error in {error}: mend it"
        elif [node.name for node in functions] != [part.name]:
            yield f"{where} must define one function of that name"
        elif not ast.get_docstring(functions[0]):
            yield f"{where} has no docstring: it is the text of the exercise"
        if not _solution_lines(part):
            yield f"{where} has no solution between ### BEGIN SOLUTION and ### END SOLUTION"
        if part.name not in checked:
            yield f"{where} has no visible checks: write a cell `# %% check=\"{part.name}\"`"


def _question_complaints(assignment: Assignment, parts: tuple[Part, ...]) -> Iterator[str]:
    declared = suite.load_questions(assignment.tests_path)
    asked = {part.name for part in parts if part.kind is Kind.QUESTION}
    for name in sorted(declared.keys() - asked):
        yield (f"{assignment.tests_path / 'questions.py'} declares {name!r}, which {assignment.text_path} does not "
               f"ask: write a cell `# %% question=\"{name}\"`, or remove it")
    for part in parts:
        if part.kind in (Kind.QUESTION, Kind.WRITTEN) and not _solution_lines(part):
            yield (f"{assignment.text_path}: {part.kind.value} {part.name!r} has no answer between "
                   "### BEGIN SOLUTION and ### END SOLUTION")


def _suite_complaints(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = Counter(node.name for node in tree.body if isinstance(node, ast.FunctionDef))
    for name, count in names.items():
        if count > 1:
            yield f"{path} defines {name} {count} times, and only the last one runs: rename the others"
    for node in ast.walk(tree):
        if isinstance(node, ast.Assert) and node.msg is None:
            yield f"{path}:{node.lineno} asserts without a message: say the fact that the student should read"


def _answer_complaints(assignment: Assignment, kind: str, exercise: str) -> Iterator[str]:
    paths = assignment.answers(kind, exercise)
    if not paths:
        yield f"{assignment.tests_path / kind / exercise} holds no {kind} answer: file one"
    for path in paths:
        tree, error = _parsed(path.read_text(encoding="utf-8"))
        lines = (ast.get_docstring(tree) or "").splitlines()
        if error:
            yield f"{path} has a syntax error in {error}: mend it"
        elif kind == "right" and not lines:
            yield f"{path} has no docstring: say in which style it is written"
        elif kind == "wrong" and (len(lines) < 3 or lines[1] or len(lines[0]) > MAX_TOLD):
            yield (f"{path} needs a docstring of one line for the student (at most {MAX_TOLD} characters), a blank "
                   "line, and where this mistake is seen")


def _parsed(source: str) -> tuple[ast.Module, str]:
    """The module and no error; or an empty one, and what is wrong in which line."""
    try:
        return ast.parse(source), ""
    except SyntaxError as error:
        return ast.Module([], []), f"line {error.lineno} ({error.msg})"


def _strays(assignment: Assignment, exercises: set[str]) -> Iterator[str]:
    expected = {assignment.source_path, assignment.release_path, assignment.tests_path / "__init__.py"}
    expected.add(patterns.path(assignment))
    expected |= {assignment.tests_path / f"test_{name}.py" for name in exercises}
    expected |= {*assignment.tests_path.glob("probes*.py"), *assignment.tests_path.glob("questions.py")}
    expected |= {path for name in exercises for kind in KINDS for path in assignment.answers(kind, name)}
    for folder in (assignment.source_path.parent, assignment.release_path.parent, assignment.tests_path):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path not in expected and not set(path.parts) & set(IGNORED):
                yield f"{path} belongs to no exercise of {assignment.name}: remove it or name it after one"


def _open_lines(part: Part) -> Iterator[str]:
    hidden = Counter(_solution_lines(part))
    for line in map(str.strip, part.source.splitlines()):
        if hidden[line]:
            hidden[line] -= 1
        else:
            yield line


def _solution_lines(part: Part) -> list[str]:
    lines, inside = [], False
    for line in part.source.splitlines() if part.kind in SOLVED else ():
        if any(marker in line for marker in build.MARKERS):
            inside = "BEGIN" in line
        elif inside and line.strip():
            lines.append(line.strip())
    return lines


def _notebook_lines(path: Path) -> Iterator[str]:
    for cell in build.read_cells(path):
        yield from cell.source.splitlines()


def _summary(assignment: Assignment, first: dict[str, Examination], seeds: int, complaints: int) -> str:
    checks = sum(len(item.checks) for item in first.values())
    counts = {kind: sum(len(assignment.answers(kind, name)) for name in first) for kind in KINDS}
    exercises = f"{len(first)} exercise{'s' * (len(first) != 1)}"
    return (f"{exercises}, {checks} checks, {counts['wrong']} wrong and {counts['right']} right answers, "
            f"{seeds} seed{'s' * (seeds > 1)}: {complaints or 'no'} complaint{'s' * (complaints != 1)}")
