"""A run that is killed at any moment loses nothing, and its repetition grades nothing twice."""

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from autograder.tests.conftest import TINY

GOLDEN = Path(__file__).parent / "golden"
CASES = ("all_right", "known_mistakes", "returns_nan", "stub_untouched", "wrong_type", "syntax_error")
KILLS, LANES = 50, 2
PATIENCE_S = 60  # a warm process sees that its grader is gone once it is warm
DURATION = re.compile(rb'"duration_s": [\d.e-]+')


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with twelve submissions."""
    root = tmp_path_factory.mktemp("killed") / "course"
    root.with_name("temporary").mkdir()
    shutil.copytree(TINY, root, ignore=shutil.ignore_patterns("__pycache__"))
    for number in range(2 * len(CASES)):
        folder = root / "submitted" / f"student{number}" / "tiny"
        folder.mkdir(parents=True)
        shutil.copy(GOLDEN / CASES[number % len(CASES)] / "submission.ipynb", folder / "tiny.ipynb")
    return root


class Forge:
    """A process from which runs are forked."""

    def __init__(self, course: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("killing.py")), str(course)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env={**os.environ, "TMPDIR": str(course.with_name("temporary"))},
        )

    def run(self, out: Path, is_due: Callable[[], bool]) -> bool:
        """Run into a folder until it ends or is due to be killed; tell whether it was killed."""
        self.process.stdin.write(f"{out}\n")
        self.process.stdin.flush()
        pid = int(self.process.stdout.readline())
        was_killed = False
        with ThreadPoolExecutor(1) as pool:
            ended = pool.submit(self.process.stdout.readline)
            while not ended.done():
                if not was_killed and is_due():
                    os.kill(pid, signal.SIGKILL)
                    was_killed = True
                time.sleep(0.0005)
        return was_killed


@pytest.fixture
def forges(course: Path) -> Iterator[list[Forge]]:
    opened = [Forge(course) for _ in range(LANES)]
    yield opened
    for forge in opened:
        forge.process.stdin.close()
        forge.process.wait(timeout=60)


def results(out: Path) -> dict[str, bytes]:
    """Every file of results, but for durations."""
    return {str(path.relative_to(out)): DURATION.sub(b"", path.read_bytes())
            for path in sorted(out.rglob("*")) if path.is_file() and ".journal" not in path.parts}


def answers(out: Path) -> dict[str, tuple[int, int]]:
    """What is kept of every student, as the file that it is: writing it again makes another one."""
    return {path.name: (path.stat().st_ino, path.stat().st_mtime_ns)
            for path in (out / "tiny" / ".journal" / "students").glob("*.answers")}


def kill_often(forge: Forge, folder: Path, kills: int, draw: random.Random) -> list[dict[str, bytes]]:
    """Kill runs into a folder until it is complete, then into the next; the results of each complete one."""
    complete, killed = [], 0
    while killed < kills:
        out = folder / str(len(complete))
        before = answers(out)
        more, delay_s, reached = draw.randint(1, 6), draw.uniform(0, 0.01), [None]

        def is_due(out: Path = out, goal: int = files(out) + more, late: float = delay_s, at: list = reached) -> bool:
            if at[0] is None and files(out) >= goal:
                at[0] = time.monotonic()
            return at[0] is not None and time.monotonic() >= at[0] + late

        was_killed = forge.run(out, is_due)
        kept = answers(out)
        assert before.items() <= kept.items(), "a submission whose answers were kept was run again"
        killed += was_killed
        if not was_killed:
            complete.append(results(out))
    return complete


def files(out: Path) -> int:
    return sum(len(names) for _, _, names in os.walk(out))


def test_fifty_killed_runs_lose_nothing_and_leave_nothing(forges: list[Forge], course: Path, tmp_path: Path) -> None:
    assert not forges[0].run(tmp_path / "undisturbed", lambda: False)
    undisturbed = results(tmp_path / "undisturbed")
    assert len(undisturbed) == 2 + 2 * 2 * len(CASES)
    with ThreadPoolExecutor(LANES) as pool:
        lanes = [pool.submit(kill_often, forge, tmp_path / f"lane{number}", KILLS // LANES, random.Random(number))
                 for number, forge in enumerate(forges)]
    resumed = [complete for lane in lanes for complete in lane.result()]
    assert len(resumed) >= LANES
    assert all(complete == undisturbed for complete in resumed)
    end = time.monotonic() + PATIENCE_S
    while left := os.listdir(course.with_name("temporary")):
        assert time.monotonic() < end, f"left behind: {left}"
        time.sleep(0.1)
