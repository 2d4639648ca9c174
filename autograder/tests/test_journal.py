"""What is kept of a submission, when it is of use again, and what becomes of damaged files."""

import json
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path

import pytest
import torch

from autograder.journal import FOLDER, Journal, JournalError, Key
from autograder.observation import Raised, Returned, TensorSeen
from autograder.sandbox import frames
from autograder.sandbox.client import Seen
from autograder.sandbox.replies import Answered, Ended, read_answer
from autograder.writing import WriteError

KEY = Key("submission", "questions", "course", "engine", "settings", "sandbox")
NAME = "students/anna"


def answered(value: object) -> Answered:
    """An answer as it comes from a child: with its frame."""
    outcomes = [frames.pack_outcome(Returned(value)), frames.pack_outcome(Raised(("ValueError", "Exception"), "no"))]
    answer = read_answer(frames.encode({"batch": 3, "outcomes": outcomes, "duration_s": 0.25}), 3, 2)
    assert isinstance(answer, Answered)
    return answer


SEEN = Seen(
    {"cell-004": Raised(("NameError", "Exception"), "name 'x' is not defined", "line 1 of cell cell-004")},
    (answered([1, "two", None, 0.5]), Ended("ran longer than 5 s", is_timeout=True),
     answered({"values": TensorSeen(torch.arange(6.0).reshape(2, 3), "cpu")}), Ended("crashed the process (SIGSEGV)")),
)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal(tmp_path) as opened:
        yield opened


def test_recalls_what_it_keeps(journal: Journal) -> None:
    journal.keep(NAME, KEY, SEEN)
    seen = journal.recall(NAME, KEY)
    assert seen is not None
    assert seen.cell_errors == SEEN.cell_errors
    assert seen.answers[:2] == SEEN.answers[:2]
    assert seen.answers[3] == SEEN.answers[3]
    values = seen.answers[2].outcomes[0].value["values"].values
    assert torch.equal(values, torch.arange(6.0).reshape(2, 3))
    assert journal.reasons == {NAME: "not run again: its answers were kept"}


def test_what_is_recalled_can_be_kept_again(journal: Journal) -> None:
    journal.keep(NAME, KEY, SEEN)
    path = journal.folder / f"{NAME}.answers"
    before = path.read_bytes()
    journal.keep(NAME, KEY, journal.recall(NAME, KEY))
    assert path.read_bytes() == before


def test_knows_nothing_of_a_new_submission(journal: Journal) -> None:
    assert journal.recall(NAME, KEY) is None
    assert journal.reasons == {NAME: "run: nothing of it was kept"}


@pytest.mark.parametrize("part", [field.name for field in fields(Key)])
def test_a_changed_part_of_the_key_is_named(journal: Journal, part: str) -> None:
    journal.keep(NAME, KEY, SEEN)
    assert journal.recall(NAME, replace(KEY, **{part: "other"})) is None
    assert journal.reasons == {NAME: f"run again: changed are {part}"}


@pytest.mark.parametrize("damage", [
    lambda data: b"", lambda data: data[:40], lambda data: data[:-1], lambda data: data + b"1", lambda data: b"[]\n",
    lambda data: data.replace(b'"submission"', b"7", 1), lambda data: data[:-2] + b"\0\0", lambda data: b"\xff" + data,
    lambda data: b'{"key": 1}\n', lambda data: data.replace(b'"lengths": [', b'"lengths": ["x", ', 1),
], ids=range(10))
def test_damaged_files_are_not_believed(journal: Journal, damage: object) -> None:
    journal.keep(NAME, KEY, SEEN)
    path = journal.folder / f"{NAME}.answers"
    path.write_bytes(damage(path.read_bytes()))
    assert journal.recall(NAME, KEY) is None
    assert journal.reasons[NAME].startswith("run again: ")


def test_keeps_the_seed_of_a_folder(journal: Journal) -> None:
    assert journal.seed() is None
    journal.keep_seed(12)
    assert journal.seed() == 12


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"seed": "7"}', '{"seed": -1}', '{"seed": true}'])
def test_a_damaged_seed_is_none(journal: Journal, text: str) -> None:
    (journal.folder / "run.json").write_text(text)
    assert journal.seed() is None


def test_one_run_at_a_time(journal: Journal, tmp_path: Path) -> None:
    with pytest.raises(JournalError, match=r"another run grades into .*: wait until it has ended, or name another"):
        Journal(tmp_path).__enter__()


def test_the_folder_is_free_again_after_a_run(tmp_path: Path) -> None:
    for _ in range(2):
        with Journal(tmp_path) as journal:
            assert journal.folder == tmp_path / FOLDER


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "graded").touch()
    with pytest.raises(WriteError, match=r"graded/\.journal cannot be written .*: change its permissions, or name"):
        Journal(tmp_path / "graded").__enter__()


def test_nothing_executable_is_kept(journal: Journal) -> None:
    journal.keep(NAME, KEY, SEEN)
    header, _, body = (journal.folder / f"{NAME}.answers").read_bytes().partition(b"\n")
    assert sum(length or 0 for length in json.loads(header)["lengths"]) == len(body)
    assert body.startswith(frames.MAGIC)
