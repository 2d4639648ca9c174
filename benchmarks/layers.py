"""Where the time of one submission goes: each layer between the floor and a graded submission, one job."""

import time
from collections.abc import Mapping, Sequence
from statistics import median

from autograder import judge, notebook, probing
from autograder.course import Assignment, Cell
from autograder.grading import Grader
from autograder.harvest import Harvest, harvest
from autograder.observation import Returned
from autograder.probing import Probe, Request, Solution
from autograder.sandbox import frames
from autograder.sandbox.client import Answered, Sandbox, Seen
from autograder.submissions import Submission
from benchmarks import floor
from benchmarks.ours import limits

REPEATS = 20
# a child reads its own clocks: CLOCK_MONOTONIC is the same for all processes
CLOCKS = """
import time

def clocks(solution, draw):
    "the clocks of a child"
    return {"now": time.perf_counter(), "cpu_s": time.process_time()}
"""
ASK_CLOCKS = Request("clocks:clocks", {}, 1)


def milliseconds(grader: Grader, submissions: Sequence[Submission]) -> dict[str, float]:
    """The median of each layer in milliseconds on the wall, in the order in which a submission meets them."""
    harvested = [_read(item, grader.assignment) for item in submissions]
    in_child, here, judging, carrying = [], [], [], []
    for item in harvested:
        seen = _ask(grader, item)
        in_child.append(sum(answer.duration_s for answer in seen.answers if isinstance(answer, Answered)))
        here.append(_probes_here(grader, item))
        judging.append(_judging(grader, seen))
        carrying.append(_carrying(seen))
    examine = _timed(lambda item: grader.examine(item), harvested)
    whole = _timed(lambda item: grader.grade_one(item), submissions)
    reading = _timed(lambda item: _read(item, grader.assignment), submissions)
    return {
        "read and harvest the notebook": 1e3 * reading,
        **_isolation(grader.assignment),
        "probes, as they run without isolation": 1e3 * median(here),
        "probes, what a fresh process adds": 1e3 * (median(in_child) - median(here)),
        "frames, encoded and decoded": 1e3 * median(carrying),
        "judge": 1e3 * median(judging),
        "diagnose and score": 1e3 * max(0.0, whole - examine - reading),
        "one submission, one job": 1e3 * whole,
    }


def _isolation(assignment: Assignment) -> dict[str, float]:
    """What a child costs that answers one empty question, and what the given cells add."""
    with Sandbox({"clocks": CLOCKS}, limits(assignment)) as sandbox:
        empty = [_one_child(sandbox, ()) for _ in range(REPEATS)]
        given = [_one_child(sandbox, assignment.given) for _ in range(REPEATS)]
    until_answer, afterwards = (median(row[at] for row in empty) for at in (0, 1))
    return {
        "fork, confinement, job handed over": 1e3 * until_answer,
        "given cells": 1e3 * (median(row[0] for row in given) - until_answer),
        "answer back, kill, reap, clean up": 1e3 * afterwards,
    }


def _one_child(sandbox: Sandbox, cells: Sequence[Cell]) -> tuple[float, float]:
    started = time.perf_counter()
    seen = sandbox.observe(cells, [[ASK_CLOCKS]])
    ended = time.perf_counter()
    match seen.answers:
        case (Answered((Returned({"now": float(now)}),)),):
            return now - started, ended - now
    raise SystemExit(f"a child did not tell its clocks: {seen.answers}")


def _read(submission: Submission, assignment: Assignment) -> Harvest:
    return harvest(notebook.read_notebook(submission.data), assignment)


def _ask(grader: Grader, harvested: Harvest) -> Seen:
    answers = [answer for examined in grader.examine(harvested).values() for answer in examined.answers]
    return Seen({}, tuple(answers))


def _probes_here(grader: Grader, harvested: Harvest) -> float:
    probes = _probes(grader.assignment)
    solution = Solution(floor.namespace(harvested))
    requests = [item for plan in grader.plans.values() for planned in plan.checks for item in planned.requests]
    started = time.perf_counter()
    for request in requests:
        probing.run(request, solution, probes)
    return time.perf_counter() - started


def _probes(assignment: Assignment) -> Mapping[str, Probe]:
    from autograder import suite

    return suite.load_probes(assignment.tests_path)


def _judging(grader: Grader, seen: Seen) -> float:
    planned = [(name, item) for name, plan in grader.plans.items() for item in plan.checks]
    started = time.perf_counter()
    for (name, item), answer in zip(planned, seen.answers, strict=False):
        if isinstance(answer, Answered):
            judge.judge(name, item, answer.outcomes, grader.run)
    return time.perf_counter() - started


def _carrying(seen: Seen) -> float:
    started = time.perf_counter()
    for answer in seen.answers:
        if isinstance(answer, Answered):
            message = {"batch": 0, "outcomes": [frames.pack_outcome(item) for item in answer.outcomes]}
            frame = frames.encode(message)
            tree, _ = frames.sizes(frame[: frames.PREFIX.size])
            body = frame[frames.PREFIX.size:]
            list(map(frames.unpack_outcome, frames.decode(body[:tree], body[tree:])["outcomes"]))
    return time.perf_counter() - started


def _timed(work: object, items: Sequence[object]) -> float:
    """The median seconds of one call."""
    times = []
    for item in items:
        started = time.perf_counter()
        work(item)
        times.append(time.perf_counter() - started)
    return median(times)
