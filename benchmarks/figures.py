"""Turn what was measured into the rows and ratios that are printed and filed."""

import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import torch
from rich.console import Console
from rich.table import Table

from benchmarks.clocks import MIB, Memory, Spent
from benchmarks.peer import Peer

BEGIN, END = "<!-- figures: written by `make bench` -->", "<!-- end of the figures -->"
PEER_TARGET, STEPS_TARGET, FLOOR_TARGET = 50, 15, 2
LARGE = 200


@dataclass(frozen=True)
class Figures:
    """Everything one run measured. `warm` and `floor` are taken in turns, one pair for each repetition.

    `steps` is `nbgrader autograde` with our settings, `demos` nbgrader where it runs demos and visible checks too.
    """

    assignment: str
    count: int
    jobs: int
    questions: int
    start: Spent
    first: Spent
    warm: Sequence[Spent]
    floor: Sequence[Spent]
    commands: Sequence[Spent]
    steps: Sequence[Spent]
    memory: Memory
    layers: Mapping[str, float]
    peer: Peer | None
    demos: Peer | None
    disputed: Sequence[str]

    @property
    def mistakes(self) -> Spent:
        """What the first class costs more than later ones: the known mistakes are run once."""
        later = _median(self.warm)
        return Spent(self.first.wall_s - later.wall_s, self.first.cpu_s - later.cpu_s)


Rows = list[tuple[str, ...]]


def speed(figures: Figures) -> Rows:
    """One row for each way of grading: milliseconds for one submission, submissions in a second."""
    count = figures.count
    rows = []
    if figures.peer:
        rows.append(_speed("nbgrader autograde, whole command", figures.peer.spent.per(figures.peer.count)))
    if figures.demos:
        rows.append(_speed("the same with demos and visible checks", figures.demos.spent.per(figures.demos.count)))
    return [
        *rows,
        _speed("nbgrader autograde with our settings, whole command", _median(figures.steps).per(count)),
        _speed(f"autograder grade, whole command, {figures.jobs} jobs", _median(figures.commands).per(count)),
        _speed(f"our grader, first class, {figures.jobs} jobs", figures.first.per(count)),
        _speed(f"our grader, warm, {figures.jobs} jobs", _median(figures.warm).per(count)),
        _speed("the floor, one thread", _median(figures.floor).per(count)),
    ]


def ratios(figures: Figures) -> Rows:
    """The ratios of this run, with their targets."""
    pairs = list(zip(figures.warm, figures.floor, strict=True))
    cpu = median(ours.cpu_s / floor.cpu_s for ours, floor in pairs)
    wall = median(ours.wall_s * figures.jobs / floor.wall_s for ours, floor in pairs)
    rows: Rows = [
        ("processor time, ours warm / floor", f"{cpu:.2f}", f"at most {FLOOR_TARGET}"),
        ("wall clock times jobs, ours warm / floor", f"{wall:.2f}", f"at most {FLOOR_TARGET}"),
    ]
    if figures.peer:
        peer, at_least = figures.peer.spent.per(figures.peer.count), f"at least {PEER_TARGET}"
        same = figures.peer.count - len(figures.disputed)
        measured = (figures.commands, figures.warm, figures.steps)
        command, warm, steps = (_median(item).per(figures.count) for item in measured)
        rows += [
            ("throughput, ours warm / nbgrader", f"{peer.wall_s / warm.wall_s:.0f}", at_least),
            ("throughput, whole commands", f"{peer.wall_s / command.wall_s:.0f}", ""),
            ("throughput, nbgrader autograde with our settings / without", f"{peer.wall_s / steps.wall_s:.1f}",
             f"at least {STEPS_TARGET}"),
            (f"the same, computed for {LARGE} submissions", f"{_at_large(peer, figures):.0f}", ""),
            ("processor time, nbgrader / ours warm", f"{peer.cpu_s / warm.cpu_s:.0f}", ""),
            *_with_demos(figures, {"warm": warm, "whole command": command, "our settings": steps}),
            ("submissions with the same score", f"{same} of {figures.peer.count}", "all"),
        ]
    return rows


def _with_demos(figures: Figures, ours: Mapping[str, Spent]) -> Rows:
    if not figures.demos:
        return []
    peer = figures.demos.spent.per(figures.demos.count)
    return [(f"where nbgrader runs demos too, ours {name}", f"{peer.wall_s / spent.wall_s:.0f}", "")
            for name, spent in ours.items()]


def _at_large(peer: Spent, figures: Figures) -> float:
    """What is paid once stays as measured; each submission beyond the class costs what a warm one does."""
    command, warm = _median(figures.commands), _median(figures.warm).per(figures.count)
    return peer.wall_s * LARGE / (command.wall_s + warm.wall_s * (LARGE - figures.count))


def once(figures: Figures) -> Rows:
    """What is paid once for a class, and the memory of one submission."""
    rows = [
        _seconds("start, until a first child has answered", figures.start),
        _seconds("known mistakes, run once", figures.mistakes),
        ("memory of a child, proportional", *_mib(figures.memory.shared_out)),
        ("memory of a child, private", *_mib(figures.memory.private)),
    ]
    if figures.peer:
        rows.append(("memory of an nbgrader kernel, proportional", *_mib(figures.peer.memory.shared_out)))
    return rows


def layers(figures: Figures) -> Rows:
    """Milliseconds of each layer."""
    return [(name, f"{value:.1f}") for name, value in figures.layers.items()]


HEADS = {
    speed: ("per submission", "ms", "submissions/s", "processor ms"),
    ratios: ("ratio", "value", "target"),
    once: ("once, and memory", "wall or median", "processor or max"),
    layers: ("layer", "processor ms"),
}


def show(figures: Figures, console: Console) -> None:
    """Print all tables."""
    console.print(_caption(figures), highlight=False)
    for rows, heads in HEADS.items():
        table = Table(*heads[:1])
        for head in heads[1:]:
            table.add_column(head, justify="right")
        for row in rows(figures):
            table.add_row(*row)
        console.print(table)
    for line in figures.disputed:
        console.print(f"not the same score: {line}", highlight=False)


def write(figures: Figures, readme: Path) -> None:
    """Put the tables between the two marks in the README."""
    before, _, rest = readme.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    tables = [_markdown(heads, rows(figures)) for rows, heads in HEADS.items()]
    text = "\n\n".join([BEGIN, _caption(figures), *tables, END])
    readme.write_text(before + text + after, encoding="utf-8")


def _caption(figures: Figures) -> str:
    return (f"{figures.count} submissions of {figures.assignment}, {figures.questions} questions each; "
            f"{len(figures.warm)} repetitions in turns. {machine()}")


def machine() -> str:
    """The machine, its software and how busy it is, in one sentence."""
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    return (f"{_processor()}, {os.cpu_count()} cores, Linux {platform.release().split('-')[0]}, "
            f"Python {platform.python_version()}, torch {torch.__version__}; load average at the end {load}.")


def _processor() -> str:
    rows = (line.partition(":") for line in Path("/proc/cpuinfo").read_text().splitlines())
    names = (value.strip() for name, _, value in rows if name.strip() == "model name")
    return next(names, platform.machine())


def _markdown(heads: tuple[str, ...], rows: Rows) -> str:
    lines = [heads, ("---", *("---:" for _ in heads[1:])), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _median(spent: Sequence[Spent]) -> Spent:
    return Spent(median(item.wall_s for item in spent), median(item.cpu_s for item in spent))


def _speed(way: str, each: Spent) -> tuple[str, ...]:
    return way, f"{1e3 * each.wall_s:,.0f}", f"{1 / each.wall_s:.2f}", f"{1e3 * each.cpu_s:,.0f}"


def _seconds(what: str, spent: Spent) -> tuple[str, ...]:
    return what, f"{spent.wall_s:.1f} s", f"{spent.cpu_s:.1f} s"


def _mib(held: Mapping[int, int]) -> tuple[str, str]:
    if not held:
        return "not readable", "not readable"
    return f"{median(held.values()) / MIB:.0f} MiB", f"{max(held.values()) / MIB:.0f} MiB"
