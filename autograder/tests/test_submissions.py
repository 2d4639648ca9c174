"""Paths in, one submission for each student out."""

import os
from pathlib import Path

import pytest

from autograder.submissions import MAX_NAMED, Submission, SubmissionError, find
from autograder.tests.handing_in import MAX_BYTES, found, only, plant, zipped

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
