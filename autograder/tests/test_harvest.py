"""What the exercises need is kept, in an order that runs; what they do not need is dropped."""

import ast

import pytest

from autograder.course import Assignment
from autograder.harvest import harvest
from autograder.tests.harvesting import notebook, own_text, run, unindented, value

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
