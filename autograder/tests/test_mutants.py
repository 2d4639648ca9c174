"""A solution is changed in one place at a time; the changes that a suite does not notice are found."""

import ast

import pytest

from autograder.course import Assignment
from autograder.grading import Grader
from autograder.judge import Run
from autograder.mutants import of, survivors
from autograder.tests.conftest import LIMITS

SOURCE = '''
def f(x, n):
    """Say so."""
    total = x.clone().sum(dim=1)
    if n > 2 and total:
        total = total - n
    return total
'''


@pytest.mark.parametrize("changed", [
    "x.sum(dim=1)", "x.clone().sum()", "x.clone().sum(dim=2)", "n >= 2", "n > 3", "n > 2 or total", "total + n",
    "    pass\n    return total",
], ids=repr)
def test_each_part_is_changed_by_itself(changed: str) -> None:
    assert sum(changed in mutant.source for mutant in of(SOURCE)) >= 1


def test_mutants_differ_from_the_solution_and_from_each_other() -> None:
    sources = [mutant.source for mutant in of(SOURCE)]
    assert len(set(sources)) == len(sources) > 20
    assert ast.unparse(ast.parse(SOURCE.replace('    """Say so."""\n', ""))) not in sources
    for source in sources:
        compile(source, "mutant", "exec")


def test_a_change_is_told_by_its_lines() -> None:
    [mutant] = [item for item in of("def f(x):\n    return x + 1") if item.source.endswith("x - 1")]
    assert mutant.change == "-    return x + 1\n+    return x - 1"


def test_what_a_suite_does_not_notice_is_found(copy: Assignment) -> None:
    suite = copy.tests_path / "test_centre.py"
    suite.write_text(suite.read_text().replace("def test_refuses_a_single_row", "def no_test"))
    with Grader(copy, LIMITS, Run(1)) as grader:
        total, alive = survivors(grader, "centre", jobs=2)
    assert 3 <= len(alive) < total
    assert all("row_count" in item.change or "raise" in item.change for item in alive)


def test_a_good_suite_notices_all(tiny_grader: Grader) -> None:
    total, alive = survivors(tiny_grader, "centre", jobs=2)
    assert total > 20
    assert alive == []
