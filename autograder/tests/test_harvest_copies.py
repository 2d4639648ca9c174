"""Of several definitions of an exercise one counts."""


import pytest

from autograder.course import Assignment
from autograder.harvest import harvest
from autograder.tests.harvesting import STUB, notebook, run, value

# copies

def test_the_last_copy_counts(course: Assignment) -> None:
    harvested = harvest(notebook("def f(x): return 0", "def f(x): return 2 * x"), course)
    assert value(harvested) == 4
    assert "f is defined 2 times; the last one that is written was graded" in harvested.repairs


@pytest.mark.parametrize("empty", [STUB, "def f(x): pass", "def f(x): ...", 'def f(x):\n    "doc"'],
                         ids=["stub", "pass", "ellipsis", "docstring"])
@pytest.mark.parametrize("written", ["def f(x): return 2 * x", "f = lambda x: 2 * x"], ids=["def", "lambda"])
def test_an_empty_copy_does_not_count(course: Assignment, empty: str, written: str) -> None:
    for cells in ((written, empty), (empty, written)):
        assert value(harvest(notebook(*cells), course)) == 4


def test_a_copy_below_the_checks_does_not_count(course: Assignment) -> None:
    cells = (("f", "def f(x): return 2 * x"), ("check_f", "assert f(1)"), ("f", "def f(x): return 0"))
    harvested = harvest(notebook(*cells), course)
    assert value(harvested) == 4
    assert harvested.repairs == ("f is defined 2 times; the last one above its checks that is written was graded",)


def test_a_copy_below_the_checks_counts_when_the_one_above_is_empty(course: Assignment) -> None:
    cells = (("f", STUB), ("check_f", "assert f(1)"), "def f(x): return 2 * x")
    assert value(harvest(notebook(*cells), course)) == 4


RESULTS = [
    "f = f(3)", "f = [f(i) for i in range(3)]", "f = {f(i) for i in range(3)}", "f = {i: f(i) for i in range(3)}",
    "f = [[f(i)] for _ in 'ab' for i in range(3)]", "f = 0.5", "f = max(1, 2)", "for f in range(3): pass", "f += 1",
]


@pytest.mark.parametrize("result", RESULTS)
@pytest.mark.parametrize("below", [(), (("check_f", "assert f(1)"),)], ids=["nowhere", "checks"])
def test_a_result_of_the_same_name_does_not_replace_the_exercise(
    course: Assignment, result: str, below: tuple[tuple[str, str], ...]
) -> None:
    assert value(harvest(notebook(("f", "def f(x): return 2 * x"), *below, result), course)) == 4


@pytest.mark.parametrize("text", ["[f for f in 'ab']", "a = {f for f in 'ab'}", "a = {f: f for f in 'ab'}",
                                  "a = {1: [f for f in 'ab']}", "a = sum(f for f in range(3))"])
def test_the_variable_of_a_comprehension_is_its_own(course: Assignment, text: str) -> None:
    harvested = harvest(notebook(("f", "def f(x): return 2 * x"), text), course)
    assert value(harvested) == 4
    assert [cell.text for cell in harvested.cells] == ["def f(x): return 2 * x"]


@pytest.mark.parametrize("text", ["a = [scale for _ in 'a']", "a = {0: scale for _ in 'a'}"])
def test_what_a_comprehension_reads_is_needed(course: Assignment, text: str) -> None:
    assert value(harvest(notebook("scale = 2", text, ("f", "def f(x): return x * a[0]")), course)) == 4


@pytest.mark.parametrize("text", ["def f(x): return 0", "f = lambda x: 0", "f = (lambda old: lambda x: 0)(f)"])
def test_experiments_below_the_checks_do_not_count(course: Assignment, text: str) -> None:
    cells = (("f", "def f(x): return 2 * x"), ("check_f", "assert f(1)"), text)
    assert value(harvest(notebook(*cells), course)) == 4


@pytest.mark.parametrize("text", ["f = Doubler.apply", "f = twice", "f = lambda x: twice(x)",
                                  "if True:\n    f = twice"])
def test_an_alias_is_a_definition(course: Assignment, text: str) -> None:
    first = "def twice(x): return 2 * x\nclass Doubler:\n    apply = twice\ndef f(x): return 0"
    assert value(harvest(notebook(first, text), course)) == 4


def test_a_copy_may_use_the_one_above(course: Assignment) -> None:
    cells = ("def f(x): return x", "old = f", "def f(x): return 2 * old(x)")
    assert value(harvest(notebook(*cells), course)) == 4


def test_an_import_is_no_copy(course: Assignment) -> None:
    """The module was written by a magic, which does not run here."""
    cells = ("%%writefile my_answers.py\ndef f(x): return 2 * x", "from my_answers import f")
    namespace, errors = run(harvest(notebook(*cells), course))
    assert (namespace["f"](2), len(errors)) == (4, 1)


def test_only_a_stub(course: Assignment) -> None:
    harvested = harvest(notebook(("f", STUB)), course)
    assert harvested.repairs == ()
    with pytest.raises(NotImplementedError):
        value(harvested)


def test_a_wrapper_of_a_copy_that_does_not_count_does_not_count(course: Assignment) -> None:
    cells = ("def f(x): return 0", "f = (lambda old: lambda x: -old(x))(f)", "def f(x): return 2 * x", STUB)
    assert value(harvest(notebook(*cells), course)) == 4
