"""Hidden suites are collected from their folder, or it is said what is wrong with them."""

import sys

import pytest

from autograder import suite
from autograder.course import probe_sources
from autograder.suite import SuiteError

CHECK = '''
from autograder.suite import hint, points

@points(2)
@hint("average")
def test_a(compare):
    """f()
    averages."""
'''


def write(folder, text, name="test_f.py"):
    path = folder / "tests" / "ch1" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path.parent


def load(folder):
    """The suite of f."""
    suites, _ = suite.load(folder, ["f"])
    return suites["f"]


def test_checks_are_collected_in_the_order_of_the_file(tmp_path):
    loaded = load(write(tmp_path, CHECK.replace("test_a", "test_b") + CHECK + "def helper():\n    pass\n"))
    assert [check.id for check in loaded.checks] == ["test_b", "test_a"]
    first = loaded.checks[0]
    assert (first.title, first.points, first.hint) == ("f() averages.", 2, "average")
    assert (loaded.exercise, loaded.points, loaded.is_random) == ("f", 4, False)


def test_a_suite_may_be_random(tmp_path):
    assert load(write(tmp_path, "RANDOM = True\n" + CHECK)).is_random


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", r"test_f\.py has no check: write a function whose name begins with test_"),
        ("test_value = 3\n", "has no check"),
        (CHECK.replace('"""f()\n    averages."""', "pass"), "test_a has no docstring: write the sentence"),
        (CHECK.replace("@points(2)\n", ""), r"test_a has points None: mark it with @points\(n\)"),
        (CHECK.replace("(2)", "(0)"), "has points 0"),
        (CHECK.replace("(2)", "(-1)"), "has points -1"),
        (CHECK.replace("(2)", "(1.5)"), "has points 1.5"),
        (CHECK.replace("(2)", "(True)"), "has points True"),
        (CHECK.replace('@hint("average")\n', ""), r"test_a has no hint: mark it with @hint\('...'\)"),
        (CHECK.replace("compare", "compare, tmp_path"), "asks for tmp_path: a check is given compare and observe"),
        ("import a_module_that_nobody_has\n", r"test_f\.py cannot be imported: ModuleNotFoundError: No module named"),
        ("def test_a(:\n", "cannot be imported: SyntaxError"),
        ("1 / 0\n", "cannot be imported: ZeroDivisionError"),
    ],
    ids=["empty", "no function", "no docstring", "no points", "zero", "negative", "fraction", "boolean", "no hint",
         "fixture", "import", "syntax", "error"],
)
def test_a_suite_that_cannot_be_used_is_refused(tmp_path, text, words):
    with pytest.raises(SuiteError, match=words):
        load(write(tmp_path, text))


def test_a_missing_suite_is_named(tmp_path):
    with pytest.raises(SuiteError, match=r"exercise 'f' has no hidden suite: write .*test_f\.py"):
        load(tmp_path)


PROBE = "import math\n\ndef {name}(solution, draw):\n    return {value}\n\ndef _own():\n    pass\n"


def test_probes_are_known_by_module_and_name(tmp_path):
    write(tmp_path, PROBE.format(name="one", value=1), "probes.py")
    folder = write(tmp_path, PROBE.format(name="two", value=2), "probes_more.py")
    _, found = suite.load(folder, [])
    assert [*found] == ["probing:choice", "probes:one", "probes_more:two"]
    assert [suite.probe_id(probe) for probe in found.values()] == [*found]
    assert set(probe_sources(folder)) == {"probes", "probes_more"}


def test_a_mistake_in_the_probes_is_named(tmp_path):
    with pytest.raises(SuiteError, match=r"probes\.py cannot be imported: NameError: name 'oops'"):
        suite.load(write(tmp_path, "oops\n", "probes.py"), [])


def test_two_courses_can_be_loaded_in_one_process(tmp_path):
    values = []
    for course in ("one", "two"):
        folder = write(tmp_path / course, PROBE.format(name="probe", value=repr(course)), "probes.py")
        write(tmp_path / course, f"from . import probes\n{CHECK}    return probes.probe(None, None)\n")
        values.append(load(folder).checks[0].run(None))
    assert values == ["one", "two"]


def test_an_edited_suite_is_read_anew(tmp_path):
    load(write(tmp_path, CHECK))
    assert load(write(tmp_path, CHECK.replace("average", "sum"))).checks[0].hint == "sum"


def test_loading_leaves_the_import_path_alone(tmp_path):
    before = list(sys.path)
    load(write(tmp_path, CHECK))
    assert sys.path == before


QUESTION = """
from autograder.questions import Question

QUESTIONS = (Question("q_f", right="b", feedback={"a": "no: it leaks", "b": "yes"}),)
"""


def test_a_question_is_a_suite_of_one_check(tmp_path):
    folder = write(tmp_path, QUESTION, "questions.py")
    suites, _ = suite.load(folder, ["q_f"])
    [check] = suites["q_f"].checks
    assert (check.id, check.title, check.points) == ("test_choice", "The choice in q_f is right.", 1)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('right="b"', 'right="c"', "right='c' is none of the letters a, b"),
        ('"a":', '"A":', "the keys of feedback must be two or more lower-case letters"),
        (', "b": "yes"', "", "the keys of feedback must be two or more"),
        ('"yes"', '" "', "choice 'b' has no feedback: say why"),
        ('right="b"', 'points=0, right="b"', "points=0 must be above 0"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(tmp_path, old, new, words):
    with pytest.raises(SuiteError, match=r"questions\.py: question 'q_f': " + words):
        suite.load(write(tmp_path, QUESTION.replace(old, new), "questions.py"), [])
