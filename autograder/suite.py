"""Collect the hidden checks of an assignment, without any student code."""

import hashlib
import inspect
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

from autograder import probing
from autograder.course import AutograderError, probe_sources
from autograder.probing import Probe
from autograder.questions import HINT, Question

Function = TypeVar("Function", bound=Callable[..., Any])
FIXTURES = {"compare", "observe"}


@dataclass(frozen=True)
class Check:
    """One hidden check: a pytest function with points, a title (its docstring) and a hint."""

    id: str
    title: str
    points: int
    hint: str
    run: Callable[..., str | None]


@dataclass(frozen=True)
class Suite:
    """The hidden checks of one exercise, in the order of the file."""

    exercise: str
    checks: tuple[Check, ...]
    is_random: bool = False

    @property
    def points(self) -> int:
        return sum(check.points for check in self.checks)


class SuiteError(AutograderError):
    """A suite or a probes file cannot be used as it is written."""


def points(number: int) -> Callable[[Function], Function]:
    """Say what a check is worth."""

    def mark(function: Function) -> Function:
        function.points = number  # type: ignore[attr-defined]
        return function

    return mark


def hint(text: str) -> Callable[[Function], Function]:
    """Say what a student who fails a check should look at."""

    def mark(function: Function) -> Function:
        function.hint = text  # type: ignore[attr-defined]
        return function

    return mark


def load(folder: Path, names: Iterable[str]) -> tuple[dict[str, Suite], dict[str, Probe]]:
    """Import the hidden suites of these exercises and questions, and the probes they call.

    A suite is `folder/test_<exercise>.py`; it sets `RANDOM = True` where the contract lets right answers differ
    from each other. Questions are declared in `folder/questions.py`. Probes are called "module:function".
    Raises `SuiteError` for a missing file, a suite without checks or a check without title, points or hint
    or with other arguments than `compare` and `observe`, and for a question that cannot be asked.
    """
    questions = load_questions(folder)
    package = _package(folder)
    probes: dict[str, Probe] = {probe_id(probing.choice): probing.choice}
    for stem in probe_sources(folder):
        items = vars(_import(package, folder / f"{stem}.py")).items()
        probes |= {f"{stem}:{name}": item for name, item in items if _is_public_function(name, item)}
    suites = {name: _of_question(folder, questions[name]) if name in questions else _suite(package, folder, name)
              for name in names}
    return suites, probes


def load_questions(folder: Path) -> dict[str, Question]:
    """The questions that `folder/questions.py` declares, by name."""
    path = folder / "questions.py"
    declared = _import(_package(folder), path).QUESTIONS if path.is_file() else ()
    for question in declared:
        if question.fault:
            raise SuiteError(f"{path}: question {question.name!r}: {question.fault}")
    return {question.name: question for question in declared}


def _suite(package: ModuleType, folder: Path, exercise: str) -> Suite:
    path = folder / f"test_{exercise}.py"
    if not path.is_file():
        raise SuiteError(f"exercise {exercise!r} has no hidden suite: write {path}")
    module = _import(package, path)
    functions = [item for name, item in vars(module).items() if name.startswith("test_") and inspect.isfunction(item)]
    if not functions:
        raise SuiteError(f"{path} has no check: write a function whose name begins with test_")
    return Suite(exercise, tuple(_check(path, item) for item in functions), getattr(module, "RANDOM", False))


def _of_question(folder: Path, question: Question) -> Suite:
    run = points(question.points)(hint(HINT.format(name=question.name))(question.check()))
    run.__doc__ = f"The choice in {question.name} is right."
    return Suite(question.name, (_check(folder / "questions.py", run),))


def probe_id(probe: Probe) -> str:
    """The name under which a request asks for this probe."""
    return f"{probe.__module__.rpartition('.')[2]}:{probe.__name__}"


def _check(path: Path, function: Callable[..., str | None]) -> Check:
    title = inspect.getdoc(function) or ""
    worth, advice = getattr(function, "points", None), getattr(function, "hint", "")
    where = f"{path}: {function.__name__}"
    if not title:
        raise SuiteError(f"{where} has no docstring: write the sentence the student reads")
    if type(worth) is not int or worth < 1:
        raise SuiteError(f"{where} has points {worth!r}: mark it with @points(n), n a whole number above 0")
    if not advice:
        raise SuiteError(f"{where} has no hint: mark it with @hint('...')")
    if unknown := set(inspect.signature(function).parameters) - FIXTURES:
        raise SuiteError(f"{where} asks for {', '.join(sorted(unknown))}: a check is given compare and observe")
    return Check(function.__name__, " ".join(title.split()), worth, advice, function)


def _is_public_function(name: str, item: Any) -> bool:
    return inspect.isfunction(item) and not name.startswith("_")


def _package(folder: Path) -> ModuleType:
    """A package of its own for the probes and suites of one assignment."""
    package = ModuleType("suites_" + hashlib.sha256(str(folder).encode()).hexdigest()[:12])
    package.__path__ = []
    sys.modules[package.__name__] = package
    return package


def _import(package: ModuleType, path: Path) -> ModuleType:
    """Run a file as a module of the package, beside those that were run before.

    It bypasses the import system on purpose: several courses can be loaded in one process, an edited suite is
    read anew, and pytest does not rewrite its assertions into what a student must not see.
    """
    module = ModuleType(f"{package.__name__}.{path.stem}")
    module.__package__ = package.__name__
    try:
        exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), vars(module))
    except Exception as error:
        raise SuiteError(f"{path} cannot be imported: {type(error).__name__}: {error}") from error
    setattr(package, path.stem, module)
    return module
