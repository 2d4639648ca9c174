"""What each layer of the sandbox costs one submission: `python -m benchmarks.sandbox`."""

import json
import os
import tempfile
import time
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Annotated

import torch  # the children to be measured are as large as those of a grading run
import typer
from rich.console import Console
from rich.table import Table

from autograder.course import find_course
from autograder.sandbox import identity, landlock, layers, limits, syscalls
from autograder.sandbox.client import Batch, Sandbox
from autograder.sandbox.layers import LAYERS, Confinement
from autograder.sandbox.warm import WarmProcess
from benchmarks.figures import machine
from benchmarks.layers import ASK_NOTHING, EMPTY

BEGIN, END = "<!-- sandbox: written by `python -m benchmarks.sandbox --write` -->", "<!-- end of the sandbox -->"
README = Path(__file__).with_name("README.md")
BOUNDS = limits.Limits(10.0, 60.0, 2048)
UNCONFINED = tuple(layer.name for layer in LAYERS if layer.name not in ("descriptors", "session", "parent"))
Costs = dict[str, float]


def bench(
    count: Annotated[int, typer.Option(min=10, help="children for each figure")] = 200,
    write: Annotated[bool, typer.Option("--write", help="write the figures into README.md")] = False,
) -> None:
    """Measure each layer in confined children, and a whole child with all layers and with next to none."""
    torch.set_num_threads(1)
    each = _each_layer(count)
    confined, bare = _whole_children(count)
    rows = [*each.items(), ("all layers", sum(each.values())), ("an empty child, confined", confined),
            ("an empty child, without the layers above from user on", bare)]
    table = Table("layer", "ms for each child")
    for name, value in rows:
        table.add_row(name, f"{value:.2f}")
    Console().print(table)
    if write:
        _write(rows, count)


def _each_layer(count: int) -> Costs:
    """The median processor time in which a child puts on each layer, in milliseconds."""
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o711)
        pattern = Confinement(
            BOUNDS, Path(folder), -1, os.getpid(), landlock.readable("cpu"), "cpu",
            next(iter(identity.unused(1)), None), b"" if syscalls.missing() else syscalls.program("cpu"))
        absent = layers.missing(pattern, ())
        names = [layer.name for layer in LAYERS if layer.name not in absent]
        if "user" in absent:
            pattern = replace(pattern, uid=None)
        taken = defaultdict(list)
        for number in range(count):
            scratch = Path(folder) / str(number)
            scratch.mkdir()
            for name, seconds in _timed_child(replace(pattern, scratch=scratch), names).items():
                taken[name].append(1e3 * seconds)
        return {name: median(values) for name, values in taken.items()}


def _timed_child(it: Confinement, names: list[str]) -> Costs:
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        seconds = {}
        for layer in LAYERS:
            if layer.name in names:
                began = time.thread_time()
                layer.apply(replace(it, reply_fd=writing))
                seconds[layer.name] = time.thread_time() - began
        os.write(writing, json.dumps(seconds).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as answer:
        told = json.loads(answer.read())
    os.waitpid(pid, 0)
    return told


def _whole_children(count: int) -> tuple[float, float]:
    """From order to burial on the wall, in turns: with every layer, and with those that cost nothing."""
    given = find_course(Path(__file__).parent).assignments[0].given
    with (Sandbox(WarmProcess(EMPTY, BOUNDS, given)) as confined,
          Sandbox(WarmProcess(EMPTY, BOUNDS, given, without=UNCONFINED)) as bare):
        taken: dict[Sandbox, list[float]] = {confined: [], bare: []}
        for _ in range(count):
            for sandbox, values in taken.items():
                sandbox.protection  # noqa: B018 - waits until the process is warm
                values.append(_life(sandbox, ASK_NOTHING))
        return median(taken[confined]), median(taken[bare])


def _life(sandbox: Sandbox, batch: Batch) -> float:
    began = time.perf_counter()
    sandbox.observe((), [batch])
    return 1e3 * (time.perf_counter() - began)


def _write(rows: list[tuple[str, float]], count: int) -> None:
    before, _, rest = README.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    lines = ["| layer | ms for each child |", "| --- | ---: |", *(f"| {name} | {value:.2f} |" for name, value in rows)]
    text = "\n\n".join([BEGIN, f"Medians of {count} children. {machine()}", "\n".join(lines), END])
    README.write_text(before + text + after, encoding="utf-8")


if __name__ == "__main__":
    typer.run(bench)
