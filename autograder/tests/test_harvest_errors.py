"""Errors, magics and long cells: what can run runs, on the student's own line numbers."""

import traceback

import pytest

from autograder.course import Assignment
from autograder.harvest import MAX_BYTES, MAX_REPAIRS, Problem, harvest
from autograder.notebook import Notebook, StudentCell, Unreadable
from autograder.tests.harvesting import notebook, run, value

# errors

def test_a_statement_that_raises_does_not_end_its_cell(course: Assignment) -> None:
    cells = "import no_such_module\nby = 2\nhelp = no_such_module.f\ndef f(x):\n    return by * x if by else help"
    namespace, errors = run(harvest(notebook(("f", cells)), course))
    assert namespace["f"](2) == 4
    assert len(errors) == 2


BROKEN = {
    "demo below": "def f(x): return 2 * x\nprint f(3)",
    "demo above": "x = = 3\ndef f(x): return 2 * x",
    "bracket above": "x = (1, 2\ndef f(x): return 2 * x",
    "bracket below": "def f(x): return 2 * x\nprint(f(1)",
    "string above": "x = 'a\ndef f(x): return 2 * x",
    "text": "Here I define f:\ndef f(x): return 2 * x\n...and done!",
    "other function": "def g2(x) return x\n\ndef f(x): return 2 * x",
    "decorated": "twice = lambda g: lambda x: 2 * g(x)\n@twice\n# once\ndef f(x): return x\nprint f",
    "two decorators": "same = lambda g: g\ntwice = lambda g: lambda x: 2 * g(x)\n@same\n@twice\ndef f(x): return x\n)",
    "whole cell indented": "    by = 2\n    print by\n    def f(x): return by * x",
    "decorator over lines": "import functools\n@functools.lru_cache(\nmaxsize=1\n)\ndef f(x): return 2 * x\n)",
    "string at the margin": 'def f(x):\n    """Double\nx = (\n    """\n    return 2 * x\nprint f',
    "brackets at the margin": "by = max(\n1,\n2,\n)\ndef f(x): return by * x\nprint by",
    "commented out with quotes": '"""\ndef f(x): return 0\n"""\ndef f(x): return 2 * x\nprint f',
    "else at the margin": "if 0:\n    pass\nelse:\n    def f(x): return 2 * x\nprint f",
    "branches": "try:\n    by = 1/0\nexcept Exception:\n    by = 2\nfinally:\n    pass\ndef f(x): return by * x\n(",
    "async": "async def g2(): pass\ndef f(x): return 2 * x\nprint f",
    "two functions with one name": "def f(x, x): return 0\ndef f(x): return 2 * x",
    "too deep": "y = " + "(" * 10_000 + "\ndef f(x): return 2 * x",
    "too deep without brackets": "y = " + "-" * 100_000 + "1\ndef f(x): return 2 * x",
    "too long a chain": "y = z" + ".z" * 10_000 + "\ndef f(x): return 2 * x",
    "too many digits": "y = " + "9" * 10_000 + "\ndef f(x): return 2 * x",
    "half a character": "y = '\ud800'\ndef f(x): return 2 * x",
    "too many blocks": "if:\n" * 2_000 + "def f(x): return 2 * x",
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_a_syntax_error_costs_only_its_block(course: Assignment, text: str) -> None:
    harvested = harvest(notebook(text), course)
    assert value(harvested) == 4
    assert harvested.repairs[0].startswith("a syntax error was left out (line ")
    assert len(harvested.repairs) <= MAX_REPAIRS + 1


UNSOUND = {
    "bracket": ("def f(x):\n    return (x", "line 2 of cell f: '(' was never closed"),
    "break": ("def f(x):\n    break", "line 2 of cell f: 'break' outside loop"),
    "await": ("def f(x):\n    return await x", "line 2 of cell f: 'await' outside async function"),
    "indented": ("def f(x):\nreturn x", "line 1 of cell f: expected an indented block after function definition "
                 "on line 1"),
    "arguments": ("\n\ndef f(x, x): pass", "line 3 of cell f: duplicate argument 'x' in function definition"),
    "deep": (f"def f(x):\n    return {'-' * 100_000}x", "line 1 of cell f: too deeply nested"),
    "half a character": ("def f(x):\n    return '\udfff'", "line 1 of cell f: not a character"),
    "other statement of the cell": ("F = (", "line 1 of cell f: '(' was never closed"),
}


@pytest.mark.parametrize(("text", "place"), UNSOUND.values(), ids=UNSOUND)
def test_a_syntax_error_in_the_exercise_is_its_problem(course: Assignment, text: str, place: str) -> None:
    harvested = harvest(notebook(("f", text), ("g", "def g(x): return x")), course)
    assert harvested.problems == {"f": Problem(f"the cell cannot run: SyntaxError in {place}", True)}
    assert harvested.repairs == (f"a syntax error was left out ({place})",)


@pytest.mark.parametrize(("cells", "text"), [
    ([], "f is not defined in the notebook"),
    ([("f", "")], "f is not defined in the notebook"),
    ([("f", "def F(x):\n    def h(): pass")], "f is not defined in the notebook (its cell defines F, h)"),
    ([("f", "class C:\n    def m(self): pass")], "f is not defined in the notebook (its cell defines m)"),
    ([("f", "def outer():\n    def f(x): pass")], "f is not defined in the notebook (its cell defines outer, f)"),
    ([("f", "%%bash\ndef f(x): return x")], "f is not defined in the notebook (its cell defines f)"),
], ids=["deleted", "emptied", "renamed", "method", "nested", "other language"])
def test_a_missing_exercise_is_told(course: Assignment, cells: list[tuple[str, str]], text: str) -> None:
    assert harvest(notebook(*cells, "def g(x): return x"), course).problems == {"f": Problem(text)}


def test_a_star_import_may_define_an_exercise(course: Assignment) -> None:
    assert harvest(notebook("from my_solutions import *"), course).problems == {}


def test_a_star_import_does_not_hide_a_syntax_error(course: Assignment) -> None:
    cells = ("from math import *", ("f", "def f(x): return ("), ("g", "def g(x): return x"))
    assert list(harvest(notebook(*cells), course).problems) == ["f"]


def test_messages_end_somewhere(course: Assignment) -> None:
    long = "x" * 5_000
    harvested = harvest(notebook(("f", f"def {long}(y): pass"), f"def g({long}, {long}): pass"), course)
    assert all(len(text) < 400 for text in harvested.repairs)
    assert all(len(problem.text) < 400 for problem in harvested.problems.values())


def test_repairs_end_somewhere(course: Assignment) -> None:
    harvested = harvest(notebook(*["x = ="] * 40), course)
    assert harvested.repairs[MAX_REPAIRS:] == ("and 10 more repairs",)


# magics

MAGICS = {
    "matplotlib": "%matplotlib inline\ndef f(x): return 2 * x",
    "indented magic": "  %matplotlib inline\ndef f(x): return 2 * x",
    "timed cell": "%%time\ndef f(x): return 2 * x",
    "timed cell after a comment": "# faster\n\n%%timeit -n 1 x = 3\ndef f(x): return 2 * x",
    "captured cell": "%%capture out\ndef f(x): return 2 * x",
    "written to a module": "%%writefile f.py\ndef f(x): return 2 * x",
    "shell": "!pip install torch\ndef f(x): return 2 * x",
    "shell over lines": "!pip install torch \\\n    torchvision \\\n--quiet on\ndef f(x): return 2 * x",
    "shell with quotes": "!echo it's (\n!echo '''\ndef f(x): return 2 * x",
    "captured shell": "files = !ls\ndirectory, = %pwd\ndef f(x): return 2 * x",
    "help": "?len\nlen?\ntorch.nn.*Conv??\ndef f(x): return 2 * x",
    "autocall": "/print 3\n,print a b\n;print a b\ndef f(x): return 2 * x",
    "timed line": "%time by = 2\ndef f(x): return by * x",
    "inside": "def f(x):\n    !ls\n    %time y = 2 * x\n    y?\n    return y",
    "alone in a branch": "if True:\n    !pip install torch\n\ndef f(x): return 2 * x",
    "continued sum": "by = (5\n% 3)\n%matplotlib inline\ndef f(x): return by * x",
    "continued sum inside": "def f(x):\n    %time pass\n    return (x * 2\n        % 99)",
    "in a string": 'text = """\n%matplotlib inline\n!ls\n"""\n%pylab\ndef f(x): return 2 * x if "!ls" in text else 0',
    "in a string inside": 'def f(x):\n    """\n%matplotlib inline\n    """\n    %pylab\n    return 2 * x',
    "prompts": ">>> def f(x):\n...     return 2 * x\n...\n>>> f(3)",
    "whole cell indented": "    by = 2\n\n    def f(x):\n        return by * x",
    "exported call": "get_ipython().run_line_magic('matplotlib', 'inline')\ndef f(x): return 2 * x",
    "colab": """
        try:
            import google.colab
            !pip install learn2learn
            IN_COLAB = True
        except ImportError:
            IN_COLAB = False
        def f(x): return 2 * x if not IN_COLAB else 0""",
}


@pytest.mark.parametrize("text", MAGICS.values(), ids=MAGICS)
def test_magics_are_dropped_without_a_word(course: Assignment, text: str) -> None:
    harvested = harvest(notebook(("f", text)), course)
    assert value(harvested) == 4
    assert harvested.repairs == ()


@pytest.mark.parametrize("magic", ["%%bash", "%%html", "%%HTML", "%%javascript", "%%latex", "%%script false", "%%!",
                                   "%%writefile notes.txt"])
def test_cells_in_other_languages_are_dropped_without_a_word(course: Assignment, magic: str) -> None:
    harvested = harvest(notebook("def f(x): return 2 * x", f"\n{magic}\nif [ x ]; then (:"), course)
    assert value(harvested) == 4
    assert harvested.repairs == ("cell 'f' had lost its metadata; matched by function name",)


def test_invisible_characters_are_removed(course: Assignment) -> None:
    harvested = harvest(notebook(("f", "def f(x):\n\xa0   return\u200b 2 *\xa0x\0\ufeff")), course)
    assert value(harvested) == 4
    assert harvested.repairs == ("invisible characters were removed from cell f",)


def test_invisible_characters_in_a_string_stay(course: Assignment) -> None:
    assert value(harvest(notebook(("f", "def f(x): return '\xa0'")), course)) == "\xa0"


# line numbers

LINES = {
    "def": "def f(x):\n    y = 1\n    raise KeyError",
    "blank lines and comments": "\n\n# why\ndef f(x):\n    raise KeyError",
    "below other statements": "import os\nprint(1)\nx = 1; y = 2\ndef f(x):\n    raise KeyError",
    "decorated": "import functools\n\n@functools.cache\n@functools.cache\ndef f(x):\n    raise KeyError",
    "below a magic": "%matplotlib inline\n!pip install \\\n   torch\n%%time\ndef f(x):\n    raise KeyError",
    "below a syntax error": "x = =\n\ny = 'a\ndef f(x):\n    raise KeyError",
    "below a string": 'y = """\nraise\n\n"""\ndef f(x):\n    raise KeyError',
    "below other line ends": "y = '''\x0c\x1c\u2028\x85'''\r\n\r\ndef f(x):\r\n    raise KeyError",
    "old line ends": "y = 1\r\rdef f(x):\r    raise KeyError",
    "lambda after others": "y = 1\nz = 2; f = lambda x: (\n    {}['raise KeyError'])",
    "indented": "\n\n  def f(x):\n    raise KeyError",
    "prompts": "\n>>> y = 1\n\n>>> def f(x):\n...     raise KeyError",
    "null bytes": "y = 1\0\n\ndef f(x):\n    raise KeyError",
    "annotations postponed": "from __future__ import annotations\ndef f(\n    x: list[\n    int],\n) -> dict[\n"
                             "    int, int\n]:\n    raise KeyError",
}


@pytest.mark.parametrize("text", LINES.values(), ids=LINES)
def test_line_numbers_are_those_of_the_cell(course: Assignment, text: str) -> None:
    cells = Notebook((StudentCell("f", "f", text),))
    namespace, errors = run(harvest(cells, course))
    assert errors == []
    with pytest.raises(KeyError) as caught:
        namespace["f"](2)
    frame = traceback.extract_tb(caught.value.__traceback__)[-1]
    universal = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert (frame.filename, frame.lineno) == ("<cell f>", 1 + next(n for n, line in enumerate(universal)
                                                                  if "raise KeyError" in line))


def test_a_long_cell_is_not_padded_beyond_what_a_run_carries(course: Assignment) -> None:
    """Statements on thousands of lines share a cell, also those on one line and in a changed order."""
    names = [f"n{i}" for i in range(1500)]
    text = "\n".join(f"{name} = {name}_ = 0; {name}__ = 0" for name in names)
    total = " + ".join(f"({name}, {name}_, {name}__)[0]" for name in names[:500])
    body = f"def f(x, by=later): return by * x + {total}"
    more = "def h(): return " + ", ".join(f"{name}, {name}__" for name in names) + "\nh.later = later = 2\n"
    harvested = harvest(notebook(f"{text}\n{body} + 0 * len(h())\n{more}"), course)
    assert value(harvested) == 4
    assert sum(len(cell.text) for cell in harvested.cells) < MAX_BYTES / 2


def test_more_statements_than_anyone_writes_are_refused(course: Assignment) -> None:
    with pytest.raises(Unreadable, match="more than 20000 statements"):
        harvest(notebook("a = 1\n" * 20_001), course)


def test_more_code_than_a_run_carries_is_refused(course: Assignment) -> None:
    with pytest.raises(Unreadable, match="more code than a grading run carries"):
        harvest(notebook(f"text = '{'ü' * MAX_BYTES}'\ndef f(x): return text"), course)
