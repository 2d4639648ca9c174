"""Paths in, one submission for each student out."""

import io
import os
import stat
import struct
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.files import MAX_FILES, MAX_NOTES, FileProblem, content, entries
from autograder.submissions import MAX_NAMED, Submission, SubmissionError, find

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


# whose a file is

TREES = {
    "nbgrader's tree": (["ann/a1/a1.ipynb", "bob/a1/a1.ipynb", "bob/a2/a2.ipynb"],
                        {"ann": "ann/a1/a1.ipynb", "bob": "bob/a1/a1.ipynb"}),
    "nbgrader's tree, renamed notebooks": (["ann/a1/final.ipynb", "bob/a1/x/My Work.ipynb", "bob/a2/final.ipynb"],
                                           {"ann": "ann/a1/final.ipynb", "bob": "bob/a1/x/My Work.ipynb"}),
    "a folder for each": (["ann_1_file/work.ipynb", "bob_2_file/sub/work.ipynb"],
                          {"ann_1_file": "ann_1_file/work.ipynb", "bob_2_file": "bob_2_file/sub/work.ipynb"}),
    "names beside the assignment's": (["zoe_a1.ipynb", "a1-ann.ipynb", "a1 (1).ipynb", "a1_.ipynb",
                                       "Bo Li a1 (2).ipynb"],
                                      {"zoe": "zoe_a1.ipynb", "ann": "a1-ann.ipynb", "a1 (1)": "a1 (1).ipynb",
                                       "a1_": "a1_.ipynb", "Bo Li": "Bo Li a1 (2).ipynb"}),
    "a folder like the notebook in it": (["ann/a1_ann/a1_ann.ipynb"], {"ann": "ann/a1_ann/a1_ann.ipynb"}),
    "loose files": (["ann.ipynb", "bob.py", "cy.IPYNB", "dee.ipynb.txt", "eve.ipynb.json"],
                    {"ann": "ann.ipynb", "bob": "bob.py", "cy": "cy.IPYNB", "dee": "dee.ipynb.txt",
                     "eve": "eve.ipynb.json"}),
    "loose files in the assignment's folder": (["a1/ann.ipynb", "a1/bob.ipynb", "a2/ann.ipynb"],
                                               {"ann": "a1/ann.ipynb", "bob": "a1/bob.ipynb"}),
    "left by systems and editors": (["ann/a1/a1.ipynb", "ann/a1/._a1.ipynb", "__MACOSX/ann/a1/a1.ipynb",
                                     "ann/a1/.ipynb_checkpoints/a1-checkpoint.ipynb", "ann/a1/__pycache__/a1.py",
                                     ".git/a1/a1.ipynb"], {"ann": "ann/a1/a1.ipynb"}),
    "two students in one": (["ann+bob/a1/a1.ipynb"], {"ann+bob": "ann+bob/a1/a1.ipynb"}),
    "nothing handed in": (["ann/a1/a1.ipynb", "bob/a1/timestamp.txt", "cy/a2/a2.ipynb", "dee/a1/essay.pdf"],
                          {"ann": "ann/a1/a1.ipynb", "bob": "the folder holds no notebook and no module",
                           "dee": "the folder holds no notebook and no module"}),
}


@pytest.mark.parametrize(("names", "expected"), TREES.values(), ids=TREES)
def test_finds_one_file_for_each_student(tmp_path: Path, names: list[str], expected: dict[str, str]) -> None:
    assert found(plant(tmp_path / "class", *names)) == expected
    assert not any(item.notes for item in find([tmp_path / "class"], "a1", MAX_BYTES))


@pytest.mark.parametrize(("below", "expected"), [
    ("class/ann", {"ann": "ann/a1/a1.ipynb"}),
    ("class/ann/a1", {"ann": "ann/a1/a1.ipynb"}),
    ("class/ann/a1/a1.ipynb", {"ann": "ann/a1/a1.ipynb"}),
    ("class/cy", {"cy": "cy/a1.ipynb"}),
    ("class/cy/a1.ipynb", {"cy": "cy/a1.ipynb"}),
    ("class/dee.ipynb", {"dee": "dee.ipynb"}),
], ids=str)
def test_a_path_may_name_a_part_of_the_tree(tmp_path: Path, below: str, expected: dict[str, str]) -> None:
    plant(tmp_path / "class", "ann/a1/a1.ipynb", "ann/a2/a2.ipynb", "cy/a1.ipynb", "dee.ipynb")
    assert found(tmp_path / below) == expected


def test_notebooks_of_other_assignments_are_left_out_of_a_folder(tmp_path: Path) -> None:
    plant(tmp_path, "a1.ipynb", "b2.ipynb", "zoe_b2.ipynb", "kim.ipynb")
    found = find([tmp_path], "a1", MAX_BYTES, others=["b2"])
    assert {item.student: item.name for item in found} == {tmp_path.name: "a1.ipynb", "kim": "kim.ipynb"}
    [named] = find([tmp_path / "zoe_b2.ipynb"], "a1", MAX_BYTES, others=["b2"])
    assert named.student == "zoe_b2"


def test_paths_may_overlap_and_be_relative(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(tmp_path, "ann/a1/a1.ipynb", "bob/a1/a1.ipynb")
    monkeypatch.chdir(tmp_path / "ann" / "a1")
    paths = [Path("a1.ipynb"), Path("."), Path(".."), tmp_path, tmp_path / "bob" / "a1" / "a1.ipynb"]
    submissions = find(paths, "a1", MAX_BYTES)
    assert [(item.student, item.notes) for item in submissions] == [("ann", ()), ("bob", ())]


def test_two_students_of_one_name_are_refused(tmp_path: Path) -> None:
    plant(tmp_path, "ann/a1/final.ipynb", "bob/a1/final.ipynb")
    with pytest.raises(SubmissionError, match="would both be the work of 'final': rename one, or name the folder"):
        found(tmp_path / "ann" / "a1" / "final.ipynb", tmp_path / "bob" / "a1" / "final.ipynb")


@pytest.mark.parametrize(("name", "message"), [
    ("none", "none does not exist: name a notebook, a folder, a module or a zip"),
    ("empty", "empty holds no submission of a1: no .ipynb, .py or .zip"),
    ("other", "other holds no submission of a1: no .ipynb, .py or .zip"),
])
def test_a_path_without_submissions_is_refused(tmp_path: Path, name: str, message: str) -> None:
    plant(tmp_path, "empty/x.txt", "other/ann/a2/a2.ipynb")
    with pytest.raises(SubmissionError) as caught:
        found(tmp_path / name)
    assert str(caught.value) == f"{tmp_path}/{message}"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every folder")
def test_a_folder_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    plant(tmp_path, "ann/a1/a1.ipynb")
    (tmp_path / "ann").chmod(0)
    try:
        with pytest.raises(SubmissionError, match=r"ann cannot be read .*: change its permissions"):
            found(tmp_path)
    finally:
        (tmp_path / "ann").chmod(0o700)


def test_names_are_printable(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\xff\n\x1b[31m\xc3\xbc"
    os.mkdir(path)
    with open(path + b"/\xfe.ipynb", "wb") as file:
        file.write(b"x")
    [submission] = find([tmp_path], "a1", MAX_BYTES)
    assert (submission.student, submission.name, submission.data) == ("???[31mü", "?.ipynb", b"x")


# which of several files

@pytest.mark.parametrize(("names", "graded"), [
    (["a1.ipynb", "A.ipynb"], "a1.ipynb"),
    (["a1.py", "b.ipynb"], "a1.py"),
    (["a1.py", "a1.ipynb"], "a1.ipynb"),
    (["a1 (1).ipynb", "Untitled.ipynb"], "a1 (1).ipynb"),
    (["b.ipynb", "c.py"], "b.ipynb"),
    (["b.py", "c.ipynb"], "c.ipynb"),
    (["b/a1.ipynb", "a1.ipynb"], "a1.ipynb"),
    (["c.ipynb", "b.ipynb"], "b.ipynb"),
], ids=str)
def test_of_several_files_one_is_graded(tmp_path: Path, names: list[str], graded: str) -> None:
    plant(tmp_path / "ann", *names)
    submission = only(tmp_path)
    [other] = {Path(name).name for name in names} - {graded} or {graded}
    assert (submission.name, submission.data.decode()) == (graded, graded)
    assert submission.notes == (f"several files were handed in: {graded} was graded, {other} left out",)


def test_an_empty_file_does_not_hide_another(tmp_path: Path) -> None:
    plant(tmp_path / "ann", "a1.ipynb", "b.ipynb")
    (tmp_path / "ann" / "a1.ipynb").write_bytes(b"")
    assert only(tmp_path).name == "b.ipynb"


def test_many_files_are_not_all_named(tmp_path: Path) -> None:
    plant(tmp_path / "ann", "a1.ipynb", *(f"lib/{number}.py" for number in range(MAX_NAMED + 3)))
    assert only(tmp_path).notes[0].endswith("4.py and 3 more left out")


# what cannot be read

def test_a_file_is_read_up_to_the_limit(tmp_path: Path) -> None:
    (tmp_path / "ann.ipynb").write_bytes(b"x" * 2**20)
    (tmp_path / "bob.ipynb").write_bytes(b"x" * (2**20 + 1))
    ann, bob = find([tmp_path], "a1", 2**20)
    assert (len(ann.data), ann.problem) == (2**20, "")
    assert (len(bob.data), bob.problem) == (0, "the file is larger than 1 MB")


@pytest.mark.parametrize("suffix", [".ipynb", ".zip"])
@pytest.mark.parametrize("kind", ["soft", "broken", "hard", "pipe"])
def test_links_and_devices_are_not_read(tmp_path: Path, kind: str, suffix: str) -> None:
    secret = tmp_path / f"secret{suffix}"
    if kind != "broken":
        secret.write_bytes(zipped(["a1.ipynb"]))
    path = tmp_path / "class" / "ann" / "a1" / f"a1{suffix}"
    path.parent.mkdir(parents=True)
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "hard":
        path.hardlink_to(secret)
    else:
        path.symlink_to(secret)
    submission = only(tmp_path / "class")
    assert (submission.student, submission.data) == ("ann", b"")
    assert submission.problem == {
        "hard": "the file is not a file of its own, but a link or a device",
        "pipe": "the file is not a file of its own, but a link or a device",
    }.get(kind, "the file cannot be opened (it is a link)")


def test_a_link_that_is_named_itself_is_not_read(tmp_path: Path) -> None:
    plant(tmp_path, "bob.ipynb")
    (tmp_path / "ann.ipynb").symlink_to(tmp_path / "bob.ipynb")
    assert only(tmp_path / "ann.ipynb").problem == "the file cannot be opened (it is a link)"


@pytest.mark.parametrize("link", ["ann", "ann/a1"])
def test_linked_folders_are_not_read(tmp_path: Path, link: str) -> None:
    plant(tmp_path, "elsewhere/a1/a1.ipynb", "class/bob/a1/a1.ipynb")
    path = tmp_path / "class" / link
    path.parent.mkdir(exist_ok=True)
    path.symlink_to(tmp_path / "elsewhere" / ("a1" if link == "ann/a1" else ""))
    assert found(tmp_path / "class") == {"ann": "the folder is a link", "bob": "class/bob/a1/a1.ipynb"}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    plant(tmp_path, "ann.ipynb")
    (tmp_path / "ann.ipynb").chmod(0)
    assert only(tmp_path).problem == "the file cannot be opened (Permission denied)"


def test_a_module_is_told_by_its_name() -> None:
    assert all(Submission("ann", name).is_module for name in ("a.py", "a.PY"))
    assert not any(Submission("ann", name).is_module for name in ("a.ipynb", "py", "a.py.ipynb"))


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
