"""Write files whole: a reader finds the new content or the old one, whenever the writer is killed."""

import os
from contextlib import suppress
from pathlib import Path

SUFFIX = ".partly"


class WriteError(OSError):
    """A file cannot be written; the message says which, why, and what to do."""


def write(path: Path, content: bytes) -> None:
    """Replace the content of a file, or leave the file as it was and raise `WriteError`; folders are made.

    A file that holds the content already is not touched.
    """
    if _holds(path, content):
        return
    partly = path.with_name(f".{path.name[:100]}.{os.getpid()}{SUFFIX}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with partly.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partly.replace(path)
    except OSError as error:
        with suppress(OSError):
            partly.unlink()
        raise WriteError(f"{path} cannot be written ({error.strerror}): free space or change permissions, then run "
                         "the same command again; what has been graded is kept") from error


def _holds(path: Path, content: bytes) -> bool:
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False


def write_text(path: Path, text: str) -> None:
    """Write the same bytes on every system; a lone surrogate, which a submission can send, becomes "?"."""
    write(path, text.encode("utf-8", errors="replace"))


def remove_partly_written(folder: Path) -> None:
    """Remove what a killed run was writing below this folder."""
    for path in folder.rglob(f".*{SUFFIX}"):
        path.unlink(missing_ok=True)
