"""Each layer of the sandbox, alone: what it stops, and that without it the same thing works."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from autograder.sandbox import landlock, syscalls
from autograder.sandbox.attempts import ATTEMPTS
from autograder.sandbox.layers import LAYERS, NAMES, Level, Protection
from autograder.tests.sandboxing import HOG, called, observe

# a process without torch, which starts fast and may fork; the layers named by its arguments confine its child
IN_A_CHILD = """
import json, os, sys, time
from pathlib import Path
from autograder.sandbox import identity, landlock, layers, syscalls
from autograder.sandbox.attempts import Place, succeeded
from autograder.sandbox.limits import Limits
scratch, closed, *names = sys.argv[1:]
answers, channel = os.pipe()
pattern = layers.Confinement(
    Limits(10.0, 10.0, 100), Path(scratch), channel, os.getpid(), landlock.readable("cpu"),
    uid=next(iter(identity.unused(1))) if os.geteuid() == 0 and "user" in names else None,
    program=syscalls.program("cpu") if "seccomp" in names else b"")
sys.path[:] = [entry for entry in sys.path if entry != os.environ["PYTHONPATH"]]
pid = os.fork()
if pid == 0:
    layers.confine(pattern, names)
"""
ATTEMPT = IN_A_CHILD + """
    os.write(channel, json.dumps(succeeded(Place(channel, os.getppid(), [closed]))).encode())
    os._exit(0)
os.waitpid(pid, 0)
print(os.read(answers, 100_000).decode())
"""
SLEEP = IN_A_CHILD + """
    os.write(channel, b"x")
    time.sleep(60)
    os._exit(0)
os.read(answers, 1)
print(pid, flush=True)
time.sleep(60)
"""
OVERSHADOW = IN_A_CHILD + """
    os.write(channel, b"x")
    time.sleep(60)
    os._exit(0)
os.read(answers, 1)
try:
    print(len(Path(f"/proc/{pid}/environ").read_bytes()) > 0)
except PermissionError:
    print(False)
os.kill(pid, 9)
"""
ROOT = str(Path(__file__).parents[2])


@pytest.fixture
def start(tmp_path):
    """Start a script with layers; whatever is left of it is killed afterwards."""
    started = []
    (tmp_path / "scratch").mkdir()
    (tmp_path / "secret").write_text("secret")

    def run(script, *names, **options):
        arguments = [str(tmp_path / "scratch"), str(tmp_path / "secret"), *names]
        started.append(subprocess.Popen([sys.executable, "-c", script, *arguments], stdout=subprocess.PIPE, text=True,
                                        cwd=tmp_path, env={"PYTHONPATH": ROOT, "PATH": os.defpath}, **options))
        return started[-1]

    yield run
    for process in started:
        process.kill()
        process.wait()
        process.stdout.close()


def offered(name):
    """Skip where this machine does not offer a layer."""
    reason = {
        "user": "" if os.geteuid() == 0 else "only root can become another user",
        "landlock": landlock.missing((), ()),
        "seccomp": syscalls.missing(),
    }.get(name, "")
    if reason:
        pytest.skip(reason)


@pytest.mark.parametrize("attempt", ATTEMPTS, ids=lambda attempt: f"{attempt.layer}: {attempt.words}")
def test_a_layer_alone_stops_what_works_without_it(start, attempt):
    offered(attempt.layer)
    without = json.loads(start(ATTEMPT).communicate()[0])
    alone = json.loads(start(ATTEMPT, attempt.layer).communicate()[0])
    if attempt.words not in without:
        pytest.skip("this machine forbids it by itself")
    assert attempt.words not in alone


def test_every_layer_is_tried():
    tried = {attempt.layer for attempt in ATTEMPTS}
    assert {layer.name for layer in LAYERS} - tried == {"parent"}  # below: it takes a parent that ends


@pytest.mark.parametrize("names", [[], ["parent"]], ids=["without", "alone"])
def test_a_child_does_not_outlive_its_parent(start, names):
    process = start(SLEEP, *names)
    child = psutil.Process(int(process.stdout.readline()))
    process.kill()
    process.wait()
    try:
        child.wait(timeout=10 if names else 0.3)
        is_gone = True
    except psutil.TimeoutExpired:
        is_gone = False
        child.kill()
    assert is_gone == bool(names)


@pytest.mark.parametrize("names", [[], ["dumps"]], ids=["without", "alone"])
def test_a_process_of_the_same_user_cannot_read_the_child(start, names):
    plain = {"user": 65_534, "group": 65_534, "extra_groups": []} if os.geteuid() == 0 else {}
    if plain and not readable_by(plain):
        pytest.skip("Python cannot be read by a plain user here")
    assert start(OVERSHADOW, *names, **plain).communicate()[0] == f"{not names}\n"


def readable_by(user):
    try:
        return subprocess.run([sys.executable, "-c", ""], check=False, capture_output=True, **user).returncode == 0
    except PermissionError:
        return False


@pytest.mark.parametrize("names", [[], ["session"]], ids=["without", "alone"])
def test_a_signal_to_its_group_stays_in_the_child_s_session(start, names):
    script = IN_A_CHILD + "    os.killpg(os.getpgid(0), 15)\n    time.sleep(60)\nos.waitpid(pid, 0)\nprint('alive')\n"
    process = start(script, *names, start_new_session=True)
    told = process.communicate()[0]
    assert (told, process.returncode) == (("alive\n", 0) if names else ("", -signal.SIGTERM))


def test_processor_time_ends_a_loop(start):
    script = IN_A_CHILD.replace("Limits(10.0, 10.0", "Limits(10.0, 1.0") + "    while True: pass\n"
    told = start(script + "print(os.WTERMSIG(os.waitpid(pid, 0)[1]))", "limits").communicate()[0]
    assert int(told) == signal.SIGXCPU


def test_the_watch_alone_ends_what_takes_memory(roomy, monkeypatch):
    hog = called(HOG.replace("while True", "while len(x) < 20") + "\nreturn len(x)")
    [ended] = observe(roomy, hog).answers
    assert ended.reason == "used more than 100 MB of memory"
    monkeypatch.setattr(roomy, "active", roomy.active - {"watch"})
    [answered] = observe(roomy, hog).answers
    assert answered.outcomes[0].value == 20


# what is told


def test_a_layer_that_is_switched_off_is_told(unfiltered):
    assert unfiltered.protection.missing["seccomp"] == "switched off"
    assert "seccomp" not in unfiltered.protection.active
    assert unfiltered.protection.level is Level.REDUCED
    assert unfiltered.protection.told()["level"] == "reduced"


@pytest.mark.parametrize(
    ("missing", "broken", "level"),
    [
        ([], {}, Level.STRICT),
        (["user"], {}, Level.STRICT),
        (["landlock"], {}, Level.REDUCED),
        (["dumps"], {}, Level.REDUCED),
        ([], {"start a process": "seccomp"}, Level.REDUCED),
        (["landlock", "seccomp"], {}, Level.COOPERATIVE),
    ],
)
def test_the_level_follows_from_what_is_missing(missing, broken, level):
    active = tuple(name for name in NAMES if name not in missing)
    assert Protection(active, dict.fromkeys(missing, "a reason"), broken).level is level


def test_a_course_among_python_s_own_files_cannot_be_kept_closed(tmp_path):
    offered("landlock")
    (tmp_path / "course").mkdir()
    told = landlock.missing([str(tmp_path)], [str(tmp_path / "course")])
    assert told == f"{tmp_path}/course lies in {tmp_path}, which Python has to read: move the course elsewhere"
    assert landlock.missing([str(tmp_path / "course")], [str(tmp_path)]) == ""
