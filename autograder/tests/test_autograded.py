"""What is shown beneath each exercise and said in nbgrader's comments: told, escaped, and nothing else."""

from dataclasses import replace

import nbformat
import pytest

from autograder.autograded import SUMMARY_ID, comment, with_feedback
from autograder.judge import Status, Verdict
from autograder.lateness import Lateness
from autograder.score import CheckResult, ExerciseResult, Misconception, Result
from autograder.suite import Check

CHECK = Check("test_a", "f() adds.", 2, "is 1 + 1 2?", lambda: None)
SCRIPT = "<script>alert(1)</script>\n\n# big"


def rows(*verdicts: Verdict) -> tuple[CheckResult, ...]:
    return tuple(CheckResult(CHECK, verdict) for verdict in verdicts)


PASSED, FAILED = Verdict(Status.PASSED, ""), Verdict(Status.FAILED, SCRIPT)
DIED = Verdict(Status.NOT_RUN, SCRIPT)


@pytest.mark.parametrize(("item", "text"), [
    (ExerciseResult("f", rows(PASSED)), "Every check passed."),
    (ExerciseResult("f", rows(PASSED, FAILED)), "2 of 4 points\n\n- f() adds. *is 1 + 1 2?*"),
    (ExerciseResult("f", rows(FAILED), Misconception("m", "You use `a_b` and a_b < c.")),
     "0 of 2 points\n\n**You use `a_b` and a\\_b \\< c.**\n\n- f() adds. *is 1 + 1 2?*"),
    (ExerciseResult("f", rows(DIED, DIED)), "0 of 4 points\n\n    <script>alert(1)</script>\n    \n    # big"),
    (ExerciseResult("f", rows(Verdict(Status.BROKEN, ""))), "Our checks did not work; this costs nothing."),
], ids=["passed", "lost", "misconception", "a student's words stay as they are", "broken"])
def test_comment(item, text):
    assert comment(item) == text


def test_a_student_s_words_are_escaped_in_the_page():
    meta = {"nbgrader": {"grade_id": "check_f"}}
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("assert f(1)", metadata=meta)])
    result = Result("a", "zoe", "", (ExerciseResult("f", rows(FAILED)),), (SCRIPT,), {}, {"w": 2}, Lateness(60, 1))
    summary, cell = with_feedback(notebook, result).cells
    assert summary.id == SUMMARY_ID
    for shown in (summary.source, cell.outputs[0].data["text/html"]):
        assert "&lt;script&gt;" in shown
        assert "<script>" not in shown
        assert "\n\n" not in shown  # it would end the HTML in a Markdown cell
    assert "A person marks w." in summary.source
    assert notebook.cells[0].outputs == []  # a copy was changed


def test_no_score_can_be_read_from_the_output():
    meta = {"nbgrader": {"grade_id": "check_f"}}
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("assert f(1)", metadata=meta)])
    item = ExerciseResult("f", rows(PASSED))
    result = Result("a", "zoe", "", (item,), (), {})
    for given in (result, replace(result, exercises=(replace(item, is_bonus=True),))):
        assert [output.output_type for output in with_feedback(notebook, given).cells[1].outputs] == ["display_data"]
