"""nbgrader's settings: all of them come from grader_config.py."""

from pathlib import Path

from autograder.nbgrader_settings import configure

configure(get_config(), Path(__file__).parent)  # noqa: F821 - nbgrader puts it here
