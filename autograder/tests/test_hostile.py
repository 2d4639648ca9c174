"""The battery: what each submission of hostile/ tries, and what must happen, stands in its first line."""

import hashlib
import os
import tempfile
from pathlib import Path

import pytest

from autograder.course import Course, probe_sources
from autograder.grading import Grader
from autograder.judge import Run, Status
from autograder.sandbox.client import Sandbox
from autograder.sandbox.limits import Limits
from autograder.sandbox.notes import NOTES
from autograder.sandbox.warm import WarmProcess
from autograder.submissions import Submission
from autograder.tests import battery
from autograder.tests.battery import FILES, HOSTILE, NEIGHBOURS, Ran, name_of

SHARED = ("/tmp", "/var/tmp", "/dev/shm")


@pytest.fixture(scope="module")
def place():
    with tempfile.TemporaryDirectory(prefix="battery-") as folder, battery.planted(Path(folder)) as planted:
        yield planted


@pytest.fixture(scope="module")
def course_before(place):
    return contents(place.course)


@pytest.fixture(scope="module")
def ran(place, course_before) -> Ran:
    return battery.run(place)


def contents(folder):
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.rglob("*"))
            if path.is_file() and "__pycache__" not in path.parts}


def test_there_are_at_least_sixty_in_six_groups():
    groups = {folder.name: len(list(folder.glob("*.py"))) for folder in HOSTILE.iterdir() if folder.is_dir()}
    assert {"reading", "faking", "escaping", "exhausting", "confusing", "outliving", "honest"} <= set(groups)
    assert len(FILES) - groups["honest"] >= 60


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_what_must_happen_happens(ran, path):
    assert ran.broken_out(path) == []


def test_the_run_ends_well_with_all_results(ran):
    assert ran.code == 0, ran.terminal[-2_000:]
    lines = (ran.place.out / "tiny" / "results.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(FILES) + len(NEIGHBOURS)


@pytest.mark.parametrize("student", NEIGHBOURS)
def test_an_honest_neighbour_keeps_its_score(ran, student):
    result = ran.result(student)
    assert (result["score"], result["points"], result["repairs"]) == (12, 12, [])


@pytest.mark.parametrize(("name", "key"), [("data_loader", "workers"), ("compiled", "compile")])
def test_what_is_replaced_for_an_honest_submission_is_told_once(ran, name, key):
    assert ran.result(f"honest-{name}")["repairs"].count(NOTES[key]) == 1


def test_no_secret_is_in_any_output(ran):
    found = [(place, name) for name, text in ran.outputs() for place, canary in ran.place.canaries.items()
             if canary in text]
    assert found == []


def test_no_output_holds_what_commands_a_terminal_or_a_browser(ran):
    for name, text in ran.outputs():
        if ".journal" in name:
            continue  # what a submission sent, as it was sent: nobody reads it
        assert not set("\x1b\x00\x07\x9b\u202e\u2066") & set(text), name
        assert name.endswith((".json", ".jsonl")) or "<script>alert" not in text, name


def test_no_process_file_or_temporary_folder_is_left(ran, course_before):
    assert ran.left_processes == []
    assert ran.temporary == []
    assert ran.heard == b""
    assert [*Path(ran.place.mark).parent.glob("mark*")] == []
    assert [path for folder in SHARED if os.path.isdir(folder) for path in os.listdir(folder)
            if ran.place.name in path] == []
    assert contents(ran.place.course) == course_before


@pytest.fixture(scope="module")
def undefended(place):
    """A grader whose children have processes and limits of their own, and no more."""
    course = Course(place.course).assignment("tiny")
    limits = Limits(check_timeout_s=10.0, submission_timeout_s=30.0, memory_mb=256)
    bare = Sandbox(WarmProcess(probe_sources(course.tests_path), limits, course.given,
                               without=["user", "dumps", "privileges", "landlock", "seccomp"]))
    with Grader(course, limits, Run(7)) as grader, bare:
        grader._sandbox = bare
        yield grader


@pytest.mark.parametrize("name", ["reading/solution_file", "reading/suite_listing", "reading/command_lines",
                                  "escaping/fork", "escaping/system", "escaping/udp", "escaping/changes_modes",
                                  "escaping/writes_outside", "outliving/semaphore"])
def test_without_the_layers_a_submission_breaks_through(undefended, place, name):
    """Else the battery would be held by anything."""
    text = place.filled((HOSTILE / f"{name}.py").read_text(encoding="utf-8"))
    seen = undefended.examine(undefended.read(Submission("s", "tiny.py", text.encode()))[0])["scale"]
    try:
        assert {verdict.status for verdict in seen.verdicts} == {Status.PASSED}
    finally:
        for folder in (*SHARED, place.course):
            for left in Path(folder).glob(f"*{place.name}*"):
                left.unlink()
        for left in Path(place.mark).parent.glob("mark*"):
            left.unlink()
