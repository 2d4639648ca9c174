"""Whole submissions in, results.json out: each folder of golden/ is one case.

After a deliberate change run `pytest autograder/tests/test_golden.py --regenerate` and read the diff.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from autograder.grading import Grader
from autograder.report import json_text
from autograder.score import to_json
from autograder.submissions import find

FOLDERS = sorted(path.parent for path in Path(__file__).parent.glob("golden/*/submission.*"))
CASES = [pytest.param(folder, id=folder.name) for folder in FOLDERS]
MAX_BYTES = 1 << 20
VARYING = ("submission_sha256", "suite_sha256", "environment", "duration_s")


@pytest.mark.parametrize("case", CASES)
def test_grades_as_it_did(case: Path, tiny_grader: Grader, pytestconfig: pytest.Config) -> None:
    [submission] = find(case.glob("submission.*"), "tiny", MAX_BYTES)
    result = tiny_grader.grade_one(submission)
    golden = case / "results.json"
    if pytestconfig.getoption("--regenerate"):
        golden.write_text(json.dumps(_fixed(to_json(result)), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    assert _fixed(json.loads(json_text(result))) == json.loads(golden.read_text(encoding="utf-8"))


def _fixed(value: Any) -> Any:
    """All but what varies between machines and runs."""
    if isinstance(value, dict):
        return {key: _fixed(item) for key, item in value.items() if key not in VARYING}
    return [_fixed(item) for item in value] if isinstance(value, list) else value
