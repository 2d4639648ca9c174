"""Where the processor time of one submission goes: every layer between the floor and a graded submission."""

import gc
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

import psutil

from autograder import judge, probing
from autograder.course import Assignment, Cell
from autograder.grading import Grader
from autograder.harvest import Harvest
from autograder.observation import Outcome
from autograder.probing import Request, Solution
from autograder.sandbox import frames
from autograder.sandbox.client import Answered, Batch, Sandbox
from autograder.sandbox.warm import WarmProcess
from autograder.submissions import Submission
from benchmarks import floor
from benchmarks.ours import Warm, limits, started

EMPTY = {"empty": 'def probe(solution, draw):\n    "nothing"\n'}
ASK_NOTHING = Batch("empty", [Request("empty:probe", {}, 1)])
Work = Callable[[Any], object]


@dataclass(frozen=True)
class Shares:
    """Processor milliseconds for one submission: in the grader, in the warm process, in children."""

    grader: float
    server: float
    children: float

    @property
    def total(self) -> float:
        return self.grader + self.server + self.children


def milliseconds(warm: Warm, submissions: Sequence[Submission]) -> dict[str, float]:
    """Processor milliseconds of each layer, a mean over the class. They add up to the last entry."""
    grader = warm.grader
    harvested = floor.harvested(grader, submissions)
    answered = [_answers(grader, item) for item in harvested]
    gc.collect()
    gc.freeze()  # else a collection of everything imported falls upon one layer or another
    empty, latency = _bare_children(grader.assignment, len(submissions))
    examined = _shares(warm.server, grader.examine, harvested)
    whole = _shares(warm.server, grader.grade_one, submissions)
    reading = _here(grader.read, submissions)
    probes = _here(_Probing(grader).run, harvested)
    judging = _here(lambda answers: _judge(grader, answers), answered)
    encoding = _here(lambda answers: [_frame(item) for _, item in answers], answered)
    decoding = _here(lambda bodies: [_read(*body) for body in bodies], [_bodies(item) for item in answered])
    return {
        "read and harvest the notebook": reading,
        "warm process: fork, kill, reap": empty.server,
        "child: confinement, first pages, end": empty.children,
        "grader's side of a child": empty.grader,
        "probes, as they run without isolation": probes,
        "probes, what a fresh process adds": examined.children - empty.children - probes - encoding,
        "answers encoded, in the child": encoding,
        "answers decoded": decoding,
        "judge": judging,
        "grader, the rest": examined.grader - empty.grader - decoding - judging,
        "diagnose and score": whole.grader - examined.grader - reading,
        "warm process, the rest": whole.server - empty.server,
        "children, between two measurements": whole.children - examined.children,
        "one submission": whole.total,
        "an empty child, from order to burial on the wall": latency,
    }


def _bare_children(assignment: Assignment, count: int) -> tuple[Shares, float]:
    """Children that run nothing and answer one empty question; how long they live."""
    with started(Sandbox(WarmProcess(EMPTY, limits(assignment), assignment.given))) as (sandbox, server):
        sandbox.observe((), [ASK_NOTHING])  # waits until the process is warm
        walls = []

        def observe(cells: Sequence[Cell]) -> None:
            began = time.perf_counter()
            sandbox.observe(cells, [ASK_NOTHING])
            walls.append(time.perf_counter() - began)

        return _shares(server, observe, [()] * count), 1e3 * median(walls)


def _shares(server: psutil.Process, work: Work, items: Sequence[Any]) -> Shares:
    before = server.cpu_times()
    own = _here(work, items)
    after = server.cpu_times()
    each = 1e3 / len(items)
    return Shares(
        own,
        each * (after.user + after.system - before.user - before.system),
        each * (after.children_user + after.children_system - before.children_user - before.children_system),
    )


def _here(work: Work, items: Sequence[Any]) -> float:
    """Processor milliseconds of this process for one item."""
    began = time.process_time()
    for item in items:
        work(item)
    return 1e3 * (time.process_time() - began) / len(items)


class _Probing:
    def __init__(self, grader: Grader) -> None:
        self.probes = grader.probes
        self.given = floor.given(grader)
        planned = [(name, check) for name, plan in grader.plans.items() for check in plan.checks]
        self.requests = [(name, request) for name, check in planned for request in check.requests]

    def run(self, harvested: Harvest) -> None:
        solution = Solution(floor.namespace(harvested, self.given))
        for name, request in self.requests:
            if name not in harvested.problems:
                probing.run(request, solution, self.probes)


Answers = list[tuple[tuple[str, judge.CheckPlan], tuple[Outcome, ...]]]


def _answers(grader: Grader, harvested: Harvest) -> Answers:
    """What a submission answered to each check that ran."""
    return [
        ((name, planned), answer.outcomes)
        for name, examined in grader.examine(harvested).items()
        for planned, answer in zip(grader.plans[name].checks, examined.answers, strict=False)
        if isinstance(answer, Answered)
    ]


def _judge(grader: Grader, answers: Answers) -> None:
    for (name, planned), outcomes in answers:
        judge.judge(name, planned, outcomes, grader.run)


def _frame(outcomes: Sequence[Outcome]) -> bytes:
    packed: Mapping[str, Any] = {"batch": 0, "outcomes": [frames.pack_outcome(item) for item in outcomes]}
    return frames.encode(packed)


def _bodies(answers: Answers) -> list[tuple[bytes, bytes]]:
    bodies = []
    for _, outcomes in answers:
        frame = _frame(outcomes)
        tree_bytes, _ = frames.sizes(frame[: frames.PREFIX.size])
        body = frame[frames.PREFIX.size:]
        bodies.append((body[:tree_bytes], body[tree_bytes:]))
    return bodies


def _read(tree: bytes, blob: bytes) -> list[Outcome]:
    return [frames.unpack_outcome(item) for item in frames.decode(tree, blob)["outcomes"]]
