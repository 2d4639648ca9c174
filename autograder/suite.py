"""Collect the hidden checks of an exercise, without any student code."""

import importlib
import inspect
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

from autograder.probing import Probe

Function = TypeVar("Function", bound=Callable[..., Any])


@dataclass(frozen=True)
class Check:
    """One hidden check: a pytest function with points, a title (its docstring) and a hint."""

    id: str
    title: str
    points: int
    hint: str
    run: Callable[..., None]


@dataclass(frozen=True)
class Suite:
    """The hidden checks of one exercise, in the order of the file."""

    exercise: str
    checks: tuple[Check, ...]
    is_random: bool = False

    @property
    def points(self) -> int:
        return sum(check.points for check in self.checks)


class SuiteError(Exception):
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


def load(folder: Path, exercise: str) -> Suite:
    """Import `folder/test_<exercise>.py` and collect its checks.

    A suite sets `RANDOM = True` where the contract lets right answers differ from each other.
    Raises `SuiteError` for a missing file, a suite without checks or a check without title, points or hint.
    """
    path = folder / f"test_{exercise}.py"
    if not path.is_file():
        raise SuiteError(f"exercise {exercise!r} has no hidden suite: write {path}")
    module = _import(folder, path.stem)
    functions = [item for name, item in vars(module).items() if name.startswith("test_") and inspect.isfunction(item)]
    if not functions:
        raise SuiteError(f"{path} has no check: write a function whose name begins with test_")
    return Suite(exercise, tuple(_check(path, item) for item in functions), getattr(module, "RANDOM", False))


def probe_sources(folder: Path) -> dict[str, str]:
    """The text of each probes module of an assignment (`probes.py`, `probes_<topic>.py`), by module name."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("probes*.py"))}


def load_probes(folder: Path) -> dict[str, Probe]:
    """Import the probes modules of an assignment; map "module:function" to each public function."""
    return {
        f"{stem}:{name}": item
        for stem in probe_sources(folder)
        for name, item in vars(_import(folder, stem)).items()
        if inspect.isfunction(item) and not name.startswith("_")
    }


def probe_id(probe: Probe) -> str:
    """The name under which a request asks for this probe."""
    return f"{probe.__module__.rpartition('.')[2]}:{probe.__name__}"


def _check(path: Path, function: Callable[..., None]) -> Check:
    title = inspect.getdoc(function) or ""
    worth, advice = getattr(function, "points", None), getattr(function, "hint", "")
    where = f"{path}: {function.__name__}"
    if not title:
        raise SuiteError(f"{where} has no docstring: write the sentence the student reads")
    if type(worth) is not int or worth < 1:
        raise SuiteError(f"{where} has points {worth!r}: mark it with @points(n), n a whole number above 0")
    if not advice:
        raise SuiteError(f"{where} has no hint: mark it with @hint('...')")
    return Check(function.__name__, " ".join(title.split()), worth, advice, function)


def _import(folder: Path, stem: str) -> ModuleType:
    """Import tests.<assignment>.<stem> from the course that holds `folder`, whatever was imported before."""
    name = f"{folder.parent.name}.{folder.name}.{stem}"
    _forget_other_course(folder.parent)
    try:
        return importlib.import_module(name)
    except Exception as error:
        raise SuiteError(f"{folder / stem}.py cannot be imported: {type(error).__name__}: {error}") from error


def _forget_other_course(tests: Path) -> None:
    """Make `tests` importable as a package, also when another course's was imported before."""
    loaded = sys.modules.get(tests.name)
    if loaded is not None and Path(loaded.__file__ or "").parent != tests:
        for name in [name for name in sys.modules if name.split(".")[0] == tests.name]:
            del sys.modules[name]
    if sys.path[0] != str(tests.parent):
        sys.path.insert(0, str(tests.parent))
        importlib.invalidate_caches()
