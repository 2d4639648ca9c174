"""Find what students handed in: nbgrader's tree, a folder, notebooks, modules or zips."""

import hashlib
import os
import re
import stat
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

SUFFIXES = (".ipynb", ".py")
UNSAFE = re.compile(r"[^A-Za-z0-9._@+\- ]")


class SubmissionError(Exception):
    """The instructor named a path that holds no submission; the message says what is expected."""


@dataclass(frozen=True)
class Submission:
    """One student's file: its bytes, or the reason why they cannot be read."""

    student: str
    name: str
    data: bytes = b""
    problem: str = ""
    notes: tuple[str, ...] = ()

    @property
    def is_module(self) -> bool:
        return self.name.endswith(".py")


def find(paths: Iterable[Path], assignment: str, max_bytes: int) -> list[Submission]:
    """The submissions below these paths, one for each student, by student.

    In nbgrader's tree the student is the folder above the assignment's; elsewhere the first folder or the
    file's own stem. Links are not followed. Raises `SubmissionError` for a path that does not exist or holds none.
    """
    found: dict[str, list[Submission]] = defaultdict(list)
    for path in paths:
        if not path.exists():
            raise SubmissionError(f"{path} does not exist: name a notebook, a folder, a module or a zip")
        items = list(_below(path, assignment, max_bytes))
        if not items:
            raise SubmissionError(f"{path} holds no submission of {assignment}: no .ipynb, .py or .zip")
        for item in items:
            found[item.student].append(item)
    return [_one_of(found[student], assignment) for student in sorted(found)]


def safe_name(student: str) -> str:
    """A folder name for a student's results: of its own for each student.

    A changed name ends in ~ and a hash; `UNSAFE` matches ~, so that no unchanged name looks like one.
    """
    name = UNSAFE.sub("_", student).strip(". ")[:100]
    if name and name == student:
        return name
    return f"{name}~{hashlib.sha256(student.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"


def _below(path: Path, assignment: str, max_bytes: int) -> Iterator[Submission]:
    if path.is_file():
        yield from _file(path, path.stem, max_bytes, assignment)
        return
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            place = PurePosixPath(*(Path(folder) / name).relative_to(path).parts)
            if place.suffix in (*SUFFIXES, ".zip") and not _is_of_other(place, assignment):
                yield from _file(path / place, _student(place, assignment), max_bytes, assignment)


def _is_of_other(place: PurePosixPath, assignment: str) -> bool:
    """Whether a path lies in nbgrader's folder <student>/<other assignment>/."""
    return len(place.parts) == 3 and place.parts[1] != assignment


def _student(place: PurePosixPath, assignment: str) -> str:
    folders = place.parts[:-1]
    if assignment in folders[1:]:
        return folders[folders.index(assignment, 1) - 1]
    return folders[0] if folders and folders[0] != assignment else place.stem


def _file(path: Path, student: str, max_bytes: int, assignment: str) -> Iterator[Submission]:
    if path.suffix == ".zip":
        yield from _zip(path, student, max_bytes, assignment)
        return
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        yield Submission(student, path.name, problem=f"the file cannot be opened ({error.strerror})")
        return
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            yield Submission(student, path.name, problem="the file is not a regular file")
        else:
            yield _limited(student, path.name, file.read(max_bytes + 1), max_bytes)


def _limited(student: str, name: str, data: bytes, max_bytes: int) -> Submission:
    if len(data) > max_bytes:
        return Submission(student, name, problem=f"the file is larger than {max_bytes >> 20} MB")
    return Submission(student, name, data)


def _zip(path: Path, student: str, max_bytes: int, assignment: str) -> Iterator[Submission]:
    """The notebooks and modules in a zip; nothing is unpacked on disk."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [item for item in archive.infolist() if PurePosixPath(item.filename).suffix in SUFFIXES]
            inside = [item for item in entries if not _climbs(item.filename)]
            notes = tuple(f"{item.filename!r} in the zip leads out of it and was left out"
                          for item in entries if _climbs(item.filename))
            if not inside:
                yield Submission(student, path.name, problem="the zip holds no notebook and no module", notes=notes)
            for item in inside:
                place = PurePosixPath(item.filename)
                owner = student if len(inside) == 1 else _student(place, assignment)
                with archive.open(item) as file:
                    found = _limited(owner, place.name, file.read(max_bytes + 1), max_bytes)
                yield Submission(found.student, found.name, found.data, found.problem, notes)
    except (zipfile.BadZipFile, RuntimeError, OSError, NotImplementedError, EOFError) as error:
        yield Submission(student, path.name, problem=f"the zip cannot be read ({type(error).__name__})")


def _climbs(name: str) -> bool:
    place = PurePosixPath(name.replace("\\", "/"))
    return place.is_absolute() or ".." in place.parts or bool(re.match(r"[A-Za-z]:", name))


def _one_of(items: list[Submission], assignment: str) -> Submission:
    """Of several files of one student: the one named like the assignment, else the first notebook."""
    if len(items) == 1:
        return items[0]
    names = (f"{assignment}.ipynb", f"{assignment}.py")
    ranked = sorted(items, key=lambda item: (item.name not in names, item.is_module, item.name))
    chosen, others = ranked[0], ", ".join(item.name for item in ranked[1:])
    note = f"several files were handed in: {chosen.name} was graded, {others} left out"
    return Submission(chosen.student, chosen.name, chosen.data, chosen.problem, (*chosen.notes, note))
