"""Questions, written answers and shared code, from the authored text to the feedback."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from rich.console import Console

from autograder import build, report, text, verify
from autograder.course import Assignment, Course
from autograder.grading import Grader
from autograder.judge import Run, Status
from autograder.questions import Question, visible_check
from autograder.sandbox.limits import Limits
from autograder.score import ExerciseResult, Result
from autograder.submissions import Submission

LIMITS = Limits(check_timeout_s=5.0, submission_timeout_s=30.0, memory_mb=500)
SHARED = "def numbers() -> list[int]:\n    return [1, 2]"
AUTHORED = '''
# %% shared="numbers"

# %% question="q_mean"
# Write the letter of your choice: "a" or "b".
### BEGIN SOLUTION
q_mean = "b"
### END SOLUTION

# %% [markdown] written="w_why" points=4
# Why is the mean subtracted?
#
# ### BEGIN SOLUTION
# Mark scheme: 4 points for the word origin.
# ### END SOLUTION
'''
DECLARED = '''
from autograder.questions import Question

QUESTIONS = (Question("q_mean", right="b", feedback={"a": "A median is another thing.", "b": "It is the balance."}),)
'''


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory, tiny: Assignment) -> Assignment:
    """The tiny course with a question, a written question and a shared cell."""
    root = tmp_path_factory.mktemp("asked") / "course"
    shutil.copytree(tiny.root, root)
    assignment = Course(root).assignment("tiny")
    assignment.shared_path.mkdir()
    (assignment.shared_path / "numbers.py").write_text(SHARED + "\n")
    (assignment.tests_path / "questions.py").write_text(DECLARED)
    with assignment.text_path.open("a", encoding="utf-8") as file:
        file.write(AUTHORED)
    build.build(assignment)
    return assignment


@pytest.fixture(scope="module")
def grader(asked: Assignment) -> Iterator[Grader]:
    with Grader(asked, LIMITS, Run(1)) as ready:
        yield ready


def graded(grader: Grader, answer: str) -> Result:
    """A student who wrote `answer` in the cell of the question, and nothing else."""
    notebook = nbformat.read(grader.assignment.release_path, as_version=4)
    for cell in notebook.cells:
        if cell.id == "q_mean":
            cell.source = answer
    data = nbformat.writes(notebook).encode()
    return grader.grade_one(Submission("zoe", "tiny.ipynb", data))


def question_of(result: Result) -> ExerciseResult:
    [item] = [item for item in result.exercises if item.name == "q_mean"]
    return item


def test_the_course_is_sound(asked: Assignment) -> None:
    assert verify.verify(asked, LIMITS, range(1, 3), jobs=2).complaints == ()


def test_the_student_sees_neither_answer_nor_feedback_nor_mark_scheme(asked: Assignment) -> None:
    released = asked.release_path.read_text(encoding="utf-8")
    for secret in ('q_mean = \\"b', "median", "balance", "Mark scheme", "origin"):
        assert secret not in released
    assert "YOUR ANSWER HERE" in released
    assert "def numbers()" in released


def test_an_edit_of_the_notebook_comes_back(asked: Assignment) -> None:
    before = asked.text_path.read_text(encoding="utf-8")
    assert build.build(asked, from_notebook=True) == []
    assert asked.text_path.read_text(encoding="utf-8") == before


def test_an_edit_of_shared_code_is_sent_to_its_file(copy: Assignment) -> None:
    copy.shared_path.mkdir()
    (copy.shared_path / "setup.py").write_text("import torch\n")
    with pytest.raises(text.TextError, match=r"cell 'setup' is shared by several notebooks: edit .*shared/setup\.py"):
        build.build(copy, from_notebook=True)


def test_shared_code_that_is_missing_is_named(copy: Assignment) -> None:
    copy.text_path.write_text(copy.text_path.read_text() + '\n# %% shared="nothing"\n')
    with pytest.raises(text.TextError, match=r"shared='nothing': there is no .*shared/nothing\.py"):
        build.build(copy)


def test_a_question_that_is_not_declared_is_named(copy: Assignment) -> None:
    copy.text_path.write_text(copy.text_path.read_text() + '\n# %% question="q1"\nq1 = "a"\n')
    with pytest.raises(text.TextError, match=r"question 'q1' is not declared in .*questions\.py"):
        build.build(copy)


def test_verify_names_a_question_that_is_not_asked(copy: Assignment) -> None:
    (copy.tests_path / "questions.py").write_text(DECLARED)
    [complaint] = verify.file_complaints(copy)
    assert complaint.endswith('does not ask: write a cell `# %% question="q_mean"`, or remove it')


def test_verify_wants_an_answer_to_each_question(copy: Assignment) -> None:
    (copy.tests_path / "questions.py").write_text(DECLARED)
    copy.text_path.write_text(copy.text_path.read_text() + '\n# %% question="q_mean"\nq_mean = "b"\n')
    build.build(copy)
    [complaint] = verify.file_complaints(copy)
    assert complaint.endswith("question 'q_mean' has no answer between ### BEGIN SOLUTION and ### END SOLUTION")


@pytest.mark.parametrize("answer", ['q_mean = "b"', "q_mean = 'B'", 'q_mean = " (b) "', 'q_mean = "a"\nq_mean = "b"'])
def test_the_right_choice_earns_the_point_and_is_explained(grader: Grader, answer: str) -> None:
    item = question_of(graded(grader, answer))
    assert (item.score, item.points) == (1, 1)
    assert item.checks[0].verdict.message == "It is the balance."


@pytest.mark.parametrize(("answer", "status", "message"), [
    ('q_mean = "a"', Status.FAILED, 'q_mean = "a" is not right. A median is another thing.'),
    ('q_mean = "c"', Status.FAILED, "q_mean is 'c': write one of \"a\", \"b\", in quotes"),
    ("q_mean = None", Status.FAILED, "q_mean is 'None': write one of"),
    ("q_mean = ...", Status.FAILED, "q_mean is 'Ellipsis': write one of"),
    ("q_mean = 'ab'", Status.FAILED, "q_mean is 'ab': write one of"),
    ("q_mean = b", Status.NOT_RUN, "cell q_mean raised NameError: name 'b' is not defined"),
    ("q_mean = 'b", Status.ERROR, "the cell cannot run: SyntaxError"),
    ("raise NotImplementedError()", Status.NOT_RUN, "q_mean is not answered in the notebook"),
    ("class q_mean:\n    def __str__(self): return 'b'", Status.FAILED, "q_mean is"),
])
def test_another_answer_is_told_what_it_is(grader: Grader, answer: str, status: Status, message: str) -> None:
    item = question_of(graded(grader, answer))
    assert (item.score, item.checks[0].verdict.status) == (0, status)
    assert message in item.checks[0].verdict.message
    if "A median" not in message:
        assert "balance" not in item.checks[0].verdict.message


def test_the_feedback_shows_questions_and_written_answers(grader: Grader, tmp_path: Path) -> None:
    result = graded(grader, 'q_mean = "b"')
    wrong = graded(grader, 'q_mean = "a"')
    page = report.write_result(result, tmp_path, "A course").read_text(encoding="utf-8")
    assert "It is the balance." in page
    assert "w_why" in page
    assert "4 points, not in the sum above" in page
    written = json.loads((tmp_path / "zoe" / "results.json").read_text(encoding="utf-8"))["written"]
    assert written == [{"name": "w_why", "points": 4}]
    console = Console(width=100, record=True)
    report.print_feedback(result, console)
    console.print(report.class_table([wrong], Console(width=30)))
    shown = console.export_text()
    assert "It is the balance." in shown
    assert "w_why (4 points) is marked by a person" in shown
    assert "questions" in shown


def test_the_visible_check_accepts_letters_only() -> None:
    cell = visible_check(Question("q1", "a", {"a": "yes", "b": "no"}))
    exec(cell, {"q1": "b"})
    with pytest.raises(AssertionError, match="q1 is 'e': write one of a, b, in quotes"):
        exec(cell, {"q1": "e"})
