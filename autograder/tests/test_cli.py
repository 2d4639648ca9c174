"""The command line: what it writes, what it says, and its exit code."""

import csv
import io
import json
import re
import shutil
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from autograder import cli
from autograder.course import Assignment
from autograder.tests.conftest import TINY

GOLDEN = Path(__file__).parent / "golden"
STUDENTS = {"anna": "all_right", "bo": "known_mistakes", "cy": "not_json"}
DURATION = re.compile(r'"duration_s": [\d.e-]+')
COMMANDS = ["build", "verify", "grade", "doctor", "check", "export"]
SCREEN_LINES, SCREEN_COLUMNS = 30, 80


@dataclass(frozen=True)
class Ran:
    """The end of one command."""

    code: int
    out: str
    err: str


def run(folder: Path, *arguments: str) -> Ran:
    """Run a command in `folder`, in this process."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.chdir(folder)
        patch.setattr(sys, "argv", ["autograder", *arguments])
        with pytest.raises(SystemExit) as ended:
            cli.main()
    return Ran(ended.value.code or 0, out.getvalue(), err.getvalue())


def without_durations(path: Path) -> str:
    return DURATION.sub("", path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a course with three submissions in nbgrader's tree."""
    root = tmp_path_factory.mktemp("class") / "course"
    shutil.copytree(TINY, root, ignore=shutil.ignore_patterns("__pycache__"))
    for student, case in STUDENTS.items():
        folder = root / "submitted" / student / "tiny"
        folder.mkdir(parents=True)
        shutil.copy(GOLDEN / case / "submission.ipynb", folder / "tiny.ipynb")
    return root


@pytest.fixture(scope="module")
def graded(course: Path) -> Ran:
    return run(course, "grade", "tiny", "--seed", "7")


def test_grading_ends_with_0_whatever_the_score(graded: Ran) -> None:
    assert (graded.code, graded.err.strip()) == (0, "")


def test_grading_shows_the_class(graded: Ran) -> None:
    assert re.search(r"anna .* 12/12", graded.out)
    assert re.search(r"bo .* in_place .* 7/12", graded.out)
    assert re.search(r"cy .* 0/12", graded.out)


def test_grading_writes_results_and_feedback_for_each_student(course: Path, graded: Ran) -> None:
    folder = course / "graded" / "tiny"
    names = [".journal", "anna", "bo", "cy", "grades.csv", "results.jsonl"]
    assert sorted(path.name for path in folder.iterdir()) == names
    for student in STUDENTS:
        assert json.loads((folder / student / "results.json").read_text(encoding="utf-8"))["student"] == student
        assert "<html" in (folder / student / "feedback.html").read_text(encoding="utf-8")


def test_grading_writes_one_line_for_each_student(course: Path, graded: Ran) -> None:
    lines = (course / "graded" / "tiny" / "results.jsonl").read_text(encoding="utf-8").splitlines()
    assert [(row["student"], row["score"]) for row in map(json.loads, lines)] == [("anna", 12), ("bo", 7), ("cy", 0)]


def test_grading_writes_the_grades(course: Path, graded: Ran) -> None:
    with (course / "graded" / "tiny" / "grades.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    assert rows == [
        ["student", "score", "points", "scale", "centre", "draw"],
        ["anna", "12", "12", "4", "5", "3"],
        ["bo", "7", "12", "3", "2", "2"],
        ["cy", "0", "12", "0", "0", "0"],
    ]


def test_one_seed_gives_the_same_results_again(course: Path, graded: Ran, tmp_path: Path) -> None:
    again = run(course, "grade", "tiny", "submitted", "--seed", "7", "--jobs", "1", "--out", str(tmp_path), "--json")
    lines = (tmp_path / "tiny" / "results.jsonl").read_text(encoding="utf-8")
    assert (again.code, again.out, again.err) == (0, lines, "")
    for file in ("results.jsonl", "anna/results.json", "bo/results.json", "cy/results.json"):
        assert without_durations(tmp_path / "tiny" / file) == without_durations(course / "graded" / "tiny" / file)


def test_checking_explains_the_exercises_that_are_named(course: Path, tmp_path: Path) -> None:
    notebook = tmp_path / "tiny_bo.ipynb"
    shutil.copy(GOLDEN / "known_mistakes" / "submission.ipynb", notebook)
    ran = run(course, "check", str(notebook), "scale", "draw", "--seed", "7")
    assert ran.code == 0
    assert "scale  3/4" in ran.out
    assert "draw  2/3" in ran.out
    assert "You multiply x in place" in ran.out
    assert "hint: does an operation with a trailing underscore make a new tensor?" in ran.out
    assert "centre" not in ran.out
    assert "5 of 7 points" in ran.out


def test_verifying_a_sound_course(course: Path) -> None:
    ran = run(course, "verify", "tiny")
    assert ran == Ran(0, "tiny: 3 exercises, 10 checks, 10 wrong and 6 right answers, 1 seed: no complaints\n", "")


def test_verifying_single_exercises(course: Path) -> None:
    ran = run(course, "verify", "tiny", "scale", "--seeds", "2")
    assert ran == Ran(0, "tiny: 1 exercise, 3 checks, 3 wrong and 2 right answers, 2 seeds: no complaints\n", "")


def test_verifying_an_unsound_course(copy: Assignment) -> None:
    copy.solution_path.unlink()
    ran = run(copy.root, "verify")
    assert ran.code == 2
    assert ran.out.splitlines()[0] == f"wrong {copy.solution_path} is stale: run `python -m autograder build tiny`"


def test_building_names_the_files_that_changed(copy: Assignment) -> None:
    copy.solution_path.unlink()
    assert run(copy.root, "build") == Ran(0, "tiny: solutions/tiny.py\n", "")
    assert run(copy.root, "build", "tiny") == Ran(0, "tiny: nothing changed\n", "")


def test_building_from_the_notebook(copy: Assignment) -> None:
    notebook = copy.source_path.read_text(encoding="utf-8")
    copy.source_path.write_text(notebook.replace("## Scaling", "## Stretching"), encoding="utf-8")
    ran = run(copy.root, "build", "tiny", "--from-notebook")
    assert ran == Ran(0, "tiny: source/tiny.py, release/tiny/tiny.ipynb\n", "")


@pytest.mark.parametrize(("arguments", "complaint"), [
    (["build", "tny"], "no assignment 'tny' in {root}/source: there is tiny"),
    (["verify", "tny"], "no assignment 'tny' in {root}/source: there is tiny"),
    (["verify", "tiny", "middle"], "tiny has no exercise 'middle': there is scale, centre, draw"),
    (["grade", "tny"], "no assignment 'tny' in {root}/source: there is tiny"),
    (["grade", "tiny", "late"], "late does not exist: name a notebook, a folder, a module or a zip"),
    (["grade", "tiny", "empty"], "empty holds no submission of tiny: no .ipynb, .py or .zip"),
    (["grade", "tiny"], "{root}/submitted does not exist: name a notebook, a folder, a module or a zip"),
    (["check", "tiny.ipynb"], "tiny.ipynb does not exist: name a notebook, a folder, a module or a zip"),
    (["check", "release/tiny/tiny.ipynb", "middle"], "tiny has no exercise 'middle': there is scale, centre, draw"),
    (["check", "grader_config.py"], "grader_config.py does not tell its assignment: let its name hold one of tiny"),
    (["build", "--from-notebook"], "--from-notebook needs an assignment: python -m autograder build ch2_maml"),
], ids=lambda value: " ".join(value) if isinstance(value, list) else "")
def test_a_wrong_argument_ends_with_2_and_the_repair(
    copy: Assignment, arguments: list[str], complaint: str
) -> None:
    (copy.root / "empty").mkdir()
    ran = run(copy.root, *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error ")
    assert complaint.format(root=copy.root) in ran.err


@pytest.mark.parametrize(("setting", "complaint"), [
    ("JOBS = 0", "JOBS is 0; input should be greater than or equal to 1"),
    ("DEVICE = 'gpu'", "DEVICE is 'gpu'; input should be 'cpu' or 'cuda'"),
    ("COURSE_TITLE = ''", "COURSE_TITLE is ''; string should have at least 1 character"),
    ("TIMEOUT = 3", "TIMEOUT is no setting; allowed are COURSE_ID, COURSE_TITLE, DEVICE"),
    ("JOBS = ", "cannot be run: SyntaxError: invalid syntax"),
], ids=lambda value: value.split(";")[0])
def test_a_wrong_setting_ends_with_2(copy: Assignment, setting: str, complaint: str) -> None:
    path = copy.root / "grader_config.py"
    path.write_text(path.read_text(encoding="utf-8") + f"{setting}\n", encoding="utf-8")
    ran = run(copy.root, "verify")
    assert (ran.code, ran.out) == (2, "")
    assert f"{path}" in ran.err
    assert complaint in ran.err


def test_a_text_that_cannot_be_used_ends_with_2(copy: Assignment) -> None:
    copy.text_path.write_text('# %% gven="setup"\nimport torch\n', encoding="utf-8")
    ran = run(copy.root, "build")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (f"error {copy.text_path}: a cell is marked {{'gven': 'setup'}}; allowed is one of given, "
                       "exercise, check, shared, question, written\n")


@pytest.mark.parametrize("command", ["build", "verify", "grade tiny", "check tiny.ipynb"])
def test_a_folder_without_a_course_ends_with_2(tmp_path: Path, command: str) -> None:
    ran = run(tmp_path, *command.split())
    complaint = f"error no grader_config.py in {tmp_path} or above it: change into the course's folder\n"
    assert ran == Ran(2, "", complaint)


@pytest.mark.parametrize("command", [[], *([command] for command in COMMANDS)], ids=" ".join)
def test_help_fits_on_a_screen(tmp_path: Path, command: list[str]) -> None:
    lines = run(tmp_path, *command, "--help").out.splitlines()
    assert len(lines) <= SCREEN_LINES
    assert max(map(len, lines)) <= SCREEN_COLUMNS


def test_the_module_is_the_command(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-m", "autograder"], cwd=tmp_path, capture_output=True, text=True)
    assert all(command in done.stdout for command in COMMANDS)


def test_the_warm_process_can_be_started_before_torch_is_imported_here() -> None:
    """Importing it takes both sides a second, and they can do it at the same time."""
    code = "import sys\nfrom autograder import cli\nassert cli.for_assignment\nsys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
