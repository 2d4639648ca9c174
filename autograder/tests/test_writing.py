"""Files are written whole or not at all."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder import writing


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder on a file system of 64 kB, which only root can make."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder], capture_output=True)
    if mounted.returncode:
        pytest.skip("no file system can be mounted here: it needs root")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_writes_text_below_new_folders(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "text"
    writing.write_text(path, "ä\udcff\n")
    assert path.read_bytes() == "ä?\n".encode()
    assert list(path.parent.iterdir()) == [path]


def test_leaves_a_file_alone_that_holds_the_content(tmp_path: Path) -> None:
    path = tmp_path / "text"
    writing.write(path, b"same")
    before = path.stat()
    writing.write(path, b"same")
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    writing.write(path, b"else")
    assert path.read_bytes() == b"else"


def test_a_full_disk_leaves_the_old_content_and_nothing_beside_it(small_disk: Path) -> None:
    path = small_disk / "text"
    writing.write(path, b"old")
    with pytest.raises(writing.WriteError, match=r"text cannot be written \(No space left on device\): free space"):
        writing.write(path, bytes(100_000))
    assert [(item.name, item.read_bytes()) for item in small_disk.iterdir()] == [("text", b"old")]


def test_a_file_in_the_place_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    with pytest.raises(writing.WriteError, match=r"a/text cannot be written \("):
        writing.write(tmp_path / "a" / "text", b"content")


def test_removes_what_a_killed_run_was_writing(tmp_path: Path) -> None:
    killed = os.fork()
    if killed == 0:
        writing.os.fsync = lambda _: os._exit(9)
        writing.write(tmp_path / "deep" / "text", b"half")
    os.waitpid(killed, 0)
    assert len(list((tmp_path / "deep").iterdir())) == 1
    writing.remove_partly_written(tmp_path)
    assert list((tmp_path / "deep").iterdir()) == []
