"""Each invariant that `verify` asserts is broken once, in a copy of the tiny course."""

import shutil
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from autograder import build, patterns, verify
from autograder.course import Assignment, Course
from autograder.suite import SuiteError
from autograder.tests.conftest import LIMITS, SEED, TINY
from autograder.text import TextError

VIEWS = ["source_path", "release_path", "solution_path"]
REPAIR = "run `python -m autograder build tiny`"
SEEDS = range(SEED, SEED + 2)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def file_complaints(course: Assignment) -> list[str]:
    return list(verify.file_complaints(course))


def test_finds_nothing_in_sound_files(tiny: Assignment) -> None:
    assert file_complaints(tiny) == []


@pytest.mark.parametrize("view", VIEWS)
def test_an_edited_view_is_stale(copy: Assignment, view: str) -> None:
    path = getattr(copy, view)
    edit(path, "scale", "scales")
    assert file_complaints(copy) == [f"{path} is stale: {REPAIR}"]


@pytest.mark.parametrize("view", VIEWS)
def test_a_missing_view_is_stale(copy: Assignment, view: str) -> None:
    path = getattr(copy, view)
    path.unlink()
    assert file_complaints(copy) == [f"{path} is stale: {REPAIR}"]


def test_a_truncated_view_is_stale(copy: Assignment) -> None:
    copy.release_path.write_text('{"cells": [', encoding="utf-8")
    assert file_complaints(copy) == [f"{copy.release_path} is stale: {REPAIR}"]


def test_a_line_of_a_solution_in_the_release_is_a_leak(copy: Assignment) -> None:
    edit(copy.release_path, "raise NotImplementedError()", "return x - x.mean(dim=0)")
    _, leak = file_complaints(copy)
    assert leak == (f"{copy.release_path} shows a line of the solution of centre: "
                    f"'return x - x.mean(dim=0)'; {REPAIR}")


TEXT = "source/tiny.py"
FLAWS = [
    pytest.param(
        TEXT, '\n    """Draw n numbers', '\n    ...\n    """Draw n numbers',
        "{file}: exercise 'draw' has no docstring: it is the text of the exercise",
        id="no docstring"),
    pytest.param(
        TEXT, '# %% check="scale"', "# %%",
        "{file}: exercise 'scale' has no visible checks: write a cell `# %% check=\"scale\"`",
        id="no visible checks"),
    pytest.param(
        TEXT, "def scale(", "def scales(",
        "{file}: exercise 'scale' must define one function of that name",
        id="exercise without its function"),
    pytest.param(
        TEXT, "factor: float) -> Tensor:", "factor: float) -> Tensor",
        "{file}: exercise 'scale' has a syntax error in line 1 (expected ':'): mend it",
        id="syntax error in an exercise"),
    pytest.param(
        TEXT, "    ### BEGIN SOLUTION\n    return x * factor\n    ### END SOLUTION\n", "    return x * factor\n",
        "{file}: exercise 'scale' has no solution between ### BEGIN SOLUTION and ### END SOLUTION",
        id="no solution region"),
    pytest.param(
        TEXT, "    ### END SOLUTION\n", "",
        "{file}: no end solution statement found",
        id="solution region without an end"),
    pytest.param(
        TEXT, 'exercise="centre"', 'exercise="scale"',
        "{file}: two cells are called exercise='scale': rename one",
        id="two exercises of one name"),
    pytest.param(
        TEXT, 'given="rows"', 'given="check_draw"',
        "{file}: two cells have the id 'check_draw': rename one",
        id="two cells with one id"),
    pytest.param(
        TEXT, 'check="scale"', 'check="scales"',
        "{file}: check='scales' has no exercise of that name",
        id="checks without an exercise"),
    pytest.param(
        TEXT, 'given="setup"', 'provided="setup"',
        "{file}: a cell is marked {{'provided': 'setup'}}; allowed is one of given, exercise, check, shared, question, "
        "written",
        id="unknown attribute"),
    pytest.param(
        TEXT, "\n\n# %% [markdown]\n# ## Scaling", "\n\n\n# %% [markdown]\n# ## Scaling",
        "{file} is not in the form that a notebook gives back: leave one blank line between cells and none at a "
        "cell's end",
        id="two blank lines between cells"),
    pytest.param(
        "tests/tiny/test_draw.py", "@points(1)\n", "",
        "{file}: test_stays_between_0_and_1 has points None: mark it with @points(n), n a whole number above 0",
        id="check without points"),
    pytest.param(
        "tests/tiny/test_draw.py", '@hint("which distribution has values between 0 and 1 only?")\n', "",
        "{file}: test_stays_between_0_and_1 has no hint: mark it with @hint('...')",
        id="check without a hint"),
    pytest.param(
        "tests/tiny/test_scale.py", '    """scale() leaves x as it was."""\n', "",
        "{file}: test_leaves_x_as_it_was has no docstring: write the sentence the student reads",
        id="check without a title"),
    pytest.param(
        "tests/tiny/test_scale.py", "def test_keeps_the_dtype", "def test_leaves_x_as_it_was",
        "{file} defines test_leaves_x_as_it_was 2 times, and only the last one runs: rename the others",
        id="two checks of one name"),
    pytest.param(
        "tests/tiny/test_draw.py", ', "two calls with one generator return the same numbers, expected others"', "",
        "{file}:28 asserts without a message: say the fact that the student should read",
        id="assert without a message"),
    pytest.param(
        "tests/tiny/probes.py", "import torch", "import torch\nimport no_such_module",
        "{file} cannot be imported: ModuleNotFoundError: No module named 'no_such_module'",
        id="probes that cannot be imported"),
    pytest.param(
        "tests/tiny/wrong/scale/in_place.py", '\n\nThe operators with an underscore look like harmless variants.', "",
        "{file} needs a docstring of one line for the student (at most 200 characters), a blank line, and where "
        "this mistake is seen",
        id="wrong answer without a source"),
    pytest.param(
        "tests/tiny/wrong/scale/in_place.py", "You multiply x in place", "You " + "really " * 20 + "multiply in place",
        "{file} needs a docstring of one line for the student (at most 200 characters), a blank line, and where "
        "this mistake is seen",
        id="wrong answer that says too much"),
    pytest.param(
        "tests/tiny/right/scale/loop_over_rows.py", '"""A loop: every row by itself."""', "",
        "{file} has no docstring: say in which style it is written",
        id="right answer without a docstring"),
    pytest.param(
        "tests/tiny/right/scale/loop_over_rows.py", "def scale(", "def scale",
        "{file} has a syntax error in line 7 (unmatched ')'): mend it",
        id="syntax error in an answer"),
]


@pytest.mark.parametrize(("file", "old", "new", "complaint"), FLAWS)
def test_names_a_flaw_its_file_and_the_repair(
    copy: Assignment, file: str, old: str, new: str, complaint: str
) -> None:
    edit(copy.root / file, old, new)
    with suppress(TextError, SuiteError):
        build.build(copy)
    assert file_complaints(copy) == [complaint.format(file=copy.root / file)]


def test_an_exercise_needs_a_hidden_suite(copy: Assignment) -> None:
    suite = copy.tests_path / "test_scale.py"
    suite.unlink()
    assert file_complaints(copy) == [f"exercise 'scale' has no hidden suite: write {suite}"]


@pytest.mark.parametrize("kind", ["wrong", "right"])
def test_an_exercise_needs_filed_answers(copy: Assignment, kind: str) -> None:
    folder = copy.tests_path / kind / "scale"
    shutil.rmtree(folder)
    assert file_complaints(copy) == [f"{folder} holds no {kind} answer: file one"]


@pytest.mark.parametrize("file", [
    "source/tiny/answers.csv", "release/tiny/hints.txt", "tests/tiny/test_old.py", "tests/tiny/wrong/shift/by_one.py",
])
def test_an_unexpected_file_is_named(copy: Assignment, file: str) -> None:
    path = copy.root / file
    path.parent.mkdir(exist_ok=True)
    path.touch()
    assert file_complaints(copy) == [f"{path} belongs to no exercise of tiny: remove it or name it after one"]


def test_nothing_is_graded_while_a_file_is_unsound(copy: Assignment) -> None:
    copy.solution_path.unlink()
    found = verify.verify(copy, LIMITS, SEEDS, jobs=1)
    assert found.summary == "1 complaints; nothing was graded"


NEW_CHECKS = '''

@points(1)
@hint("none")
def test_stays_a_matrix(observe: Callable[..., list]) -> None:
    """scale() keeps the number of axes."""
    observe(probes.scaled, n=4, d=3, factor=2.5)


@points(1)
@hint("none")
def test_answers_something(compare: Callable[..., None]) -> None:
    """scale() answers."""
    compare(probes.scaled_or_not, n=4)
'''
NEW_PROBE = '''

def scaled_or_not(solution: Any, draw: Any, *, n: int) -> Any:
    """whatever comes"""
    try:
        solution.scale(draw.normal(n), 2.0)
    finally:
        return "an answer"
'''
NEW_ANSWERS = {
    "wrong/centre/harmless.py": "x - x.sum(dim=0) / len(x)",
    "right/centre/mistaken.py": "x - x.mean(dim=1, keepdim=True)",
    "right/centre/lucky.py": "x - x.mean(dim=0) * (x[0, 0] > 4)",
}
ANSWER = '''"""A way to centre.

Nowhere.
"""


def centre(x):
    if len(x) < 2:
        raise ValueError
    return {}
'''


@pytest.fixture(scope="module")
def unsound(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    """A copy of the tiny course with sound files and an unsound bank: one flaw of every kind."""
    root = tmp_path_factory.mktemp("unsound") / "course"
    shutil.copytree(TINY, root, ignore=shutil.ignore_patterns("__pycache__"))
    course = Course(root).assignment("tiny")
    for file, text in (("test_scale.py", NEW_CHECKS), ("probes.py", NEW_PROBE)):
        path = course.tests_path / file
        path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")
    for file, expression in NEW_ANSWERS.items():
        (course.tests_path / file).write_text(ANSWER.format(expression), encoding="utf-8")
    edit(course.text_path, "return torch.rand(n, generator=generator)", "return torch.randn(n, generator=generator)")
    build.build(course)
    return course


@pytest.fixture(scope="module")
def unsound_complaints(unsound: Assignment) -> Sequence[str]:
    return verify.verify(unsound, LIMITS, SEEDS, jobs=2).complaints


BANK = {
    "solution below 100 %": (
        "{root}/solutions/tiny.py does not pass test_stays_between_0_and_1 of draw: the reference does not pass this "
        "check", "mend the solution in {root}/source/tiny.py or the check"),
    "instructor notebook below 100 %": (
        "{root}/source/tiny/tiny.ipynb does not pass test_stays_between_0_and_1 of draw",),
    "stub that passes a check": (
        "the untouched stub of scale passes test_answers_something: make the check call the function",),
    "check that no wrong answer fails": (
        "{root}/tests/tiny/test_scale.py: test_stays_a_matrix is failed by no wrong answer: file one in "
        "{root}/tests/tiny/wrong/scale, or delete the check",),
    "wrong answer that passes": (
        "{root}/tests/tiny/wrong/centre/harmless.py is a wrong answer and passes every check: write the check that it "
        "fails in {root}/tests/tiny/test_centre.py",),
    "right answer that fails": (
        "{root}/tests/tiny/right/centre/mistaken.py is a right answer and fails test_subtracts_the_column_means, "
        "test_keeps_the_dtype: mend the check in {root}/tests/tiny/test_centre.py, or the answer",),
    "unstable verdict": (
        "{root}/tests/tiny/right/centre/lucky.py: test_keeps_the_dtype is failed with seed 8, passed before: not "
        "stable",),
}


@pytest.mark.parametrize("pieces", BANK.values(), ids=BANK.keys())
def test_names_what_the_bank_shows(
    unsound: Assignment, unsound_complaints: Sequence[str], pieces: Sequence[str]
) -> None:
    wanted = [piece.format(root=unsound.root) for piece in pieces]
    said = [complaint for complaint in unsound_complaints if all(piece in complaint for piece in wanted)]
    assert len(said) == 1, "\n".join(unsound_complaints)


def test_patterns_that_are_stale_are_named_and_written(copy: Assignment) -> None:
    path = patterns.path(copy)
    sound = path.read_text(encoding="utf-8")
    edit(path, '"always_float32": ["test_keeps_the_dtype"],', "")
    stale = f"{path} is stale for scale: run `python -m autograder verify tiny scale --write`"
    assert verify.verify(copy, LIMITS, SEEDS, 2, exercises=["scale"]).complaints == (stale,)
    assert verify.verify(copy, LIMITS, SEEDS, 2, exercises=["scale"], write=True).complaints == ()
    assert path.read_text(encoding="utf-8") == sound
