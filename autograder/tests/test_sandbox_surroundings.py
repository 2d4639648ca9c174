"""A child finds nothing of the grader, and leaves nothing behind."""

import os
import shutil
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from autograder.sandbox.scratch import remove_tree
from autograder.sandbox.watch import Answered, Ended
from autograder.tests.sandboxing import HOG, LIMITS, called, ending, observe, outcome, value

# surroundings


def test_the_child_s_surroundings_are_clean(sandbox):
    seen = value(sandbox, """
import os, sys
def f():
    return {"environ": dict(os.environ), "argv": sys.argv, "path": sys.path, "cwd": os.getcwd(),
            "home": os.path.expanduser("~"), "listing": os.listdir("."), "open": os.listdir("/proc/self/fd"),
            "ours": [name for name in sys.modules if name.startswith("autograder")]}
""")
    scratch = seen["cwd"]
    seen["environ"].pop("CUDA_VISIBLE_DEVICES", None)
    assert seen["environ"] == {
        "HOME": scratch, "TMPDIR": scratch, "PATH": "", "USER": "student", "LANG": "C.UTF-8", "OMP_NUM_THREADS": "1"
    }
    assert seen["home"] == scratch
    assert seen["listing"] == []
    assert seen["argv"] == ["-c"]
    course = Path(__file__).parents[2]
    assert not any(Path(entry).resolve() == course for entry in seen["path"])
    assert "" not in seen["path"]
    assert len(seen["open"]) == 5  # three to /dev/null, the channel, and this listing
    judging = {"judge", "suite", "grading", "mismatch", "diagnosis"}
    assert not judging & {name.removeprefix("autograder.") for name in seen["ours"]}


@pytest.mark.parametrize("module", ["solutions.ch2_maml", "tests.ch2_maml", "grader_config"])
def test_the_course_cannot_be_imported(sandbox, module):
    assert outcome(sandbox, called(f"import {module}")).types[0] == "ModuleNotFoundError"


def test_one_submission_leaves_nothing_to_the_next(sandbox):
    text = "import sys, torch\ndef f():\n    seen = hasattr(torch, 'mark')\n    torch.mark = 1\n    return seen"
    assert [value(sandbox, text), value(sandbox, text)] == [False, False]


def test_a_daemon_is_gone_afterwards(unfiltered):
    pid = value(unfiltered, """
import os, time
def f():
    read, write = os.pipe()
    if not os.fork():
        os.setsid()
        if os.fork():
            os._exit(0)
        os.write(write, str(os.getpid()).encode())
        time.sleep(600)
    return int(os.read(read, 20))
""")
    assert not psutil.pid_exists(pid)


def test_many_generations_of_daemons_are_gone_afterwards(unfiltered):
    body = "for _ in range(20):\n    if not os.fork(): os.setsid(); os.fork(); time.sleep(600)\nreturn 1"
    assert value(unfiltered, called(body, "import os, time")) == 1
    assert psutil.Process(unfiltered.warm.process.pid).children(recursive=True) == []


def test_the_memory_of_descendants_counts(unfiltered, monkeypatch):
    monkeypatch.setattr(unfiltered, "limits", replace(LIMITS, memory_mb=100, check_timeout_s=15.0))
    text = called(f"import os, time\nif os.fork():\n    time.sleep(600)\n{HOG}")
    assert ending(unfiltered, text) == Ended("used more than 100 MB of memory")


LOCKED = """
import os
def f():
    os.makedirs("locked/inside")
    open("locked/inside/file", "w").close()
    os.symlink("/", "locked/link")
    os.chmod("locked/inside", 0)
    os.chmod("locked", 0)
    for _ in range(50):
        os.mkdir("deep")
        os.chdir("deep")
    return 1
"""


def test_the_scratch_folder_is_removed_whatever_is_in_it(unfiltered):
    assert value(unfiltered, LOCKED) == 1
    assert os.listdir(unfiltered.warm.scratch.name) == []


@pytest.mark.parametrize("body", [
    "while True: n += 1; open(f'{n}', 'w').close()",
    "while True: os.mkdir('deep'); os.chdir('deep'); time.sleep(0.001)",
    "os.mkdir('locked', 0); time.sleep(9)",
], ids=["files", "depth", "locked"])
def test_what_a_submission_leaves_in_its_folder_is_bounded(sandbox, body):
    if "locked" in body and os.geteuid() == 0:
        pytest.skip("root can look into every folder")
    told = ending(sandbox, called(f"import os, time\nn = 0\n{body}"))
    assert told == Ended("wrote more than 64 files and folders")
    assert os.listdir(sandbox.warm.scratch.name) == []


def test_a_file_can_be_written_and_read_again(sandbox):
    assert value(sandbox, called("torch.save(torch.ones(3), 'x.pt')\nreturn torch.load('x.pt').sum()",
                                 "import torch")).values == 3


def test_temporary_files_lie_in_the_folder_of_the_child(sandbox):
    inside = called("return os.path.dirname(tempfile.NamedTemporaryFile().name) == os.environ['TMPDIR']")
    assert value(sandbox, "import os, tempfile\n" + inside) is True


def test_threads_are_bounded(sandbox):
    """By the watch, or by the kernel where the child has become a user of its own."""
    flood = "while True: threading.Thread(target=time.sleep, args=(60,), daemon=True).start(); time.sleep(0.001)"
    [answer] = observe(sandbox, called(flood, "import threading, time")).answers
    if isinstance(answer, Answered):
        assert answer.outcomes[0].message == "can't start new thread"
    else:
        assert answer == Ended("started more than 256 threads")


@pytest.fixture
def shared():
    """A folder that every user may write to, in memory where that can be: a thousand folders on a disk take long."""
    folder = Path("/dev/shm" if Path("/dev/shm").is_dir() else "/tmp") / f"autograder-test-{os.getpid()}"
    folder.mkdir()
    folder.chmod(0o777)
    yield folder
    shutil.rmtree(folder)


def test_a_folder_is_removed_however_deep_it_is(shared):
    here = os.open(".", os.O_RDONLY)
    (shared / "scratch").mkdir()
    os.chdir(shared / "scratch")
    for _ in range(1_500):
        os.mkdir("deep")
        os.chdir("deep")
    os.fchdir(here)
    os.close(here)
    remove_tree(shared / "scratch")
    assert not any(shared.iterdir())


def test_a_locked_folder_is_removed_by_a_plain_user_too(shared):
    """Root may do everything, so a child of this process becomes nobody first."""
    pid = os.fork()
    if pid == 0:
        with suppress(PermissionError):
            os.setgid(65534)
            os.setuid(65534)
        folder = shared / "scratch"
        (folder / "locked" / "inside").mkdir(parents=True)
        (folder / "locked").chmod(0)
        remove_tree(folder)
        os._exit(int(folder.exists()))
    assert os.waitpid(pid, 0)[1] == 0


def test_removal_follows_no_link(tmp_path):
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "file").touch()
    (tmp_path / "scratch").mkdir()
    (tmp_path / "scratch" / "link").symlink_to(tmp_path / "kept")
    remove_tree(tmp_path / "scratch")
    assert not (tmp_path / "scratch").exists()
    assert (tmp_path / "kept" / "file").exists()
