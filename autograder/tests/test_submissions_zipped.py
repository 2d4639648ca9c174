"""Zips in, one submission for each student out, whatever the zip holds."""

import io
import os
import stat
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.files import MAX_FILES, MAX_NOTES, FileProblem, content, entries
from autograder.submissions import Submission, find
from autograder.tests.handing_in import COMPRESSIONS, MAX_BYTES, found, only, plant, zipped

# zips

def in_zip(tmp_path: Path, data: bytes, name: str = "ann.zip") -> Submission:
    """What is found when a student hands in this zip."""
    (tmp_path / "class").mkdir()
    (tmp_path / "class" / name).write_bytes(data)
    return only(tmp_path / "class")


ONE = {
    "alone": ["work.ipynb"],
    "in a folder": ["ann/", "ann/work.ipynb"],
    "among others": ["readme.txt", "data/x.csv", "work.ipynb", "work.ipynb.bak"],
    "from a Mac": ["hand-in/work.ipynb", "__MACOSX/hand-in/._work.ipynb", "hand-in/.DS_Store", "hand-in/._work.ipynb"],
    "from Jupyter": [".ipynb_checkpoints/work-checkpoint.ipynb", "work.ipynb"],
    "from old Windows": ["hand-in\\work.ipynb"],
    "a folder named like a notebook": ["x.ipynb/", "x.ipynb/work.ipynb"],
}


@pytest.mark.parametrize("names", ONE.values(), ids=ONE)
def test_reads_the_notebook_in_a_zip(tmp_path: Path, names: list[str]) -> None:
    submission = in_zip(tmp_path, zipped(names))
    assert (submission.student, submission.name, submission.problem, submission.notes) == ("ann", "work.ipynb", "", ())
    assert submission.data.decode().endswith("work.ipynb")


@pytest.mark.parametrize("compression", COMPRESSIONS)
def test_reads_any_compression(tmp_path: Path, compression: int) -> None:
    assert in_zip(tmp_path, zipped(["a1.ipynb"], compression)).data == b"a1.ipynb"


@pytest.mark.parametrize("name", ["../a1.ipynb", "x/../../a1.ipynb", "/etc/a1.ipynb", "C:\\a1.ipynb", "..\\a1.ipynb",
                                  "//host/a1.ipynb"])
def test_a_path_that_leads_out_is_left_out(tmp_path: Path, name: str) -> None:
    submission = in_zip(tmp_path, zipped([name, "work.ipynb"]))
    assert submission.data == b"work.ipynb"
    assert submission.notes == (f"{name!r} in the zip leads out of it and was left out",)
    assert [path.name for path in tmp_path.rglob("*")] == ["class", "ann.zip"]


def test_only_paths_that_lead_out(tmp_path: Path) -> None:
    names = [f"../{number}.ipynb" for number in range(MAX_NOTES + 3)]
    submission = in_zip(tmp_path, zipped(names))
    assert submission.problem == "the zip holds no notebook and no module"
    assert len(submission.notes) == MAX_NOTES


def test_a_link_in_a_zip_is_left_out(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        link = zipfile.ZipInfo("a1.ipynb")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("work.ipynb", "work")
    submission = in_zip(tmp_path, buffer.getvalue())
    assert (submission.data, submission.notes) == (b"work", ("'a1.ipynb' in the zip is a link and was left out",))


def patched(data: bytes, field: int, value: int) -> bytes:
    """The zip with two bytes of every file's header set, both where the file lies and in the list of all."""
    changed = bytearray(data)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            struct.pack_into("<H", changed, at + offset + field, value)
            at = data.find(signature, at + 4)
    return bytes(changed)


def encrypted(data: bytes) -> bytes:
    return patched(data, 0, 1)


PROBLEMS = {
    "empty": (b"", "the zip cannot be read (BadZipFile)"),
    "no zip": (b"work", "the zip cannot be read (BadZipFile)"),
    "truncated": (zipped(["a1.ipynb"])[:-9], "the zip cannot be read (BadZipFile)"),
    "without work": (zipped(["a1.pdf", "a1.docx"]), "the zip holds no notebook and no module"),
    "without anything": (zipped([]), "the zip holds no notebook and no module"),
    "password": (encrypted(zipped(["a1.ipynb"])), "the zip is protected by a password"),
    "too large inside": (zipped({"a1.ipynb": b"x" * 1001}), "the file is larger than 0.000953674 MB"),
    "too large": (zipped({"a1.ipynb": os.urandom(2000)}), "the zip is larger than 0.000953674 MB"),
    "damaged inside": (zipped({"a1.ipynb": b"work" * 9}).replace(b"+\xcf/\xca", b"\xff\xff\xff\xff"),
                       "the zip cannot be read (error)"),
    "wrong sum": (zipped({"a1.ipynb": b"work"}, zipfile.ZIP_STORED).replace(b"work", b"word"),
                  "the zip cannot be read (BadZipFile)"),
    "unknown compression": (patched(zipped(["a1.ipynb"]), 2, 99),
                            "the zip cannot be read (NotImplementedError)"),
    "zips three deep": (zipped({"a.zip": zipped({"b.zip": zipped({"c.zip": b""})})}),
                        "the file is a zip in a zip in a zip"),
    "no zip in the zip": (zipped({"a.zip": b"work"}), "the zip cannot be read (BadZipFile)"),
    "nothing in the zip in the zip": (zipped({"a.zip": zipped([])}), "the zip holds no notebook and no module"),
    "password on the zip in the zip": (encrypted(zipped({"a.zip": b"x"})), "the zip is protected by a password"),
    "large zip in the zip": (zipped({"a.zip": b"x" * 1001}), "the file is larger than 0.000953674 MB"),
    "bomb in the zip": (zipped({"a.zip": b"\0" * 10**5}), "the zip in the zip unpacks to far more than it holds"),
}


@pytest.mark.parametrize(("data", "problem"), PROBLEMS.values(), ids=PROBLEMS)
def test_what_is_wrong_with_a_zip_is_told(tmp_path: Path, data: bytes, problem: str) -> None:
    submission = in_zip(tmp_path, data)
    assert (submission.student, submission.data, submission.problem) == ("ann", b"", problem)


def test_a_sound_file_in_a_zip_is_read_beside_a_damaged_one(tmp_path: Path) -> None:
    data = zipped({"b.zip": b"no zip", "c.zip": zipped(["work.ipynb"])})
    assert in_zip(tmp_path, data).data == b"work.ipynb"


def test_a_bomb_is_read_up_to_the_limit_only(tmp_path: Path) -> None:
    path = tmp_path / "ann.zip"
    path.write_bytes(zipped({"a1.ipynb": b"\0" * (64 << 20)}))
    with pytest.raises(FileProblem, match="larger than"):
        content(path, ("a1.ipynb",), MAX_BYTES)


def test_a_zip_of_too_many_files_is_told(tmp_path: Path) -> None:
    path = tmp_path / "ann.zip"
    path.write_bytes(zipped(dict.fromkeys(map(str, range(MAX_FILES + 1)), b""), zipfile.ZIP_STORED))
    with pytest.raises(FileProblem, match=f"holds more than {MAX_FILES} files"):
        entries(path, MAX_BYTES)


def test_a_zip_that_holds_itself_ends(tmp_path: Path) -> None:
    """Whatever a zip holds, only two levels of it are read."""
    data = zipped(["work.ipynb"])
    for _ in range(3):
        data = zipped({"again.zip": data, "work.ipynb": b"work"}, zipfile.ZIP_STORED)
    assert in_zip(tmp_path, data).data == b"work"


# a student's zip cannot speak for others; a class's zip does

def test_a_student_cannot_hand_in_for_others(tmp_path: Path) -> None:
    plant(tmp_path / "class", "bob/a1/a1.ipynb")
    (tmp_path / "class" / "eve" / "a1").mkdir(parents=True)
    forged = zipped(["bob/a1/a1.ipynb", "cy/a1/a1.ipynb", "../bob/a1/a1.ipynb"])
    (tmp_path / "class" / "eve" / "a1" / "a1.zip").write_bytes(forged)
    (tmp_path / "class" / "mallory.zip").write_bytes(forged)
    submissions = find([tmp_path / "class"], "a1", MAX_BYTES)
    assert [item.student for item in submissions] == ["bob", "eve", "mallory"]
    assert submissions[0].notes == ()


CLASSES = {
    "nbgrader's tree": (["submitted/ann/a1/a1.ipynb", "submitted/bob/a1/x.ipynb", "submitted/bob/a2/a2.ipynb"],
                        {"ann": "submitted/ann/a1/a1.ipynb", "bob": "submitted/bob/a1/x.ipynb"}),
    "folders": (["ann_1/work.ipynb", "bob_2/work.ipynb", "bob_2/essay.pdf"],
                {"ann_1": "ann_1/work.ipynb", "bob_2": "bob_2/work.ipynb"}),
    "loose": (["ann.ipynb", "bob.ipynb"], {"ann": "ann.ipynb", "bob": "bob.ipynb"}),
    "loose in a folder": (["all/ann.ipynb", "all/bob.ipynb"], {"ann": "all/ann.ipynb", "bob": "all/bob.ipynb"}),
    "modules": (["ann.py", "bob.py"], {"ann": "ann.py", "bob": "bob.py"}),
    "one student, two files": (["a1.ipynb", "helpers.py"], {"eve": "a1.ipynb"}),
    "one student, a file twice": (["a1.ipynb", "a1 (1).ipynb"], {"eve": "a1.ipynb"}),
    "one student, two assignments": (["a1/a1.ipynb", "a2/a2.ipynb"], {"eve": "a1/a1.ipynb"}),
    "one student, a module beside": (["notebooks/work.ipynb", "lib/x.py"], {"eve": "notebooks/work.ipynb"}),
}


@pytest.mark.parametrize(("names", "expected"), CLASSES.values(), ids=CLASSES)
def test_a_zip_that_is_named_may_hold_a_class(tmp_path: Path, names: list[str], expected: dict[str, str]) -> None:
    (tmp_path / "eve.zip").write_bytes(zipped(names))
    assert found(tmp_path / "eve.zip") == expected


def test_the_zip_of_a_class_may_hold_zips(tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    ann, bob, eve = zipped(["a1.ipynb"]), zipped(["x/work.ipynb", "x/helpers.py"]), zipped(["../../ann_1/a1.ipynb"])
    path.write_bytes(zipped({"ann_1.zip": ann, "bob_2.zip": bob, "cy_3.ZIP": b"no zip", "dee/a1.ipynb": b"dee",
                             "eve.zip": eve}))
    assert found(path) == {"ann_1": "a1.ipynb", "bob_2": "x/work.ipynb", "cy_3": "the zip cannot be read (BadZipFile)",
                           "dee": "dee", "eve": "the zip holds no notebook and no module"}


# any damage

@settings(max_examples=300, derandomize=True, deadline=None)
@given(st.data())
def test_a_damaged_zip_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    compression = data.draw(st.sampled_from(COMPRESSIONS))
    whole = bytearray(zipped({"x/a1.ipynb": b"work" * 20, "b.zip": zipped(["c.ipynb"])}, compression))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(whole) - 1))
        whole[at:at + data.draw(st.integers(0, 4))] = data.draw(st.binary(max_size=4))
    path = tmp_path_factory.getbasetemp() / "damaged.zip"
    path.write_bytes(whole)
    assert all(isinstance(item, Submission) for item in find([path], "a1", MAX_BYTES))
