"""What is told about the sandbox: by doctor, by grade, in results.json; also where the machine lacks a layer."""

import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console

from autograder import doctor
from autograder.sandbox import landlock, syscalls
from autograder.sandbox.attempts import ATTEMPTS
from autograder.sandbox.layers import LAYERS, NAMES, Protection
from autograder.sandbox.warm import SandboxError
from autograder.tests.conftest import TINY

# runs a command as on a machine without Landlock, or without seccomp as well: gVisor, Colab, old kernels
LACKING = """
import errno, os, sys
import pyseccomp
lacking, *command = sys.argv[1:]
rules = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
rules.add_rule(pyseccomp.ERRNO(errno.ENOSYS), "landlock_create_ruleset")
if lacking == "both":
    rules.add_rule(pyseccomp.ERRNO(errno.ENOSYS), "seccomp")
    rules.add_rule(pyseccomp.ERRNO(errno.EINVAL), "prctl", pyseccomp.Arg(0, pyseccomp.EQ, 22))
rules.load()
os.execv(command[0], command)
"""
GRADE = ("grade", "tiny", "solutions/tiny.py", "--out", "out")
EVERYTHING = Protection(NAMES)
needs_layers = pytest.mark.skipif(bool(syscalls.missing() or landlock.missing((), ())),
                                  reason="this machine has no Landlock or no seccomp")


@pytest.fixture
def course(tmp_path):
    shutil.copytree(TINY, tmp_path / "course", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path / "course"


def run(folder, *arguments, lacking=""):
    command = [sys.executable, "-m", "autograder", *arguments]
    command = [sys.executable, "-c", LACKING, lacking, *command] if lacking else command
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "COLUMNS": "200"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def result_in(course):
    [path] = (course / "out").rglob("results.json")
    return json.loads(path.read_text(encoding="utf-8"))


@needs_layers
def test_doctor_tells_that_everything_holds(course):
    ran = run(course, "doctor")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith("sandbox: strict (descriptors, session")
    for layer in LAYERS:
        assert layer.name in ran.stdout
        assert layer.stops in ran.stdout
    assert "none of it worked" in ran.stdout


def test_doctor_needs_no_course(tmp_path, monkeypatch, course):
    monkeypatch.chdir(tmp_path)
    assert doctor._closed() == []
    monkeypatch.chdir(course)
    assert {course, course / "tests" / "tiny", course / "solutions" / "tiny.py"} == set(doctor._closed())


@needs_layers
def test_strict_grades_where_everything_holds_and_the_result_says_so(course):
    ran = run(course, *GRADE, "--strict")
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.startswith("sandbox: strict (")
    told = result_in(course)["environment"]["sandbox"]
    assert told["level"] == "strict"
    assert {"landlock", "seccomp", "watch"} <= set(told["layers"])


@needs_layers
def test_a_machine_that_lacks_layers_grades_and_says_so(course):
    ran = run(course, *GRADE, lacking="both")
    assert ran.returncode == 0, ran.stderr
    first = ran.stdout.partition("\n")[0]
    assert first.startswith("sandbox: cooperative (")
    assert first.endswith("landlock, seccomp")
    result = result_in(course)
    assert result["score"] == result["points"]
    assert result["environment"]["sandbox"]["level"] == "cooperative"


@needs_layers
def test_strict_refuses_a_machine_that_lacks_a_layer(course):
    ran = run(course, *GRADE, "--strict", lacking="landlock")
    assert ran.returncode == 2
    assert ran.stderr.splitlines() == [
        "error --strict refuses to grade: the sandbox is reduced",
        "landlock: this kernel offers no Landlock: use Linux 5.13 or newer with `landlock` among its security modules "
        "(kernel argument lsm=landlock,...)",
        "repair that, see python -m autograder doctor, or grade without --strict",
    ]
    assert not list((course / "out").rglob("*.json"))


def test_what_is_missing_is_told_in_the_line():
    told = doctor.line(Protection(("session",), {"landlock": "a reason"}, {"start a process": "seccomp"}))
    assert told == "sandbox: cooperative (session); without landlock, seccomp does not hold"
    assert doctor.line(EVERYTHING).endswith("seccomp, watch)")


def test_strict_refuses_a_layer_that_is_on_but_does_not_hold():
    broken = Protection(NAMES, {}, {"start a process": "seccomp"})
    with pytest.raises(SandboxError, match="seccomp is on, yet a submission can start a process"):
        doctor.announce(broken, True, Console(file=io.StringIO()))


@pytest.mark.parametrize(("module", "name", "told"), [
    (landlock, "landlockpy", "the package landlockpy is not installed: run pip install landlockpy"),
    (syscalls, "pyseccomp", "the package pyseccomp is not installed: run pip install pyseccomp"),
])
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has these layers")
def test_a_missing_package_is_told_with_its_repair(monkeypatch, module, name, told):
    monkeypatch.setattr(module, name, None)
    assert module.missing(*(((), ()) if module is landlock else ())) == told


@pytest.mark.parametrize(("protection", "told"), [(EVERYTHING, ""), (Protection(("session",)), "sandbox: cooperative")])
def test_a_run_for_machines_tells_only_what_is_missing(protection, told):
    console = Console(file=io.StringIO(), stderr=True)
    doctor.announce(protection, False, console)
    assert console.file.getvalue().partition(" (")[0].strip() == told


def test_every_attempt_names_a_layer():
    assert {attempt.layer for attempt in ATTEMPTS} <= set(NAMES)
