"""Pseudonyms are stable, tell nothing, and lead back only by the hidden table."""

import csv
from pathlib import Path

from autograder.pseudonyms import SECRET, TABLE, pseudonymous
from autograder.submissions import Submission

ANNA = Submission("Anna Ö", "Anna Ö_ch1.ipynb", b"1", notes=("several: anna ö_ch1.ipynb was graded, Annas.py not",))
BO = Submission("bo", "ch1.ipynb", b"2")


def table(folder: Path) -> dict[str, str]:
    with (folder / TABLE).open(encoding="utf-8", newline="") as file:
        return {row["student"]: row["pseudonym"] for row in csv.DictReader(file)}


def test_no_name_is_left(tmp_path: Path) -> None:
    renamed = pseudonymous([ANNA, BO], tmp_path)
    assert sorted(item.data for item in renamed) == [b"1", b"2"]
    told = " ".join(str((item.student, item.name, item.notes)) for item in renamed).lower()
    assert "anna ö" not in told
    assert "bo" not in told


def test_each_student_has_one_pseudonym_in_every_run(tmp_path: Path) -> None:
    [first] = pseudonymous([ANNA], tmp_path)
    both = {item.student for item in pseudonymous([BO, ANNA], tmp_path)}
    assert len(both) == 2
    assert first.student in both


def test_the_table_leads_back_and_forgets_nobody(tmp_path: Path) -> None:
    [first] = pseudonymous([ANNA], tmp_path)
    [second] = pseudonymous([BO], tmp_path)
    assert table(tmp_path) == {"Anna Ö": first.student, "bo": second.student}


def test_another_folder_gives_other_pseudonyms(tmp_path: Path) -> None:
    names = {pseudonymous([BO], tmp_path / folder)[0].student for folder in ("one", "two")}
    assert len(names) == 2
    assert (tmp_path / "one" / SECRET).stat().st_size == 32
