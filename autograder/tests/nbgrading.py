"""What the tests around nbgrader share: a course with all that it can hold, students' work, nbgrader's commands."""

import io
import logging
import os
import shutil
import subprocess
import sys
from contextlib import redirect_stdout
from pathlib import Path

import nbformat
import pytest
from jupyter_core.application import NoStart
from nbgrader.apps import NbGraderApp
from nbgrader.validator import Validator

from autograder import build
from autograder.course import Assignment, Course
from autograder.tests.conftest import TINY
from autograder.tests.places import ROOT

WRITTEN = '''
# %% question="q_mean"
# Write the letter of your choice: "a" or "b".
### BEGIN SOLUTION
q_mean = "b"
### END SOLUTION

# %% [markdown]
# ## In your own words

# %% [markdown] written="w_why" points=4
# Why is the mean subtracted?
#
# ### BEGIN SOLUTION
# Mark scheme: 4 points for the word origin.
# ### END SOLUTION
'''
QUESTIONS = '''
from autograder.questions import Question

QUESTIONS = (Question("q_mean", right="b", feedback={"a": "A median is another thing.", "b": "It is the balance."}),)
'''
SETTINGS = '''
DUE_DATES = {"tiny": "2026-10-01 12:00"}
LATE_POLICY = {"percent_per_day": 10, "cap_percent": 50, "grace_minutes": 15}
EXCHANGE_DIRECTORY = "exchange"
'''
IN_TIME, LATE = "2026-10-01 12:10:00.000000 UTC", "2026-10-02 12:00:00.000000 UTC"
RIGHT = {
    "scale": "def scale(x, factor):\n    return x * factor\n",
    "centre": "def centre(x):\n    if len(x) < 2:\n        raise ValueError('too few')\n    return x - x.mean(dim=0)\n",
    "draw": "def draw(n, generator):\n    return torch.rand(n, generator=generator)\n",
    "q_mean": 'q_mean = "b"\n',
    "w_why": "Because the origin is where a line without bias goes through.",
}
IN_PLACE = {"scale": "def scale(x, factor):\n    return x.mul_(factor)\n"}  # loses one point of four


def make_course(root: Path, settings: str = SETTINGS) -> Assignment:
    """The tiny course with a question, a written question, and `draw` as a bonus; nbgrader is set up."""
    shutil.copytree(TINY, root, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "nbgrader_config.py", root)
    with (root / "grader_config.py").open("a") as file:
        file.write(settings)
    assignment = Course(root).assignment("tiny")
    (assignment.tests_path / "questions.py").write_text(QUESTIONS)
    text = assignment.text_path.read_text(encoding="utf-8")
    text = text.replace('# %% check="draw"', '# %% check="draw" bonus=true')
    assignment.text_path.write_text(text + WRITTEN, encoding="utf-8")
    build.build(assignment)
    return Course(root).assignment("tiny")


def notebook(assignment: Assignment, answers: dict[str, str]) -> bytes:
    """The released notebook with these answers in their cells."""
    released = nbformat.read(assignment.release_path, as_version=4)
    for cell in released.cells:
        cell.source = answers.get(cell.id, cell.source)
    return nbformat.writes(released).encode()


def hand_in(assignment: Assignment, student: str, data: bytes | dict[str, str], at: str = IN_TIME) -> Path:
    """Put a student's work where nbgrader collects it."""
    folder = assignment.root / "submitted" / student / assignment.name
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{assignment.name}.ipynb"
    path.write_bytes(notebook(assignment, data) if isinstance(data, dict) else data)
    (folder / "timestamp.txt").write_text(at)
    return path


def environment(home: Path) -> dict[str, str]:
    """Nothing of the user's Jupyter settings; the commands of this interpreter are found."""
    folders = {f"JUPYTER_{kind}_DIR": str(home / kind.lower()) for kind in ("CONFIG", "DATA", "RUNTIME")}
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    return {**os.environ, **folders, "HOME": str(home), "IPYTHONDIR": str(home / "ipython"), "PATH": path}


def nbgrader(root: Path, *arguments: str, expected: int = 0) -> str:
    """Run an nbgrader command in a course's folder, in this process as nbgrader's own tests do; what it said."""
    app, out, log = NbGraderApp.instance(), io.StringIO(), io.StringIO()
    home = root.parent / "home"
    home.mkdir(exist_ok=True)
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out):
        patch.chdir(root)
        patch.setattr(Validator, "stream", out)  # it has kept the one of its import
        patch.setenv("NBGRADER_EXECUTION", "")  # to be put back: nbgrader forgets it when a command fails
        for name, value in environment(home).items():
            patch.setenv(name, value)
        try:
            app.initialize(list(arguments))
            app.init_logging(logging.StreamHandler, [log], color=False, subapps=True)
            app.start()
            code = 0
        except NoStart:
            code = 0
        except SystemExit as ended:
            code = ended.code
        finally:
            app.reset()
    assert code == expected, log.getvalue()
    return out.getvalue() + log.getvalue()


def nbgrader_command(root: Path, *arguments: str, expected: int = 0) -> str:
    """The same in a process of its own."""
    home = root.parent / "home"
    home.mkdir(exist_ok=True)
    done = subprocess.run([sys.executable, "-m", "nbgrader", *arguments], cwd=root, env=environment(home),
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    assert done.returncode == expected, done.stdout
    return done.stdout
