"""Grading a class again: what is run, what is judged again, and what must be accepted first."""

import itertools
import json
import re
import shutil
import subprocess
import sys
import threading
import time
from dataclasses import asdict
from pathlib import Path

import psutil
import pytest

from autograder.grading import Grader
from autograder.sandbox.layers import Protection
from autograder.submissions import Submission
from autograder.tests.conftest import TINY
from autograder.tests.test_cli import GOLDEN, Ran, run, without_durations

STUDENTS = {"anna": "all_right", "bo": "known_mistakes", "cy": "returns_nan"}
KEPT, NEW = "not run again: its answers were kept", "run: nothing of it was kept"


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course with three submissions, not graded yet."""
    root = tmp_path / "course"
    shutil.copytree(TINY, root, ignore=shutil.ignore_patterns("__pycache__"))
    for student, case in STUDENTS.items():
        hand_in(root, student, case)
    edit(root / "grader_config.py", "SEED = 7", "SEED = None")
    return root


def hand_in(root: Path, student: str, case: str) -> None:
    folder = root / "submitted" / student / "tiny"
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(GOLDEN / case / "submission.ipynb", folder / "tiny.ipynb")


def grade(course: Path, *options: str) -> Ran:
    return run(course, "grade", "tiny", "--explain", *options)


def explained(ran: Ran) -> dict[str, str]:
    assert ran.code == 0, ran.err
    return dict(line.split(": ", 1) for line in ran.err.splitlines() if ": " in line)


def written(course: Path) -> dict[str, bytes]:
    folder = course / "graded" / "tiny"
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*"))
            if path.is_file() and ".journal" not in path.parts}


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_only_what_is_new_is_run(course: Path) -> None:
    assert explained(grade(course)) == dict.fromkeys(STUDENTS, NEW)
    before = written(course)
    assert explained(grade(course)) == dict.fromkeys(STUDENTS, KEPT)
    assert written(course) == before
    hand_in(course, "cy", "all_right")
    hand_in(course, "di", "wrong_type")
    reasons = {"anna": KEPT, "bo": KEPT, "cy": "run again: changed are submission", "di": NEW}
    assert explained(grade(course)) == reasons
    assert written(course)["anna/results.json"] == before["anna/results.json"]


def test_another_seed_and_fresh_inputs_run_everything_again(course: Path) -> None:
    grade(course, "--seed", "3")
    again = dict.fromkeys(STUDENTS, "run again: changed are questions")
    assert explained(grade(course, "--fresh")) == again
    assert explained(grade(course, "--seed", "3")) == again


def test_other_limits_and_other_probes_run_everything_again(course: Path) -> None:
    grade(course)
    edit(course / "grader_config.py", "MEMORY_MB = ", "MEMORY_MB = 1")
    edit(course / "tests" / "tiny" / "probes.py", '"""', '""" ')
    assert explained(grade(course)) == dict.fromkeys(STUDENTS, "run again: changed are course, settings")


def test_a_changed_check_is_judged_without_running_and_needs_a_word(course: Path) -> None:
    grade(course)
    before = written(course)
    suite = course / "tests" / "tiny" / "test_scale.py"
    edit(suite, "@points(2)", "@points(5)")
    refused = grade(course)
    assert refused.code == 2
    assert written(course) == before
    assert "marks change, because what judges the same answers has changed" in refused.err
    assert "with --yes to accept" in refused.err
    old = json.loads(before["anna/results.json"])
    assert f"anna: {old['score']}/{old['points']} -> " in refused.out
    assert "(scale)" in refused.out
    assert explained(grade(course, "--yes")) == dict.fromkeys(STUDENTS, KEPT)
    new = json.loads(written(course)["anna/results.json"])
    assert (new["score"], new["points"]) == (new["points"], old["points"] + 3)


def test_a_changed_hint_needs_no_word(course: Path) -> None:
    grade(course)
    suite = course / "tests" / "tiny" / "test_scale.py"
    edit(suite, "does an operation with a trailing underscore make a new tensor?", "look at the underscore")
    assert explained(grade(course)) == dict.fromkeys(STUDENTS, KEPT)
    assert b"look at the underscore" in written(course)["bo/feedback.html"]


def test_pseudonyms_in_all_reports(course: Path) -> None:
    ran = grade(course, "--anonymous")
    folder = course / "graded_anonymous" / "tiny"
    shown = ran.out + ran.err + "".join(
        f"{path} {path.read_text(encoding='utf-8')}" for path in folder.rglob("*")
        if path.is_file() and ".journal" not in path.parts).replace(str(folder), "")
    assert shown.count("student-") > 10
    for name in STUDENTS:
        assert not re.search(rf"(?<![a-z]){name}(?![a-z])", shown)


def test_a_killed_warm_process_is_told_and_the_next_run_goes_on(course: Path) -> None:
    hand_in(course, "slow", "endless_loop")
    others = set(psutil.Process().children())  # the warm processes of other tests

    def kill() -> None:
        kept = course / "graded" / "tiny" / ".journal" / "students" / "anna.answers"
        while not kept.exists():
            time.sleep(0.01)
        for process in set(psutil.Process().children()) - others:
            if any("autograder.sandbox.server" in word for word in process.cmdline()):
                process.kill()

    killer = threading.Thread(target=kill)
    killer.start()
    ran = grade(course, "--jobs", "1")
    killer.join()
    assert ran.code == 2
    assert "the warm process was ended by SIGKILL" in ran.err
    assert "start the run again" in ran.err
    reasons = explained(grade(course))
    assert reasons["anna"] == KEPT
    assert set(reasons) == {*STUDENTS, "slow"}


def test_a_disk_that_fills_up_loses_nothing(course: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=80k", "tmpfs", disk], capture_output=True).returncode:
        pytest.skip("no file system can be mounted here: it needs root")
    try:
        ran = grade(course, "--out", str(disk), "--seed", "3")
        assert ran.code == 2
        assert "cannot be written (No space left on device): free space" in ran.err
        subprocess.run(["mount", "-o", "remount,size=50m", disk], check=True)
        assert grade(course, "--out", str(disk)).code == 0
        assert grade(course, "--seed", "3").code == 0
        for student in STUDENTS:
            file = Path(student) / "results.json"
            assert without_durations(disk / "tiny" / file) == without_durations(course / "graded" / "tiny" / file)
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        refused = grade(course, "--out", str(disk))
        assert refused.code == 2
        assert "cannot be written (Read-only file system)" in refused.err
    finally:
        subprocess.run(["umount", disk], check=True)


def test_two_runs_into_one_folder(course: Path) -> None:
    other = subprocess.Popen(
        [sys.executable, "-c", "import sys; from pathlib import Path; from autograder.journal import Journal\n"
         "with Journal(Path(sys.argv[1])): print('open', flush=True); sys.stdin.read()",
         str(course / "graded" / "tiny")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    other.stdout.readline()
    refused = grade(course)
    other.communicate()
    assert refused.code == 2
    assert "another run grades into" in refused.err


def test_other_layers_of_the_sandbox_run_everything_again(tiny_grader: Grader, monkeypatch: pytest.MonkeyPatch) -> None:
    submission = Submission("anna", "tiny.ipynb", b"")
    before = asdict(tiny_grader.key(submission))
    monkeypatch.setattr(Grader, "protection", Protection(("limits",)))
    assert tiny_grader.key(submission).changes(before) == "sandbox"


def test_a_clock_that_jumps_changes_nothing(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every look at it is a day later or earlier than the one before."""
    grade(course, "--seed", "7")
    results = [course / "graded" / "tiny" / student / "results.json" for student in STUDENTS]
    calm = [without_durations(path) for path in results]
    shutil.rmtree(course / "graded")
    honest, jumps = time.time, itertools.cycle([86_400, -86_400])
    monkeypatch.setattr(time, "time", lambda: honest() + next(jumps))
    assert explained(grade(course, "--seed", "7")) == dict.fromkeys(STUDENTS, NEW)
    assert explained(grade(course)) == dict.fromkeys(STUDENTS, KEPT)
    assert [without_durations(path) for path in results] == calm
