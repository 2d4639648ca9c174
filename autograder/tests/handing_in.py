"""What the tests of submissions share: planted files, and what is found among them."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from autograder.submissions import Submission, find

MAX_BYTES = 1000
COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)


def plant(base: Path, *names: str) -> Path:
    """Files that hold their own names."""
    for name in names:
        path = base / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())
    return base


def zipped(files: Mapping[str, bytes] | list[str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip; of a list of names, files that hold their own names."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in files:
            entry = zipfile.ZipInfo(name)  # without the time, so that the bytes are the same in every run
            archive.writestr(entry, files[name] if isinstance(files, Mapping) else name.encode(), compression)
    return buffer.getvalue()


def found(*paths: Path) -> dict[str, str]:
    """What was found in which file, by student."""
    return {item.student: item.data.decode() or item.problem for item in find(paths, "a1", MAX_BYTES)}


def only(path: Path) -> Submission:
    [submission] = find([path], "a1", MAX_BYTES)
    return submission
