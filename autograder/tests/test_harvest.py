"""A student's cells in, the code that runs out."""

import ast
import contextlib
import json
import textwrap
import time
import traceback
from pathlib import Path
from typing import Any

import pytest

from autograder.course import Assignment, Course
from autograder.harvest import MAX_BYTES, MAX_REPAIRS, Harvest, Problem, harvest
from autograder.notebook import Notebook, StudentCell, Unreadable, read_module, read_notebook
from autograder.sandbox.child import load, new_module
from autograder.tests.places import ROOT

GIVEN = """
import math
import xml
LIMIT = 3
def shift(x):
    return x + 1
"""
STUB = 'def f(x):\n    """Double x."""\n    # YOUR CODE HERE\n    raise NotImplementedError()'


@pytest.fixture
def course(tmp_path: Path) -> Assignment:
    """Two exercises, f and g, each with a cell of checks, and a given cell."""
    folder = tmp_path / "source" / "a"
    folder.mkdir(parents=True)
    parts = [("base", False, False, GIVEN), ("f", True, False, ""), ("check_f", False, True, "assert f(1)"),
             ("g", True, False, ""), ("check_g", False, True, "assert g(1)")]
    cells = [{"cell_type": "code", "id": name, "source": [text],
              "metadata": {"nbgrader": {"grade_id": name, "solution": solution, "grade": grade}}}
             for name, solution, grade, text in parts]
    (folder / "a.ipynb").write_text(json.dumps({"cells": cells}))
    return Assignment("a", tmp_path)


def notebook(*cells: str | tuple[str, str]) -> Notebook:
    """Cells as texts, or as pairs of nbgrader's name and text."""
    pairs = [("", cell) if isinstance(cell, str) else cell for cell in cells]
    return Notebook(tuple(StudentCell(name or str(number), name, unindented(text))
                          for number, (name, text) in enumerate(pairs, 1)))


def unindented(text: str) -> str:
    """A text over several indented lines of this file."""
    return textwrap.dedent(text).strip("\n") if text.startswith("\n  ") else text


def own_text(harvested: Harvest) -> str:
    """What is kept of the student's cells."""
    return "\n".join(cell.text.strip() for cell in harvested.cells)


def run(harvested: Harvest) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Run what was harvested, after the given cell, as the sandbox's child does."""
    module = new_module()
    errors = load(module, [["base", GIVEN], *([cell.name, cell.text] for cell in harvested.cells)])
    return vars(module), errors


def value(harvested: Harvest, x: Any = 2) -> Any:
    """f(x) of a harvest without problems whose cells all run."""
    assert harvested.problems.keys() <= {"g"}
    namespace, errors = run(harvested)
    assert errors == []
    return namespace["f"](x)


# what the exercises need is kept, and f(2) is right

NEEDED = {
    "nothing": "def f(x): return 2 * x",
    "helper above": "def twice(x): return 2 * x\ndef f(x): return twice(x)",
    "helper below": "def f(x): return twice(x)\ndef twice(x): return 2 * x",
    "helpers through each other": """
        def f(x): return b(x)
        def b(x): return a(x) if x else 0
        def a(x): return TWO * x + b(0)
        TWO = 2""",
    "import": "import operator\ndef f(x): return operator.mul(2, x)",
    "import of a module below a given one": "import math, math as m\ndef f(x): return int(m.ldexp(x, 1))",
    "star import": "from operator import *\ndef f(x): return mul(2, x)",
    "conditional import": """
        try:
            import no_such_module as fast
        except ImportError:
            import operator as fast
        def f(x): return fast.mul(2, x)""",
    "constant": "TWO = 2\ndef f(x): return TWO * x",
    "several on one line": "print(1/0); TWO = 2; boom = 1/0\ndef f(x): return TWO * x",
    "not only ascii on one line": "print('ü' + 1/0); TWO = '€€'; boom = 1/0\ndef f(x): return len(TWO) * x",
    "unpacked": "a, (b, *c) = 1, (2, 3)\ndef f(x): return b * x",
    "walrus in a demo": "print(two := 2)\ndef f(x): return two * x",
    "alias of a type": "Number = int | float\ndef f(x: Number) -> Number: return 2 * x",
    "default argument": "TWO = 2\ndef f(x, by=TWO): return by * x",
    "annotation": "class Number: pass\ndef f(x: Number) -> list[Number]: return 2 * x",
    "decorator": """
        import functools
        def doubled(function):
            @functools.wraps(function)
            def wrapper(x): return 2 * function(x)
            return wrapper
        @doubled
        def f(x): return x""",
    "decorator with arguments over lines": """
        import functools
        @functools.lru_cache(
            maxsize=None
        )
        def f(x): return 2 * x""",
    "wrapped afterwards": "def f(x): return x\nf = (lambda inner: lambda x: 2 * inner(x))(f)",
    "wrapped in another cell": ("def f(x): return x", "f = (lambda inner: lambda x: 2 * inner(x))(f)"),
    "class": """
        class Base:
            factor = 2
        class Doubler(Base):
            def __call__(self, x): return self.factor * x
        def f(x): return Doubler()(x)""",
    "dataclass": """
        from dataclasses import dataclass, field
        @dataclass
        class Pair:
            a: int
            b: int = field(default=2)
        def f(x): return Pair(x).b * x""",
    "namedtuple": "from collections import namedtuple\nP = namedtuple('P', 'a')\ndef f(x): return P(2).a * x",
    "enum in a match": """
        import enum
        class Kind(enum.Enum):
            ODD = 1
            EVEN = 0
        def f(x):
            match Kind(x % 2):
                case Kind.EVEN: return 2 * x""",
    "lambda": "twice = lambda x: 2 * x\nf = lambda x: twice(x)",
    "partial": "from functools import partial\nfrom operator import mul\nf = partial(mul, 2)",
    "attribute of a class": """
        class Function:
            @staticmethod
            def apply(x): return 2 * x
        f = Function.apply""",
    "instance": "class F:\n    def __call__(self, x): return 2 * x\nf: F = F()",
    "walrus as definition": "(f := lambda x: 2 * x)",
    "loop as definition": "for f in [lambda x: 2 * x]:\n    pass",
    "nested in if": "if True:\n    def f(x): return 2 * x",
    "nested in try": "try:\n    def f(x): return 2 * x\nexcept Exception:\n    raise",
    "counter": """
        calls = 0
        def f(x):
            global calls
            calls += 1
            return 2 * x * calls""",
    "attribute of the function": "def f(x): return f.by * x\nf.by = 2",
    "table filled by a loop": "table = {}\nfor i in range(5):\n    table[i] = 2 * i\ndef f(x): return table[x]",
    "list filled by a loop": "t = []\nfor i in range(5):\n    t.append(2 * i)\ndef f(x): return t[x]",
    "list filled by calls": "t = []\nt.append(0); t.extend([2, 4])\ndef f(x): return t[x]",
    "tensor filled in place": "import torch\nt = torch.zeros(1)\nt.fill_(2)\ndef f(x): return int(t) * x",
    "class changed": "class C: pass\nC.by = 2\ndef f(x): return C.by * x",
    "increased": "by = 1\nby += 1\ndef f(x): return by * x",
    "registered by a decorator": """
        import functools
        @functools.singledispatch
        def any_kind(x): return 0
        @any_kind.register(int)
        def _(x): return 2 * x
        def f(x): return any_kind(x)""",
    "set by a function": "def setup():\n    global by\n    by = 2\nsetup()\ndef f(x): return by * x",
    "with": "import contextlib\nwith contextlib.nullcontext(2) as by:\n    pass\ndef f(x): return by * x",
    "comprehension": "ONE = 1\nby = sum([ONE for _ in range(2)])\ndef f(x): return by * x",
    "deleted": "by = 2\ndef f(x): return by * x\ndel by",
    "method of the same name": "class C:\n    def f(self): return 2\ndef f(x): return C().f() * x",
    "generator": "def g2(x):\n    yield 2 * x\ndef f(x): return next(g2(x))",
    "recursion": "def f(x): return 2 + f(x - 1) if x else 0",
    "given code": "def f(x): return shift(x) + LIMIT - 2 * math.ceil(0.5)",
}


@pytest.mark.parametrize("cells", NEEDED.values(), ids=NEEDED)
def test_what_an_exercise_needs_is_kept(course: Assignment, cells: str | tuple[str, ...]) -> None:
    harvested = harvest(notebook(*((cells,) if isinstance(cells, str) else cells), "1/0"), course)
    assert value(harvested) == 4


@pytest.mark.parametrize("cells", NEEDED.values(), ids=NEEDED)
def test_each_statement_in_a_cell_of_its_own_means_the_same(
    course: Assignment, cells: str | tuple[str, ...]
) -> None:
    whole = "\n".join(map(unindented, (cells,) if isinstance(cells, str) else cells))
    alone = [ast.unparse(node) for node in ast.parse(whole).body]
    assert value(harvest(notebook(*alone), course)) == 4


# what they do not need is dropped

UNNEEDED = {
    "print": "print('f', f(1))",
    "training loop": "model, losses = 0, []\nfor epoch in range(10**9):\n    losses.append(f(model))",
    "plot": "plt.plot([f(i) for i in range(9)])\nplt.show()",
    "result": "result = f(3)",
    "assert": "assert f(3) == 7",
    "exit": "raise SystemExit",
    "guarded": "if __name__ == '__main__':\n    result = f(3)",
    "helper of a demo": "def show(x):\n    return f(x)\nshown = show(1)",
    "deletion": "del f",
    "method with underscores": "f.__call__(3)",
    "await": "answer = await something()",
    "async for": "async for answer in something():\n    pass",
    "return": "return f(1)",
    "same name inside a function": "def demo():\n    f = 1",
    "counted by the exercise too": "two = 3",
    "builtin hidden below": "sum = 0\nmax = 1",
}


@pytest.mark.parametrize("demo", UNNEEDED.values(), ids=UNNEEDED)
def test_what_no_exercise_needs_is_dropped(course: Assignment, demo: str) -> None:
    exercise = "two = 2\ndef f(x):\n    return sum([two * max(x, 0)])"
    harvested = harvest(notebook(exercise, demo), course)
    assert value(harvested) == 4
    assert own_text(harvested) == exercise


@pytest.mark.parametrize("demo", UNNEEDED.values(), ids=UNNEEDED)
def test_demos_in_the_cell_of_the_exercise_are_dropped(course: Assignment, demo: str) -> None:
    exercise = "def f(x):\n    return 2 * x"
    harvested = harvest(notebook(("f", f"{exercise}\n{demo}"), ("check_f", "assert f(1)")), course)
    assert own_text(harvested) == exercise


def test_global_counters_do_not_keep_the_demos_that_call_the_exercise(course: Assignment) -> None:
    exercise = "calls = 0\ndef f(x):\n    global calls\n    calls += 1\n    return 2 * x"
    assert own_text(harvest(notebook(exercise, "result = f(3)"), course)) == exercise


# of several values the one counts that stands where the checks do

def test_a_constant_is_taken_from_above_the_checks(course: Assignment) -> None:
    cells = ("by = 2", ("f", "def f(x): return by * x"), ("check_f", "assert f(1)"), "by = 10")
    assert value(harvest(notebook(*cells), course)) == 4


def test_a_constant_that_only_stands_below_is_taken_from_there(course: Assignment) -> None:
    cells = (("f", "def f(x): return by * x"), ("check_f", "assert f(1)"), "by = 2")
    assert value(harvest(notebook(*cells), course)) == 4


def test_the_checks_may_have_been_moved_above(course: Assignment) -> None:
    cells = (("check_f", "assert f(1)"), "by = 2", ("f", "def f(x): return by * x"), "by = 10")
    assert value(harvest(notebook(*cells), course)) == 4


def test_the_last_constant_above_the_checks_counts(course: Assignment) -> None:
    cells = ("by = 1", ("f", "def f(x): return by * x\nby = 2"), ("check_f", "assert f(1)"))
    assert value(harvest(notebook(*cells), course)) == 4


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


RESULTS = ["f = f(3)", "f = [f(i) for i in range(3)]", "f = 0.5", "f = max(1, 2)", "for f in range(3): pass", "f += 1"]


@pytest.mark.parametrize("result", RESULTS)
@pytest.mark.parametrize("below", [(), (("check_f", "assert f(1)"),)], ids=["nowhere", "checks"])
def test_a_result_of_the_same_name_does_not_replace_the_exercise(
    course: Assignment, result: str, below: tuple[tuple[str, str], ...]
) -> None:
    assert value(harvest(notebook(("f", "def f(x): return 2 * x"), *below, result), course)) == 4


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


# the order of the cells

def test_what_is_needed_at_once_but_stands_below_runs_first(course: Assignment) -> None:
    cells = ("def f(x, by=TWO): return by * x", "TWO = ONE + 1", "ONE = 1")
    harvested = harvest(notebook(*cells), course)
    assert value(harvested) == 4
    assert harvested.repairs[-2:] == (
        "TWO is defined below cell 1, which needs it; its definition was run first",
        "ONE is defined below cell 2, which needs it; its definition was run first",
    )


@pytest.mark.parametrize("text", [
    "class C:\n    by = TWO\ndef f(x): return C.by * x",
    "by = [TWO for _ in range(1)][0]\ndef f(x): return by * x",
    "class C:\n    class D:\n        by = sum(TWO * k for k in {0, 1})\ndef f(x): return C.D.by * x",
    "twice = lambda g, TWO=0: lambda x: 2 * g(x)\n@times\ndef f(x): return x\ntimes = twice",
], ids=["class", "comprehension", "nested", "decorator"])
def test_what_a_body_needs_at_once_runs_first(course: Assignment, text: str) -> None:
    assert value(harvest(notebook(text, "TWO = 2", "TWO = 9"), course)) == 4


def test_what_a_function_needs_later_is_not_moved(course: Assignment) -> None:
    harvested = harvest(notebook("def f(x): return (lambda: TWO * x)()", "TWO = 2"), course)
    assert value(harvested) == 4
    assert not any("run first" in repair for repair in harvested.repairs)


def test_what_is_moved_up_brings_what_it_needs(course: Assignment) -> None:
    cells = ("def f(x, by=TWO): return by * x", "ONE = 1", "ONE = ONE + 0; TWO = ONE + 1")
    assert value(harvest(notebook(*cells), course)) == 4


def test_names_that_need_each_other_at_once_end(course: Assignment) -> None:
    harvested = harvest(notebook("a = b", "b = a", "def f(x): return a"), course)
    assert [error["cell"] for error in run(harvested)[1]] == ["2", "1"]


def test_order_of_a_sound_notebook_stays(course: Assignment) -> None:
    cells = ("a = 1", "def h(): return b", "b = 2\na = a + 0", "def f(x): return a * h() * x")
    harvested = harvest(notebook(*cells), course)
    assert value(harvested) == 4
    assert not any("run first" in repair for repair in harvested.repairs)


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


# annotations

FUTURE = "from __future__ import annotations"


@pytest.mark.parametrize("cells", [
    (FUTURE, "class C:\n    def copy(self) -> C: return C()\n"
             "def f(x: Missing) -> 'C': return 2 * x if C().copy() else 0"),
    (f"import math\n{FUTURE}\ndef f(x: Missing, *a: Missing, k: Missing = 2, **o: Missing) -> Missing: return k * x"),
    (FUTURE, "y: Missing = 2\ndef f(x: Literal['ü', \"a\"] | \"b\"): return y * x"),
    (FUTURE, "from dataclasses import dataclass\n@dataclass\nclass C:\n    a: Missing = 2\ndef f(x): return C().a * x"),
    (FUTURE, "async def h(a: Missing) -> Missing: pass\ndef f(x, y: Missing = h): return 2 * x"),
    (FUTURE, 'def f(x: """Missing""", y: r"Missing" = 0): return 2 * x'),
], ids=["class", "same cell", "quotes", "dataclass", "async", "triple quotes"])
def test_annotations_stay_unevaluated_in_later_cells(course: Assignment, cells: str | tuple[str, ...]) -> None:
    assert value(harvest(notebook(*((cells,) if isinstance(cells, str) else cells)), course)) == 4


def test_a_future_that_is_needed_by_name_does_not_run_in_the_middle(course: Assignment) -> None:
    cells = "TWO = 2\nfrom __future__ import annotations, division\ndef f(x): return TWO * x if x else division"
    assert value(harvest(notebook(cells), course)) == 4


def test_annotations_above_the_import_are_evaluated(course: Assignment) -> None:
    _, errors = run(harvest(notebook("def f(x: Missing): return 2 * x", FUTURE), course))
    assert len(errors) == 1


# given code

def test_a_given_cell_comes_from_the_course(course: Assignment) -> None:
    cells = (("base", GIVEN.replace("x + 1", "x - 1")), ("f", "def f(x): return shift(x) + 1"))
    harvested = harvest(notebook(*cells), course)
    assert [cell.name for cell in harvested.cells] == ["f"]
    assert value(harvested) == 4
    assert harvested.repairs == ("given cell 'base' was changed; the course's own was used",)


def test_a_given_cell_with_other_spaces_is_unchanged(course: Assignment) -> None:
    cells = (("base", GIVEN.replace("\n", "\r\n\r\n")), ("f", "def f(x): return 2 * x"))
    assert harvest(notebook(*cells), course).repairs == ()


def test_what_a_student_added_to_a_given_cell_is_kept(course: Assignment) -> None:
    cells = (("base", f"{GIVEN}\nby = 2"), ("f", "def f(x): return by * x"))
    assert value(harvest(notebook(*cells), course)) == 4


def test_a_given_cell_without_metadata_is_dropped(course: Assignment) -> None:
    harvested = harvest(notebook(GIVEN, ("f", "def f(x): return 2 * x")), course)
    assert own_text(harvested) == "def f(x): return 2 * x"
    assert harvested.repairs == ()


@pytest.mark.parametrize("text", ["def shift(x): return 0", "class shift: pass", "shift = None", "shift: int = 0"])
def test_given_names_stay_the_courses(course: Assignment, text: str) -> None:
    harvested = harvest(notebook(("f", f"def f(x): return shift(x) + 1\n{text}")), course)
    assert value(harvested) == 4
    assert harvested.repairs == ("shift was redefined; the course's own was used",)


@pytest.mark.parametrize("text", ["shift.x = 1", "math.pi = 3", "del shift", "LIMIT += 1", "import math",
                                  "from math import pow as shift", "for LIMIT in range(9): pass"])
def test_changes_of_given_objects_are_dropped(course: Assignment, text: str) -> None:
    harvested = harvest(notebook(("f", f"def f(x): return shift(x) + LIMIT - 2\n{text}")), course)
    assert value(harvested) == 4
    assert harvested.repairs == ()


def test_an_import_that_adds_to_a_given_module_is_kept(course: Assignment) -> None:
    text = "import xml.dom.minidom\ndef f(x):\n    return 2 * x if xml.dom.minidom else 0"
    harvested = harvest(notebook(("f", text)), course)
    assert value(harvested) == 4
    assert own_text(harvested) == text


def test_a_given_name_bound_beside_another_stays_the_courses(course: Assignment) -> None:
    harvested = harvest(notebook("other, LIMIT = 1, 99", ("f", "def f(x): return x + LIMIT - 1")), course)
    assert value(harvested) == 4


# metadata

def test_lost_metadata_is_told(course: Assignment) -> None:
    harvested = harvest(notebook("def f(x): return 2 * x", ("g", "def g(x): return x")), course)
    assert harvested.repairs == ("cell 'f' had lost its metadata; matched by function name",)


def test_a_module_has_no_metadata_to_lose(course: Assignment) -> None:
    harvested = harvest(read_module(b"def f(x): return 2 * x\nif __name__ == '__main__':\n    f(1/0)", "a.py"), course)
    assert value(harvested) == 4
    assert harvested.repairs == ()
    assert {cell.name for cell in harvested.cells} == {"a.py"}


def test_the_repairs_of_reading_come_first(course: Assignment) -> None:
    cells = (StudentCell("f", "f", "def f(x): return ("),)
    assert harvest(Notebook(cells, ("the file was mended",)), course).repairs[0] == "the file was mended"


# the course's own notebooks

ASSIGNMENTS = Course(ROOT).assignments


@pytest.mark.parametrize("assignment", ASSIGNMENTS, ids=lambda assignment: assignment.name)
def test_the_courses_notebooks_need_no_repair(assignment: Assignment) -> None:
    for path in (assignment.source_path, assignment.release_path):
        harvested = harvest(read_notebook(path.read_bytes()), assignment)
        assert (harvested.repairs, harvested.problems) == ((), {})


@pytest.mark.parametrize("assignment", ASSIGNMENTS, ids=lambda assignment: assignment.name)
def test_the_courses_notebooks_without_metadata(assignment: Assignment) -> None:
    """As VS Code and Colab leave them: only the exercises are kept, and what was imported for them."""
    content = json.loads(assignment.source_path.read_text(encoding="utf-8"))
    for cell in content["cells"]:
        cell["metadata"] = {}
    harvested = harvest(read_notebook(json.dumps(content).encode()), assignment)
    assert harvested.problems == {}
    assert len(harvested.repairs) == len(assignment.exercises)
    nodes = [node for cell in harvested.cells for node in ast.parse(cell.text).body]
    kept = {node.name for node in nodes if isinstance(node, ast.FunctionDef)}
    assert kept >= set(assignment.exercises)
    assert not any(isinstance(node, ast.For | ast.Assert) for node in nodes)


# nobody waits for a hostile notebook

HOSTILE = {
    "shell lines": "!a\n" * 30_000,
    "shell lines inside": "def f():\n" + " !a\n" * 25_000,
    "names on one line": "x=1;" * 25_000,
    "broken lines": "=\n" * 50_000,
    "open strings": "x = '''\n" * 12_000,
    "open brackets": "x = (\n" * 16_000,
    "decorators": "@a\n" * 30_000,
    "chain of names": "def f(x): return a0\n" + "\n".join(f"a{i} = a{i + 1}" for i in range(7_000)),
    "chain of names backwards": "\n".join(f"a{i} = a{i - 1}" for i in range(7_000)) + "\ndef f(x): return a6999",
    "one name bound often": "def f(x): return a\n" + "a = 1\n" * 16_000,
    "calls of a setter": "def s():\n global a\n a = 1\n" + "s()\n" * 25_000 + "def f(x): return a",
    "annotations": FUTURE + "\ndef f(" + ", ".join(f"a{i}: int" for i in range(9_000)) + "): pass",
    "sum on one line": "f = " + "(1)+" * 25_000 + "1",
    "prompts": ">>> x = (\n" * 10_000,
    "spaces": "f = (\n" + " " * 100_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_code_is_read_in_seconds(course: Assignment, text: str) -> None:
    started = time.process_time()
    with contextlib.suppress(Unreadable):
        harvest(read_module(text.encode(), "a.py"), course)
    assert time.process_time() - started < 5
