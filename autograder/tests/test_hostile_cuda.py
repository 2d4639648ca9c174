"""The battery on a GPU: every submission is held, and none of its memory stays taken."""

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
import torch

from autograder.sandbox.linux import MIB
from autograder.tests import battery
from autograder.tests.battery import FILES, NEIGHBOURS, name_of

FREE = "import torch; print(torch.cuda.mem_get_info()[0])"
NOISE_BYTES = 64 * MIB  # a driver does not report to the byte

pytestmark = pytest.mark.skipif(not torch.cuda.is_available(), reason="torch finds no GPU on this machine")


def free_bytes() -> int:
    """GPU memory that nobody has taken, as a process sees it that then ends."""
    return int(subprocess.run([sys.executable, "-c", FREE], capture_output=True, text=True, check=True).stdout)


def test_the_battery_is_held_on_a_gpu_and_leaves_no_memory_taken():
    before = free_bytes()
    with tempfile.TemporaryDirectory(prefix="battery-") as folder, battery.planted(Path(folder), "cuda") as place:
        ran = battery.run(place)
        assert ran.code == 0, ran.terminal[-2_000:]
        assert ran.left_processes == []
        assert free_bytes() >= before - NOISE_BYTES
        assert {name_of(path): told for path in FILES if (told := ran.broken_out(path))} == {}
        assert [ran.result(student)["score"] for student in NEIGHBOURS] == [12] * len(NEIGHBOURS)
