"""grader_config.py is validated when it is loaded."""

import pytest

from autograder import config
from autograder.config import ConfigError, GraderConfig
from autograder.sandbox.limits import Limits
from autograder.tests.places import ROOT

SMALLEST = 'COURSE_ID = "l2l"\nCOURSE_TITLE = "Learning"\n'


def load(folder, text):
    path = folder / "grader_config.py"
    path.write_text(text)
    return config.load(path)


def test_the_course_s_own_settings_load():
    assert config.load(ROOT / "grader_config.py").course_id == "learning_to_learn"


def test_there_are_at_most_twenty_keys():
    assert len(GraderConfig.model_fields) <= 20


def test_two_keys_are_enough(tmp_path):
    loaded = load(tmp_path, SMALLEST)
    assert (loaded.course_id, loaded.device, loaded.seed) == ("l2l", "cpu", None)
    assert loaded.limits == Limits(check_timeout_s=10.0, submission_timeout_s=120.0, memory_mb=2048)


def test_small_letters_are_the_file_s_own(tmp_path):
    assert load(tmp_path, SMALLEST + "n = 2\nJOBS = 2 * n\n").jobs == 4


def test_whole_seconds_are_seconds(tmp_path):
    assert load(tmp_path, SMALLEST + "CHECK_TIMEOUT_S = 3\n").check_timeout_s == 3.0


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("COURSE_ID = 'a b'", "COURSE_ID is 'a b'; string should match pattern"),
        ("COURSE_ID = 'a\\n'", r"COURSE_ID is 'a\n'; string should match pattern"),
        ("COURSE_ID = 3", "COURSE_ID is 3; input should be a valid string"),
        ("COURSE_TITLE = ''", "COURSE_TITLE is ''; string should have at least 1 character"),
        ("DEVICE = 'gpu'", "DEVICE is 'gpu'; input should be 'cpu' or 'cuda'"),
        ("JOBS = 0", "JOBS is 0; input should be greater than or equal to 1"),
        ("JOBS = 257", "JOBS is 257; input should be less than or equal to 256"),
        ("JOBS = 1.5", "JOBS is 1.5; input should be a valid integer"),
        ("JOBS = True", "JOBS is True; input should be a valid integer"),
        ("JOBS = '2'", "JOBS is '2'; input should be a valid integer"),
        ("SEED = -1", "SEED is -1; input should be greater than or equal to 0"),
        ("SEED = 2**31", "SEED is 2147483648; input should be less than 2147483648"),
        ("CHECK_TIMEOUT_S = 0", "CHECK_TIMEOUT_S is 0.0; input should be greater than 0"),
        ("CHECK_TIMEOUT_S = float('nan')", "CHECK_TIMEOUT_S is nan; input should be"),
        ("CHECK_TIMEOUT_S = float('inf')", "CHECK_TIMEOUT_S is inf; input should be less than or equal to 86400"),
        ("CHECK_TIMEOUT_S = True", "CHECK_TIMEOUT_S is True; input should be a valid number"),
        ("SUBMISSION_TIMEOUT_S = -1", "SUBMISSION_TIMEOUT_S is -1.0; input should be greater than 0"),
        ("SUBMISSION_TIMEOUT_S = 10**9", "SUBMISSION_TIMEOUT_S is 1000000000.0; input should be less than"),
        ("MEMORY_MB = 63", "MEMORY_MB is 63; input should be greater than or equal to 64"),
        ("MEMORY_MB = 2**40", "MEMORY_MB is 1099511627776; input should be less than or equal to 1048576"),
        ("MAX_FILE_MB = 0", "MAX_FILE_MB is 0; input should be greater than or equal to 1"),
        ("MAX_FILE_MB = 2**20", "MAX_FILE_MB is 1048576; input should be less than or equal to 1024"),
        ("SUBMITTED_DIRECTORY = ''", "SUBMITTED_DIRECTORY is ''; string should have at least 1 character"),
        ("OUTPUT_DIRECTORY = None", "OUTPUT_DIRECTORY is None; input should be a valid string"),
        ("DB_URL = 'gradebook.db'", "DB_URL is 'gradebook.db'; string should match pattern"),
        ("EXCHANGE_DIRECTORY = 3", "EXCHANGE_DIRECTORY is 3; input should be a valid string"),
        ("IGNORED_FILES = '*.pyc'", "IGNORED_FILES is '*.pyc'; input should be a valid list"),
        ("DUE_DATES = {'a': 'soon'}", "write '2026-10-01 12:00' for a, in UTC or with its zone"),
        ("LATE_POLICY = {'percent': 10}", "LATE_POLICY.PERCENT is no setting"),
        ("LATE_POLICY = {'cap_percent': 101}", "LATE_POLICY.CAP_PERCENT is 101; input should be less than or equal to"),
        ("CHECK_TIMEOUT = 3", "CHECK_TIMEOUT is no setting; allowed are COURSE_ID, COURSE_TITLE, DEVICE, JOBS, SEED"),
    ],
    ids=lambda item: item if " = " in item else "",
)
def test_a_wrong_value_is_refused_with_key_value_and_what_is_allowed(tmp_path, line, words):
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, SMALLEST + line + "\n")
    assert words in str(caught.value)
    assert str(tmp_path / "grader_config.py") in str(caught.value)


def test_the_gradebook_is_a_file_of_the_course(tmp_path):
    assert load(tmp_path, SMALLEST).database(tmp_path) == f"sqlite:///{tmp_path}/gradebook.db"
    assert load(tmp_path, SMALLEST + "DB_URL = 'postgresql://x/y'\n").database(tmp_path) == "postgresql://x/y"


def test_every_wrong_value_is_told(tmp_path):
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, "COURSE_ID = 'l2l'\nJOBS = 0\nSEED = -1\n")
    assert len(str(caught.value).splitlines()) == 3
    assert "COURSE_TITLE is missing" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [("1 / 0\n", "cannot be run: ZeroDivisionError"), ("COURSE_ID = (\n", "cannot be run: SyntaxError")],
    ids=["error", "syntax"],
)
def test_a_file_that_does_not_run_is_refused(tmp_path, text, words):
    with pytest.raises(ConfigError, match=words):
        load(tmp_path, text)


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(ConfigError, match=r"grader_config\.py cannot be run: FileNotFoundError"):
        config.load(tmp_path / "grader_config.py")
