"""Read files that students handed in, also in zips; nothing is unpacked on disk and no link followed."""

import errno
import io
import os
import re
import stat
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

WORK = re.compile(r"\.(?:ipynb|ipynb\.txt|ipynb\.json|py)\Z", re.IGNORECASE)
DRIVE = re.compile(r"[A-Za-z]:")
ENCRYPTED = 0x1
MAX_FILES = 10_000
MAX_RATIO = 20  # a zip hardly shrinks when it is zipped, unless it is a bomb
MAX_NOTES = 5

# Windows lacks the first two and needs the third
SAFELY = sum(getattr(os, flag, 0) for flag in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"))


class FileProblem(Exception):
    """A file cannot be read; the message says why."""


@dataclass(frozen=True)
class Entry:
    """A file in a zip: its names from the outer zip inwards, and its place among what was zipped."""

    names: tuple[str, ...]
    place: PurePosixPath
    size: int = 0
    problem: str = ""


def is_work(name: str) -> bool:
    """Whether a file's name is that of a notebook or a module."""
    return bool(WORK.search(name))


def is_module(name: str) -> bool:
    """Whether a file's name is that of a module."""
    return name.lower().endswith(".py")


def is_zip(name: str) -> bool:
    """Whether a file's name is that of a zip."""
    return name.lower().endswith(".zip")


def stem(name: str) -> str:
    """A file's name without what tells its kind."""
    return WORK.sub("", name[:-4] if is_zip(name) else name)


def is_hidden(name: str) -> bool:
    """Whether a system or an editor left the file or folder: `._x.ipynb`, `.ipynb_checkpoints`."""
    return (name.startswith(".") and name != "..") or name in ("__MACOSX", "__pycache__")


def entries(path: Path, max_bytes: int) -> tuple[list[Entry], tuple[str, ...]]:
    """The notebooks and modules in a zip, and notes on what was left out. Raises `FileProblem`."""
    notes: list[str] = []
    with _opened(path) as file, _explained(), zipfile.ZipFile(file) as archive:
        found = list(_entries(archive, Entry((), PurePosixPath()), max_bytes, notes))
    return found, tuple(notes)


def content(path: Path, names: tuple[str, ...], max_bytes: int) -> bytes:
    """A file, or the file of these names in a zip. Raises `FileProblem`, also for one above `max_bytes`."""
    with _opened(path) as file, _explained():
        data = b"" if names else _limited(file, max_bytes)
        outer: IO[bytes] = file
        for name in names:
            with zipfile.ZipFile(outer) as archive, archive.open(name) as inner:
                data = _limited(inner, max_bytes)
            outer = io.BytesIO(data)
    return data


def _opened(path: Path) -> IO[bytes]:
    try:
        descriptor = os.open(path, os.O_RDONLY | SAFELY)
    except OSError as error:
        reason = "it is a link" if error.errno == errno.ELOOP else error.strerror
        raise FileProblem(f"the file cannot be opened ({reason})") from None
    seen = os.fstat(descriptor)
    if not stat.S_ISREG(seen.st_mode) or seen.st_nlink > 1:
        os.close(descriptor)
        raise FileProblem("the file is not a file of its own, but a link or a device")
    return os.fdopen(descriptor, "rb")


def _limited(file: IO[bytes], max_bytes: int) -> bytes:
    data = file.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise FileProblem(f"the file is larger than {max_bytes / 2**20:g} MB")
    return data


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except FileProblem:
        raise
    except Exception as error:  # a damaged zip raises a dozen types, from struct.error to NotImplementedError
        raise FileProblem(f"the zip cannot be read ({type(error).__name__})") from error


def _entries(archive: zipfile.ZipFile, outer: Entry, max_bytes: int, notes: list[str]) -> Iterator[Entry]:
    items = archive.infolist()
    if len(items) > MAX_FILES:
        raise FileProblem(f"the zip holds more than {MAX_FILES} files")
    for item in items:
        place = PurePosixPath(item.filename.replace("\\", "/"))
        is_wanted = is_work(place.name) or is_zip(place.name)
        if item.filename.endswith("/") or not is_wanted or any(map(is_hidden, place.parts)):
            continue
        if reason := _reason_to_skip(item, place):
            if len(notes) < MAX_NOTES:
                notes.append(f"{item.filename[:100]!r} in the zip {reason} and was left out")
        else:
            found = Entry((*outer.names, item.filename), outer.place / place, item.file_size)
            if item.flag_bits & ENCRYPTED:
                yield Entry(found.names, found.place, 0, "the zip is protected by a password")
            elif is_zip(place.name):
                yield from _nested(archive, item, found, max_bytes, notes)
            else:
                yield found


def _reason_to_skip(item: zipfile.ZipInfo, place: PurePosixPath) -> str:
    if place.is_absolute() or ".." in place.parts or DRIVE.match(item.filename):
        return "leads out of it"
    return "is a link" if stat.S_ISLNK(item.external_attr >> 16) else ""


def _nested(
    archive: zipfile.ZipFile, item: zipfile.ZipInfo, entry: Entry, max_bytes: int, notes: list[str]
) -> list[Entry]:
    """What is in a zip in the zip; it counts as a folder."""
    try:
        if len(entry.names) > 1:
            raise FileProblem("the file is a zip in a zip in a zip")
        if item.file_size > MAX_RATIO * (item.compress_size + 1000):
            raise FileProblem("the zip in the zip unpacks to far more than it holds")
        with _explained():
            with archive.open(item) as file:
                data = io.BytesIO(_limited(file, max_bytes))
            with zipfile.ZipFile(data) as inner:
                folder = Entry(entry.names, entry.place.with_suffix(""))
                found = list(_entries(inner, folder, max_bytes, notes))
        if not found:
            raise FileProblem("the zip holds no notebook and no module")
    except FileProblem as error:
        found = [Entry(entry.names, entry.place, 0, str(error))]
    return found
