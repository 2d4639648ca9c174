"""Find what students handed in: nbgrader's tree, a folder, notebooks, modules or zips."""

import hashlib
import os
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from autograder import owners
from autograder.course import AutograderError
from autograder.files import FileProblem, content, entries, is_hidden, is_module, is_work, is_zip, stem

UNSAFE = re.compile(r"[^A-Za-z0-9._@+\- ]")
MAX_NAMED = 5
MAX_TIMESTAMP_BYTES = 100


class SubmissionError(AutograderError):
    """The instructor named a path that holds no submission; the message says what is expected."""


@dataclass(frozen=True)
class Submission:
    """One student's file: its bytes, or the reason why they cannot be read; when nbgrader took it, if it did."""

    student: str
    name: str
    data: bytes = b""
    problem: str = ""
    notes: tuple[str, ...] = ()
    handed_in: str = ""

    @property
    def is_module(self) -> bool:
        return is_module(self.name)


@dataclass(frozen=True)
class _File:
    """A file that may be graded: where it lies, not yet what is in it.

    `home` is the folder that the student has, or would have; its name is the student.
    """

    home: Path
    path: Path
    name: str
    inside: tuple[str, ...] = ()
    size: int = 0
    problem: str = ""
    notes: tuple[str, ...] = ()


def find(
    paths: Iterable[Path], assignment: str, max_bytes: int, others: Collection[str] = ()
) -> list[Submission]:
    """The submissions below these paths, one for each student, by student.

    In nbgrader's tree the student is the folder above the assignment's; elsewhere the first folder, or the
    file's own stem without the assignment's name. Files in a folder that are named after one of the `others`
    are left out. A zip in a folder is the work of one student; only a zip that is named itself can hold a
    class. Links are not followed. Raises `SubmissionError` for a path that
    does not exist or holds none, and when two students would have one name.
    """
    found: dict[str, dict[tuple[Path, tuple[str, ...]], _File]] = defaultdict(dict)
    for path in paths:
        if not path.exists():
            raise SubmissionError(f"{path} does not exist: name a notebook, a folder, a module or a zip")
        is_folder = path.is_dir()
        files = list((_below if is_folder else _named)(path, assignment, max_bytes))
        if is_folder:
            files = [file for file in files if not _is_of_another(file, assignment, others)]
        if not files:
            raise SubmissionError(f"{path} holds no submission of {assignment}: no .ipynb, .py or .zip")
        for file in files:
            found[_printable(file.home.name)][file.path, file.inside] = file
    return [_submission(student, list(found[student].values()), assignment, max_bytes)
            for student in sorted(found)]


def safe_name(student: str) -> str:
    """A folder name for a student's results: of its own for each student.

    A changed name ends in ~ and a hash; `UNSAFE` matches ~, so that no unchanged name looks like one.
    """
    name = UNSAFE.sub("_", student).strip(". ")[:100]
    if name and name == student:
        return name
    return f"{name}~{hashlib.sha256(student.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"


def _is_of_another(file: _File, assignment: str, others: Collection[str]) -> bool:
    return assignment not in file.name and any(other in file.name for other in others)


def _printable(name: str) -> str:
    """A name that can be written to any file and terminal."""
    return "".join(letter if letter.isprintable() else "?" for letter in name)


def _named(path: Path, assignment: str, max_bytes: int) -> Iterator[_File]:
    """What a path that is no folder names."""
    folder = path.parent.resolve()
    home = owners.home(folder, PurePosixPath(path.name), assignment)
    if is_zip(path.name):
        yield from _zipped(folder / path.name, home, assignment, max_bytes, may_hold_class=True)
    else:
        yield _File(home, folder / path.name, path.name, size=path.lstat().st_size)


def _below(path: Path, assignment: str, max_bytes: int) -> Iterator[_File]:
    base = path.resolve()
    places = [place for place in _places(base) if is_work(place.name) or is_zip(place.name)]
    for place in owners.of_assignment(places, assignment):
        file, home = base / place, owners.home(base, place, assignment)
        size = file.lstat().st_size
        if not is_zip(place.name):
            yield _File(home, file, place.name, size=size)
        elif size > max_bytes:
            yield _File(home, file, place.name, problem=f"the zip is larger than {max_bytes / 2**20:g} MB")
        else:
            yield from _zipped(file, home, assignment, max_bytes, may_hold_class=False)
    seen = {place.parts[:2] for place in places}
    for folder in sorted(base.glob(f"*/{assignment}")):
        student = folder.parent
        if folder.is_dir() and not is_hidden(student.name) and (student.name, assignment) not in seen:
            is_link = folder.is_symlink() or student.is_symlink()
            reason = "is a link" if is_link else "holds no notebook and no module"
            yield _File(student, folder, folder.name, problem=f"the folder {reason}")


def _places(base: Path) -> Iterator[PurePosixPath]:
    for folder, folders, names in os.walk(base, onerror=_refuse):
        folders[:] = sorted(name for name in folders if not is_hidden(name))
        for name in sorted(names):
            if not is_hidden(name):
                yield PurePosixPath(*(Path(folder) / name).relative_to(base).parts)


def _refuse(error: OSError) -> None:
    raise SubmissionError(f"{error.filename} cannot be read ({error.strerror}): change its permissions")


def _zipped(
    path: Path, home: Path, assignment: str, max_bytes: int, *, may_hold_class: bool
) -> Iterator[_File]:
    try:
        found, notes = entries(path, max_bytes)
    except FileProblem as error:
        yield _File(home, path, path.name, problem=str(error))
        return
    if not found:
        yield _File(home, path, path.name, problem="the zip holds no notebook and no module", notes=notes)
    places = owners.class_places([entry.place for entry in found], assignment) if may_hold_class else []
    wanted = set(owners.of_assignment(places, assignment))
    for number, entry in enumerate(found):
        if places and places[number] not in wanted:
            continue
        owner = owners.home(path, places[number], assignment) if places else home
        yield _File(owner, path, entry.place.name, entry.names, entry.size, entry.problem, notes)


def _submission(student: str, files: list[_File], assignment: str, max_bytes: int) -> Submission:
    """Read one of a student's files: the one named like the assignment, else the first notebook."""
    homes = sorted({str(file.home) for file in files})
    if len(homes) > 1:
        raise SubmissionError(f"{homes[0]} and {homes[1]} would both be the work of {student!r}: rename one, "
                              "or name the folder that holds all students' folders")

    def rank(file: _File) -> tuple[object, ...]:
        name = stem(file.name)
        is_empty = bool(file.problem) or file.size == 0
        return (is_empty, name != assignment, not name.startswith(assignment), is_module(file.name),
                len(file.path.parts) + len(file.inside), str(file.path), file.inside)

    chosen, *others = sorted(files, key=rank)
    names = [_printable(file.name) for file in (chosen, *others)]
    found = Submission(student, names[0], problem=chosen.problem, notes=chosen.notes,
                       handed_in=_handed_in(chosen.path.parent))
    if others:
        more = f" and {len(others) - MAX_NAMED} more" if len(others) > MAX_NAMED else ""
        left_out = ", ".join(names[1:MAX_NAMED + 1])
        note = f"several files were handed in: {names[0]} was graded, {left_out}{more} left out"
        found = replace(found, notes=(*found.notes, note))
    if found.problem:
        return found
    try:
        return replace(found, data=content(chosen.path, chosen.inside, max_bytes))
    except FileProblem as error:
        return replace(found, problem=str(error))


def _handed_in(folder: Path) -> str:
    """What nbgrader wrote beside a submission."""
    try:
        return content(folder / "timestamp.txt", (), MAX_TIMESTAMP_BYTES).decode("utf-8", errors="replace").strip()
    except FileProblem:
        return ""
