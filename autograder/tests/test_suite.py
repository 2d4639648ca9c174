"""Hidden suites are collected from their folder, or it is said what is wrong with them."""

import sys

import pytest

from autograder import suite
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


def test_checks_are_collected_in_the_order_of_the_file(tmp_path):
    loaded = suite.load(write(tmp_path, CHECK.replace("test_a", "test_b") + CHECK + "def helper():\n    pass\n"), "f")
    assert [check.id for check in loaded.checks] == ["test_b", "test_a"]
    first = loaded.checks[0]
    assert (first.title, first.points, first.hint) == ("f() averages.", 2, "average")
    assert (loaded.exercise, loaded.points, loaded.is_random) == ("f", 4, False)


def test_a_suite_may_be_random(tmp_path):
    assert suite.load(write(tmp_path, "RANDOM = True\n" + CHECK), "f").is_random


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
        suite.load(write(tmp_path, text), "f")


def test_a_missing_suite_is_named(tmp_path):
    with pytest.raises(SuiteError, match=r"exercise 'f' has no hidden suite: write .*test_f\.py"):
        suite.load(tmp_path, "f")


PROBE = "import math\n\ndef {name}(solution, draw):\n    return {value}\n\ndef _own():\n    pass\n"


def test_probes_are_known_by_module_and_name(tmp_path):
    write(tmp_path, PROBE.format(name="one", value=1), "probes.py")
    folder = write(tmp_path, PROBE.format(name="two", value=2), "probes_more.py")
    found = suite.load_probes(folder)
    assert [*found] == ["probes:one", "probes_more:two"]
    assert [suite.probe_id(probe) for probe in found.values()] == [*found]
    assert set(suite.probe_sources(folder)) == {"probes", "probes_more"}


def test_a_mistake_in_the_probes_is_named(tmp_path):
    with pytest.raises(SuiteError, match=r"probes\.py cannot be imported: NameError: name 'oops'"):
        suite.load_probes(write(tmp_path, "oops\n", "probes.py"))


def test_two_courses_can_be_loaded_in_one_process(tmp_path):
    values = []
    for course in ("one", "two"):
        folder = write(tmp_path / course, PROBE.format(name="probe", value=repr(course)), "probes.py")
        write(tmp_path / course, f"from . import probes\n{CHECK}    return probes.probe(None, None)\n")
        values.append(suite.load(folder, "f").checks[0].run(None))
    assert values == ["one", "two"]


def test_an_edited_suite_is_read_anew(tmp_path):
    suite.load(write(tmp_path, CHECK), "f")
    assert suite.load(write(tmp_path, CHECK.replace("average", "sum")), "f").checks[0].hint == "sum"


def test_loading_leaves_the_import_path_alone(tmp_path):
    before = list(sys.path)
    suite.load(write(tmp_path, CHECK), "f")
    assert sys.path == before
