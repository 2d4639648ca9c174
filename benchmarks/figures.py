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


@dataclass(frozen=True)
class Figures:
    """Everything one run measured. `warm` and `floor` are taken in turns, one pair for each repetition.

    `steps` is `nbgrader autograde` with our settings, `demos` nbgrader where it runs demos and visible checks too.
    `checks` are the seconds for one notebook after start-up, by where it is wrong. `points` can be reached by one
    submission; `disputed` is by how many nbgrader's marks are above ours.
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
    checks: Mapping[str, Sequence[float]]
    peer: Peer | None
    demos: Peer | None
    points: int
    disputed: Mapping[str, float]

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
        rows.append(_speed("nbgrader autograde, without demos and visible checks",
                           figures.peer.spent.per(figures.peer.count)))
    if figures.demos:
        rows.append(_speed("nbgrader autograde, the notebook handed in",
                           figures.demos.spent.per(figures.demos.count)))
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
    return [
        ("processor time, ours warm / floor", f"{cpu:.2f}", f"at most {FLOOR_TARGET}"),
        ("wall clock times jobs, ours warm / floor", f"{wall:.2f}", f"at most {FLOOR_TARGET}"),
        *_against(figures, figures.demos, "on the notebook handed in"),
        *((name, value, "") for name, value, _ in _against(figures, figures.peer, "without demos and visible checks")),
        *_alike(figures),
    ]


def _against(figures: Figures, peer: Peer | None, where: str) -> Rows:
    if not peer:
        return []
    theirs = peer.spent.per(peer.count)
    measured = {"our grader, warm": (figures.warm, PEER_TARGET), "autograder grade": (figures.commands, PEER_TARGET),
                "nbgrader autograde with our settings": (figures.steps, STEPS_TARGET)}
    return [(f"throughput of {name} / nbgrader's, {where}",
             f"{theirs.wall_s / _median(spent).per(figures.count).wall_s:.1f}",
             f"at least {target}")
            for name, (spent, target) in measured.items()]


def _alike(figures: Figures) -> Rows:
    if not figures.peer:
        return []
    differ, total = sum(map(abs, figures.disputed.values())), figures.points * figures.peer.count
    return [("points in which nbgrader's marks differ from ours", f"{differ:g} of {total:,}", "")]


def once(figures: Figures) -> Rows:
    """What is paid once for a class, and the memory of one submission."""
    rows = [
        _seconds("start, until a first child has answered", figures.start),
        _seconds("known mistakes, run once", figures.mistakes),
        *((f"check of one notebook, {where} wrong", f"{median(seconds):.2f} s", f"at most {max(seconds):.2f} s")
          for where, seconds in figures.checks.items()),
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
    for student, more in figures.disputed.items():
        console.print(f"{student}: nbgrader gives {more:+g} points", highlight=False)


def write(figures: Figures, readme: Path) -> None:
    """Put the tables between the two marks in the README."""
    before, _, rest = readme.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    tables = [_markdown(heads, rows(figures)) for rows, heads in HEADS.items()]
    text = "\n\n".join([BEGIN, _caption(figures), *tables, END])
    readme.write_text(before + text + after, encoding="utf-8")


def _caption(figures: Figures) -> str:
    return (f"{figures.count} submissions of {figures.assignment}, {figures.questions} questions each; "
            f"{len(figures.warm)} repetitions in turns. {_peers(figures)}{machine()}")


def _peers(figures: Figures) -> str:
    """How many of the class nbgrader graded, in one sentence."""
    counts = {"without demos and visible checks": figures.peer, "as handed in": figures.demos}
    told = [f"{peer.count} {how}" for how, peer in counts.items() if peer]
    return f"Of these nbgrader graded {' and '.join(told)}. " if told else ""


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
