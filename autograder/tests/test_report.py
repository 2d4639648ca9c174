"""What a run writes: results.json, grades.csv, the feedback page and the lines of the terminal."""

import csv
import io
import json
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from rich.console import Console

from autograder import report
from autograder.judge import Status, Verdict
from autograder.score import CheckResult, ExerciseResult, Misconception, Result
from autograder.submissions import safe_name
from autograder.suite import Check

ENVIRONMENT = {"python": "3.11.7", "torch": "2.12.1", "autograder": "0.1.0", "platform": "Linux"}
PROVENANCE = {"suite_sha256": "b" * 64, "seed": 7, "device": "cpu", "environment": ENVIRONMENT}
HOSTILE = '</p></main><script>alert(1)</script><img src="https://evil.example/x" onerror="alert(1)">'
VOID = {"meta", "link", "img", "br", "hr", "input"}


def row(status: Status, message: str = "", *, points: int = 2, title: str = "Rows sum to 1.") -> CheckResult:
    check = Check("test_rows", title, points, "which axis is summed?", lambda: None)
    return CheckResult(check, Verdict(status, message, 0.0217))


def exercise(*rows: CheckResult, name: str = "softmax", misconception: str = "") -> ExerciseResult:
    return ExerciseResult(name, rows, Misconception("wrong_axis", misconception) if misconception else None)


def graded(*exercises: ExerciseResult, student: str = "s17", repairs: tuple[str, ...] = ()) -> Result:
    return Result("ch2_maml", student, "a" * 64, exercises, repairs, PROVENANCE)


class Page(HTMLParser):
    """The tags, the attributes and the text of a page, read as a browser reads them."""

    def __init__(self, result: Result) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self._open: list[str] = []
        self._text: list[str] = []
        self.source = report.feedback_html(result, "Learning to Learn")
        self.feed(self.source)
        self.text = " ".join(" ".join(self._text).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] not in ("style", "title"):
            self._text.append(data)

    def values(self, attribute: str) -> list[str]:
        return [value for name, value in self.attributes if name == attribute]


MIXED = graded(
    exercise(
        row(Status.PASSED, title="Keeps the shape."),
        row(Status.FAILED, "softmax(...)[0, 1] is 0.81, expected 0.54\non a batch of 3 rows", points=3),
        row(Status.BROKEN, "the reference does not pass this check: AssertionError: 0.123", points=4),
        misconception="You normalise the columns.",
    ),
    exercise(row(Status.TIMEOUT, "loss(...) needed more than 10 s", points=1), name="loss"),
    repairs=("cell 'softmax' had lost its metadata; matched by function name",),
)


def test_results_json_has_the_schema_of_the_design() -> None:
    result = graded(
        exercise(row(Status.FAILED, "is 1, expected 2", points=3), row(Status.PASSED), misconception="You sum."),
        repairs=("the file is damaged: 2 cells before the damage were read",),
    )
    check = {"id": "test_rows", "title": "Rows sum to 1.", "hint": "which axis is summed?", "duration_s": 0.0217}
    assert json.loads(report.json_text(result)) == {
        "schema": 1, "assignment": "ch2_maml", "student": "s17",
        "submission_sha256": "a" * 64, "suite_sha256": "b" * 64,
        "seed": 7, "device": "cpu", "environment": ENVIRONMENT,
        "score": 2, "points": 5, "repairs": ["the file is damaged: 2 cells before the damage were read"],
        "exercises": [{
            "name": "softmax", "score": 2, "points": 5,
            "misconception": {"id": "wrong_axis", "text": "You sum."},
            "checks": [
                {**check, "points": 3, "score": 0, "status": "failed", "message": "is 1, expected 2"},
                {**check, "points": 2, "score": 2, "status": "passed", "message": ""},
            ],
        }],
        "written": [],
    }


def test_results_jsonl_has_one_line_for_each_submission(tmp_path: Path) -> None:
    report.write_class([MIXED, graded(exercise(row(Status.PASSED)), student="s18")], tmp_path)
    lines = (tmp_path / "results.jsonl").read_text(encoding="utf-8").split("\n")
    assert lines.pop() == ""
    assert [json.loads(line)["student"] for line in lines] == ["s17", "s18"]


@pytest.mark.parametrize("student", ["Berg, Anna", 'the "best"', "two\nlines", "Zoë", "=1+1"])
def test_csv_keeps_every_name_whole(student: str, tmp_path: Path) -> None:
    report.write_class([graded(exercise(row(Status.PASSED)), student=student)], tmp_path)
    text = (tmp_path / "grades.csv").read_bytes().decode("utf-8")
    assert list(csv.reader(io.StringIO(text, newline=""))) == [
        ["student", "score", "points", "softmax"], [student, "2", "2", "2"],
    ]


def test_page_has_the_score_the_misconception_and_the_repairs() -> None:
    page = Page(MIXED)
    for told in ("Learning to Learn", "ch2_maml", "Feedback for s17", "2 of 6 points", "1 of 3 checks passed",
                 "What we recognised You normalise the columns.", "cell 'softmax' had lost its metadata"):
        assert told in page.text


def test_page_tells_fact_place_and_hint_of_a_failed_check() -> None:
    text = Page(MIXED).text
    told = ["✗ failed 0 of 3 points Rows sum to 1.", "softmax(...)[0, 1] is 0.81, expected 0.54",
            "on a batch of 3 rows", "Hint: which axis is summed?", "✓ passed 2 of 2 points Keeps the shape."]
    assert sorted(told, key=text.index) == told


def test_page_gives_no_hint_for_a_passed_check() -> None:
    assert "which axis" not in Page(graded(exercise(row(Status.PASSED)))).text


@pytest.mark.parametrize(("status", "words"), [
    (Status.PASSED, "passed"), (Status.FAILED, "failed"), (Status.ERROR, "error"),
    (Status.TIMEOUT, "time limit"), (Status.NOT_RUN, "not run"), (Status.BROKEN, "our fault"),
])
def test_page_and_terminal_say_the_status_in_words(status: Status, words: str) -> None:
    result = graded(exercise(row(status, "a message")))
    assert f"{words} " in Page(result).text
    assert f"{words} (" in _printed(result)


def test_page_calls_a_broken_check_our_fault_and_does_not_tell_its_inside() -> None:
    text = Page(graded(exercise(row(Status.PASSED), row(Status.BROKEN, "AssertionError: 0.123")))).text
    assert "! our fault not counted Rows sum to 1." in text
    assert "That is our fault and costs you nothing" in text
    assert "2 of 2 points Every check that counts passed." in text
    assert "0.123" not in text


def test_page_says_one_cause_of_several_checks_once() -> None:
    told = "softmax is not written yet: it raises NotImplementedError"
    text = Page(graded(exercise(*[row(Status.ERROR, told)] * 3))).text
    assert text.count(told) == 1
    assert text.count("✗ error 0 of 2 points") == 3


def test_page_repeats_a_message_of_failed_checks() -> None:
    text = Page(graded(exercise(*[row(Status.FAILED, "is 1, expected 2")] * 3))).text
    assert text.count("is 1, expected 2") == text.count("Hint:") == 3


def test_page_tells_causes_apart_that_differ_in_case() -> None:
    rows = (row(Status.ERROR, f"raised KeyError: {name}") for name in ("W", "w"))
    text = Page(graded(exercise(*rows))).text
    assert "KeyError: W" in text
    assert "KeyError: w" in text


def test_page_of_an_unreadable_file_begins_with_the_reason() -> None:
    reason = "the file is empty"
    result = graded(exercise(*[row(Status.NOT_RUN, reason)] * 2), repairs=(reason,))
    text = Page(result).text
    assert "We could not read your file the file is empty 0 of 4 points No check could run." in text
    assert text.count(reason) == 1


@pytest.mark.parametrize("result", [
    MIXED,
    graded(exercise(row(Status.NOT_RUN, "softmax is not defined")), repairs=("cell 2 was left out",)),
    graded(exercise(row(Status.NOT_RUN, "cell 2 is empty"), row(Status.PASSED)), repairs=("cell 2 is empty",)),
], ids=["some passed", "not defined", "one repair stops one check"])
def test_page_calls_a_readable_file_mended(result: Result) -> None:
    assert "What we mended in your file" in Page(result).text


@pytest.mark.parametrize(("result", "is_praised"), [
    (graded(exercise(row(Status.PASSED))), True),
    (graded(exercise(row(Status.PASSED), row(Status.FAILED, "is 1"))), False),
    (graded(exercise(row(Status.BROKEN, "x"))), False),
    (graded(), False),
], ids=["perfect", "mixed", "all broken", "no exercise"])
def test_page_praises_a_perfect_score_only(result: Result, is_praised: bool) -> None:
    assert ("Every check passed. Beautiful work." in Page(result).text) is is_praised


@pytest.mark.parametrize("result", [
    graded(exercise(row(Status.ERROR, HOSTILE))),
    graded(exercise(row(Status.ERROR, f"raised ValueError\non {HOSTILE}"))),
    graded(exercise(*[row(Status.NOT_RUN, HOSTILE)] * 2)),
    graded(exercise(row(Status.FAILED), misconception=HOSTILE)),
    graded(exercise(row(Status.PASSED)), student=HOSTILE),
    graded(exercise(row(Status.PASSED)), repairs=(HOSTILE,)),
], ids=["fact", "place", "cause", "misconception", "student", "repair"])
def test_page_shows_hostile_text_as_text(result: Result) -> None:
    page = Page(result)
    assert HOSTILE in page.text
    assert not {"script", "img"} & set(page.tags)
    assert not [name for name, _ in page.attributes if name.startswith("on")]


def test_page_does_not_run_a_template_from_a_submission() -> None:
    assert "{{ 7 * 7 }} {% raw %}" in Page(graded(exercise(row(Status.ERROR, "{{ 7 * 7 }} {% raw %}")))).text


def test_page_drops_empty_lines_of_a_message() -> None:
    page = Page(graded(exercise(row(Status.ERROR, "raised ValueError: a" + "\n" * 500 + "b\non a batch"))))
    assert '<p class="fact">raised ValueError: a\nb</p>' in page.source


def test_page_needs_nothing_from_outside() -> None:
    page = Page(MIXED)
    assert not {"script", "link", "img", "iframe"} & set(page.tags)
    assert not page.values("src")
    assert all(value.startswith("#") for value in page.values("href"))
    assert not [word for word in ("http:", "https:", "//", "url(", "@import") if word in page.source]


def test_page_links_lead_to_headings_that_are_there_once() -> None:
    page = Page(MIXED)
    ids = page.values("id")
    assert len(set(ids)) == len(ids)
    assert page.values("href") == ["#exercise-softmax", "#exercise-loss"]
    assert {value.lstrip("#") for value in page.values("href") + page.values("aria-labelledby")} <= set(ids)


def test_page_has_landmarks_language_and_headings_without_gaps() -> None:
    page = Page(MIXED)
    assert page.source.lstrip().startswith("<!doctype html>")
    assert page.values("lang") == ["en"]
    assert [tag for tag in page.tags if tag in ("header", "main", "nav", "footer")] == [
        "header", "main", "nav", "footer"]
    levels = [int(tag[1]) for tag in page.tags if tag in ("h1", "h2", "h3", "h4")]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip([0, *levels], levels, strict=False))


def test_feedback_holds_no_duration() -> None:
    [item] = graded(exercise(row(Status.FAILED, "is 1, expected 2"))).exercises
    slow = tuple(replace(check, verdict=replace(check.verdict, duration_s=9.8765)) for check in item.checks)
    assert Page(graded(item)).source == Page(graded(replace(item, checks=slow))).source


def test_same_result_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = (report.write_result(MIXED, tmp_path / name, "Learning to Learn") for name in "ab")
    assert first != second
    assert first.read_bytes() == second.read_bytes()
    assert first.with_name("results.json").read_bytes() == second.with_name("results.json").read_bytes()


def test_page_says_what_it_was_graded_with() -> None:
    text = Page(MIXED).text
    for told in ("Seed 7", "Device cpu", "torch 2.12.1", f"Your file {'a' * 12}", f"Checks {'b' * 12}"):
        assert f"{told} " in f"{text} "


def test_lone_surrogates_do_not_stop_a_run(tmp_path: Path) -> None:
    result = graded(exercise(row(Status.ERROR, "raised ValueError: \ud800")), student="s\udcff")
    page = report.write_result(result, tmp_path, "Learning to Learn")
    report.write_class([result], tmp_path)
    assert "raised ValueError: ?" in page.read_text(encoding="utf-8")
    assert (tmp_path / "grades.csv").read_text(encoding="utf-8").splitlines()[1] == "s?,0,2,0"


def test_terminal_shows_markup_of_a_submission_as_text() -> None:
    result = graded(exercise(row(Status.ERROR, "raised ValueError: [red]x[/red]\non a batch")))
    printed = _printed(result)
    assert "raised ValueError: [red]x[/red]" in printed
    assert "hint: which axis is summed?" in printed


def test_terminal_shows_every_exercise() -> None:
    printed = _printed(MIXED)
    assert "time limit (0/1) Rows sum to 1." in printed
    assert "softmax(...)" in printed


def test_class_table_names_misconceptions_and_marks_broken_checks() -> None:
    console = Console(file=io.StringIO(), width=100)
    console.print(report.class_table([MIXED, graded(exercise(row(Status.PASSED)), student="[b]")], console))
    printed = console.file.getvalue()
    for told in ("2/5 wrong_axis", "2/6 *", "[b]", "2/2"):
        assert told in printed


def test_a_class_table_that_is_too_wide_becomes_a_list() -> None:
    console = Console(file=io.StringIO(), width=52)
    results = [MIXED, graded(exercise(row(Status.PASSED)), student="zoe")]
    console.print(report.class_table(results, console))
    lines = [[cell.strip() for cell in line.split("│")[1:-1]] for line in console.file.getvalue().splitlines()]
    assert ["zoe", "2/2", "nothing", "", ""] in lines
    assert ["", "", "softmax", "2/5", "wrong_axis"] in [["", "", *cells[2:]] for cells in lines]


def test_a_list_tells_together_what_was_lost_for_one_reason() -> None:
    console = Console(file=io.StringIO(), width=60)
    stub = (row(Status.ERROR, "f is not written yet"), row(Status.ERROR, "f is not written yet"))
    exercises = [exercise(*stub, name=f"exercise_{number}") for number in range(4)]
    questions = [exercise(row(status), name=f"q_{status.value}") for status in (Status.PASSED, Status.FAILED)]
    console.print(report.class_table([graded(exercise(row(Status.PASSED)), *exercises, *questions)], console))
    lines = [[cell.strip() for cell in line.split("│")[3:-1]] for line in console.file.getvalue().splitlines()]
    assert ["4 exercises", "0/16", "not written yet"] in lines
    assert ["questions", "2/4", ""] in lines


def test_checks_that_passed_without_a_word_are_counted() -> None:
    console = Console(file=io.StringIO(), width=100)
    rows = (row(Status.PASSED, title="Adds."), row(Status.FAILED, "is 1", title="Subtracts."), row(Status.PASSED))
    report.print_feedback(graded(exercise(*rows)), console)
    printed = console.file.getvalue()
    assert "✓ 2 of 3 checks passed" in printed
    assert "Subtracts." in printed
    assert "Adds." not in printed


@pytest.mark.parametrize("student", ["s17", "anna.berg@uni.edu", "Anna Berg", "a_b", "x-1+2"])
def test_safe_name_keeps_an_ordinary_name(student: str) -> None:
    assert safe_name(student) == student


@pytest.mark.parametrize("student", [
    "", ".", "..", "../../etc", "/etc/passwd", "a/b", "a\\b", "C:x", "a\0b", "~", "x" * 300, "\udcff", "..\n",
])
def test_safe_name_keeps_results_inside_the_output_folder(student: str, tmp_path: Path) -> None:
    page = report.write_result(graded(exercise(row(Status.PASSED)), student=student), tmp_path, "Course")
    assert page.resolve().parent.parent == tmp_path.resolve()
    assert page.is_file()


def test_safe_name_keeps_distinct_students_apart() -> None:
    students = ["a/b", "a_b", "a\\b", "a?b", " a_b", "a_b.", "", "_", ".", "x" * 101, "x" * 102, "x" * 100]
    assert len({safe_name(student) for student in students}) == len(students)
    imitation = safe_name("a/b")
    assert safe_name(imitation) != imitation


def _printed(result: Result) -> str:
    console = Console(file=io.StringIO(), width=100)
    report.print_feedback(result, console)
    return console.file.getvalue()
