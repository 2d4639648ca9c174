"""Derive nbgrader's settings from grader_config.py: what nbgrader_config.py calls."""

import os
import sys
from pathlib import Path
from typing import Any

from autograder import config

STEPS = "autograder.nbgrader_steps"
PLUGINS = "autograder.nbgrader_plugins"
NBGRADER = "nbgrader.preprocessors"


def configure(c: Any, root: Path) -> None:
    """Set what nbgrader needs to know; classes by name, so that only the command that needs one imports it."""
    settings = config.load(root / "grader_config.py")
    c.CourseDirectory.root = str(root.resolve())
    c.CourseDirectory.course_id = settings.course_id
    c.CourseDirectory.db_url = settings.database(root)
    c.CourseDirectory.submitted_directory = settings.submitted_directory
    c.CourseDirectory.ignore = settings.ignored_files
    if settings.exchange_directory:
        c.Exchange.root = str(root / settings.exchange_directory)
    c.CourseLatePolicy.policy = settings.late_policy.model_dump()
    c.AssignLatePenalties.plugin_class = f"{PLUGINS}.CourseLatePolicy"
    c.Autograde.exporter_class = f"{STEPS}.CourseExporter"
    c.Autograde.sanitize_preprocessors = [f"{STEPS}.Restore", f"{NBGRADER}.CheckCellMetadata"]
    c.Autograde.autograde_preprocessors = [
        f"{STEPS}.GradeInSandbox", f"{NBGRADER}.AssignLatePenalties", f"{NBGRADER}.CheckCellMetadata"]
    # a penalty is a share of the score, which a person may have changed since
    c.GenerateFeedback.preprocessors = [
        f"{NBGRADER}.AssignLatePenalties", f"{NBGRADER}.GetGrades", "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor"]
    c.HTMLExporter.preprocessors = [f"{PLUGINS}.ShowRubric"]
    c.ShowRubric.root = str(root.resolve())
    find_alembic()


def find_alembic() -> None:
    """nbgrader calls `alembic` by name, which lies beside the interpreter."""
    beside, path = str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)
    if beside not in path.split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([beside, path])
