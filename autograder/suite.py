"""Collect the hidden checks of an exercise, without any student code."""

import hashlib
import inspect
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

from autograder.probing import Probe

Function = TypeVar("Function", bound=Callable[..., Any])
FIXTURES = {"compare", "observe"}


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
    Raises `SuiteError` for a missing file, a suite without checks or a check without title, points or hint
    or with other arguments than `compare` and `observe`.
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
    if unknown := set(inspect.signature(function).parameters) - FIXTURES:
        raise SuiteError(f"{where} asks for {', '.join(sorted(unknown))}: a check is given compare and observe")
    return Check(function.__name__, " ".join(title.split()), worth, advice, function)


def _import(folder: Path, stem: str) -> ModuleType:
    """Run `folder/stem.py` as a module of a package of its own, beside the probes modules.

    It bypasses the import system on purpose: several courses can be loaded in one process, an edited suite is
    read anew, and pytest does not rewrite its assertions into what a student must not see.
    """
    package = ModuleType("suites_" + hashlib.sha256(str(folder).encode()).hexdigest()[:12])
    package.__path__ = []
    sys.modules[package.__name__] = package
    wanted = [*probe_sources(folder), stem]
    for name in dict.fromkeys(wanted):
        module = ModuleType(f"{package.__name__}.{name}")
        module.__package__, path = package.__name__, folder / f"{name}.py"
        try:
            exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), vars(module))
        except Exception as error:
            raise SuiteError(f"{path} cannot be imported: {type(error).__name__}: {error}") from error
        setattr(package, name, module)
    return getattr(package, stem)
