"""`nbgrader autograde` on the class: the same questions as hidden tests in the notebook."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import nbformat
import psutil
from nbformat import NotebookNode

from autograder.course import GUARD, Assignment, probe_sources
from autograder.grading import Grader
from autograder.judge import CheckPlan
from benchmarks import sample
from benchmarks.clocks import Memory, Spent, spending, watching
from benchmarks.ours import clean_environment

SAMPLE_EVERY_S = 0.25
# a demo may take long, and so may its plots to arrive on a busy machine
CONFIG = """c = get_config()
c.CourseDirectory.course_id = "bench"
c.Execute.timeout = 600
c.Execute.iopub_timeout = 60
"""
HIDDEN = "### BEGIN HIDDEN TESTS\n{}\n### END HIDDEN TESTS"
MACHINERY = '''
import types
import torch
from autograder import probing
from autograder.observation import Returned, TensorSeen

PROBES, REFERENCE = {{}}, {{}}
for _stem, _text in {probes!r}.items():
    _module = types.ModuleType(_stem)
    exec(_text, vars(_module))
    PROBES.update({{f"{{_stem}}:{{_name}}": _item for _name, _item in vars(_module).items()}})
exec({solution!r}, REFERENCE)


def assert_same(seen, expected):
    if isinstance(expected, TensorSeen):
        torch.testing.assert_close(seen.values, expected.values, rtol=1e-4, atol=1e-5, equal_nan=True)
    elif isinstance(expected, float):
        torch.testing.assert_close(seen, expected, rtol=1e-4, atol=1e-5, equal_nan=True)
    elif isinstance(expected, dict):
        assert seen.keys() == expected.keys()
        for key in expected:
            assert_same(seen[key], expected[key])
    elif isinstance(expected, list):
        assert len(seen) == len(expected)
        for one, other in zip(seen, expected):
            assert_same(one, other)
    else:
        assert seen == expected


def ask(*questions):
    for question in questions:
        request = probing.Request(*question)
        expected = probing.run(request, probing.Solution(REFERENCE), PROBES)
        seen = probing.run(request, probing.Solution(globals()), PROBES)
        assert isinstance(seen, type(expected)), seen
        if isinstance(expected, Returned):
            assert_same(seen.value, expected.value)
        else:
            assert seen.types[0] == expected.types[0], seen
'''


@dataclass(frozen=True)
class Peer:
    """What nbgrader took for `count` submissions, the scores it gave, and the memory of its processes."""

    count: int
    spent: Spent
    scores: dict[str, float]
    memory: Memory


def grade(grader: Grader, students: Sequence[sample.Student], folder: Path, *, with_demos: bool = False) -> Peer:
    """Release the assignment with nbgrader, hand in, and clock `nbgrader autograde` as a whole command."""
    name, course = grader.assignment.name, folder / ("nbgrader_with_demos" if with_demos else "nbgrader")
    source = course / "source" / name / f"{name}.ipynb"
    source.parent.mkdir(parents=True)
    (course / "nbgrader_config.py").write_text(CONFIG)
    nbformat.write(instructor_notebook(grader, with_demos=with_demos), source)
    _run(course, "generate_assignment", name)
    released = nbformat.read(course / "release" / name / f"{name}.ipynb", as_version=4)
    for student in students:
        path = course / "submitted" / student.name / name / f"{name}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_bytes(sample.handed_in(released, student))
    with watching(_descendants, SAMPLE_EVERY_S) as memory, spending() as spent:
        _run(course, "autograde", name)
    return Peer(len(students), spent, _scores(course, name), memory)


def instructor_notebook(grader: Grader, *, with_demos: bool) -> NotebookNode:
    """Given cells, exercises with their solutions, and one hidden test cell for each check.

    Demos and visible checks, which nbgrader runs and we do not, are left out unless asked for.
    """
    assignment = grader.assignment
    machinery = HIDDEN.format(_machinery(assignment))
    cells = [*_authored(assignment, with_demos=with_demos), _cell("machinery", machinery, grade=True)]
    for exercise in assignment.exercises:
        plan = grader.plans[exercise]
        for number, planned in enumerate(plan.checks, 1):
            text = f"# {planned.check.title}\n{HIDDEN.format(_questions(planned))}"
            cells.append(_cell(f"{exercise}_{number}", text, grade=True, points=planned.check.points))
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return nbformat.v4.new_notebook(cells=cells, metadata=kernel)


def _authored(assignment: Assignment, *, with_demos: bool) -> Iterator[NotebookNode]:
    given = {cell.name: cell for cell in assignment.given}
    for cell in nbformat.read(assignment.source_path, as_version=4).cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if name in given:
            yield _cell(name, given[name].text)
        elif name in assignment.exercises:
            yield _cell(name, cell.source, solution=True)
        elif with_demos and cell.cell_type == "code" and name != GUARD and name not in assignment.questions:
            yield nbformat.v4.new_code_cell(cell.source)


def _cell(
    name: str, text: str, *, grade: bool = False, solution: bool = False, points: int = 0
) -> NotebookNode:
    meta = {"grade_id": name, "grade": grade, "solution": solution, "locked": not solution, "task": False}
    meta |= {"schema_version": 3, **({"points": points} if grade else {})}
    return nbformat.v4.new_code_cell(text, metadata={"nbgrader": meta})


def _machinery(assignment: Assignment) -> str:
    solution = assignment.solution_path.read_text(encoding="utf-8")
    return MACHINERY.format(probes=probe_sources(assignment.tests_path), solution=solution)


def _questions(planned: CheckPlan) -> str:
    asked = [f"    ({item.probe!r}, {dict(item.arguments)!r}, {item.seed})," for item in planned.requests]
    return "\n".join(["ask(", *asked, ")"])


def _run(course: Path, *arguments: str) -> None:
    """Run nbgrader with nothing of the user's Jupyter settings; its kernels are this interpreter."""
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=course, capture_output=True, text=True, check=False,
        env=clean_environment(course.parent / "home"),
    )
    if done.returncode != 0:
        said = done.stderr.strip()[-2_000:]
        raise SystemExit(f"nbgrader {' '.join(arguments)} ended with {done.returncode}: {said}")


def _descendants() -> list[int]:
    return [child.pid for child in psutil.Process().children(recursive=True) if _is_kernel(child)]


def _is_kernel(process: psutil.Process) -> bool:
    try:
        return "ipykernel_launcher" in process.cmdline()
    except psutil.Error:
        return False


def _scores(course: Path, assignment: str) -> dict[str, float]:
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "bench") as book:
        return {item.student.id: item.score for item in book.assignment_submissions(assignment)}
