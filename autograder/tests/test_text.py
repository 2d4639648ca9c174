"""An authored text is read into parts and written back, byte for byte."""

from pathlib import Path

import pytest

from autograder import text
from autograder.course import Course
from autograder.tests.conftest import TINY
from autograder.tests.places import ROOT
from autograder.text import Kind, Part, TextError

AUTHORED = [item.text_path for root in (ROOT, TINY) for item in Course(root).assignments]
SMALL = '''# %% [markdown]
# # A title
#
# Prose.

# %% given="setup"
import torch

# %% exercise="double"
def double(x):
    """Twice x."""
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION

# %% check="double"
assert double(1) == 2, "twice 1 is 2"

# %%
print(double(3))
'''


@pytest.mark.parametrize("path", AUTHORED, ids=lambda path: path.stem)
def test_writes_what_was_read(path: Path) -> None:
    authored = path.read_text(encoding="utf-8")
    assert text.write(text.read(authored)) == authored


def test_reads_the_part_that_each_cell_plays() -> None:
    assert [(part.kind, part.name) for part in text.read(SMALL)] == [
        (Kind.PROSE, ""), (Kind.GIVEN, "setup"), (Kind.EXERCISE, "double"), (Kind.CHECK, "double"), (Kind.DEMO, ""),
    ]


def test_reads_the_source_without_marks() -> None:
    prose, given, *_, demo = text.read(SMALL)
    assert (prose.source, given.source, demo.source) == ("# A title\n\nProse.", "import torch", "print(double(3))")


@pytest.mark.parametrize("source", [
    "%matplotlib inline\nx = 1", "!pip install seaborn", "%%time\nx = 1", "# %%time is slow", "x?",
    "x = 1\n\n\n\ny = 2", "\nx = 1", "", "# + {}\nx = 1", "def f():\n    pass", "@g\ndef f():\n    pass",
    't = """\n# %% [markdown]\n"""', "# ---\n# a: b\n# ---", "x = 'ü'  ",
], ids=repr)
def test_keeps_the_code_of_a_cell(source: str) -> None:
    parts = (Part(Kind.DEMO, "", source), Part(Kind.GIVEN, "after", "y = 2"))
    assert text.read(text.write(parts)) == parts


@pytest.mark.parametrize("source", [
    "One.\n\n\nTwo.", "```python\n# %% no cell\n```", "---\ntitle: no header\n---", "A line  \nthat breaks", "",
], ids=repr)
def test_keeps_the_prose_of_a_cell(source: str) -> None:
    parts = (Part(Kind.PROSE, "", source), Part(Kind.PROSE, "", "More."))
    assert text.read(text.write(parts)) == parts


@pytest.mark.parametrize(("cell", "complaint"), [
    ('# %% givn="setup"', "a cell is marked {'givn': 'setup'}; allowed is one of given, "),
    ('# %% given="setup" check="double"', "given cell: it is marked {'check': 'double'}, which has no meaning"),
    ('# %% exercise="double" points=3', "exercise cell: it is marked {'points': 3}"),
    ('# %% [markdown] written="w1"', "a written question is worth 0: write points= and a whole number above 0"),
    ('# %% [markdown] written="w1" points=1.5', "a written question is worth 1.5"),
    ('# %% written="w1" points=2', "allowed is one of"),
    ('# %% question="leak"', "question='leak': the name of a question begins with q_ or q and a digit"),
    ('# %% exercise="q_learn"', "exercise='q_learn': the name of a question begins with q_"),
    ('# %% [markdown] given="setup"', "allowed is one of given, exercise, check, shared, question, written"),
    ("# %% [raw]", "a cell is marked [raw]: make it text or code"),
    ("# %% A heading", "a cell is marked {'title': 'A heading'}"),
    ('# %% given="two words"', "given='two words' is no name: use letters, digits, _ and -"),
    ('# %% exercise=""', "exercise='' is no name: use letters, digits, _ and -"),
    ("# %% check=3", "check=3 is no name: use letters, digits, _ and -"),
    ('# %% given="größe"', "given='größe' is no name: use letters, digits, _ and -"),
], ids=lambda value: value if value.startswith("#") else "")
def test_refuses_a_mark_without_meaning(cell: str, complaint: str) -> None:
    with pytest.raises(TextError) as raised:
        text.read(f"{cell}\nx = 1\n")
    assert complaint in str(raised.value)


@pytest.mark.parametrize("kind", ["given", "exercise", "check"])
def test_refuses_two_parts_of_one_name(kind: str) -> None:
    with pytest.raises(TextError, match=f"two cells are called {kind}='twice': rename one"):
        text.read(f'# %% {kind}="twice"\nx = 1\n\n# %% {kind}="twice"\ny = 1\n')


@pytest.mark.parametrize("part", [
    Part(Kind.SHARED, "data", ""), Part(Kind.QUESTION, "q2", 'q2 = "a"'), Part(Kind.WRITTEN, "w1", "Why?", points=4),
], ids=lambda part: part.kind.value)
def test_keeps_each_kind_of_part(part: Part) -> None:
    parts = (part, Part(Kind.PROSE, "", "More."))
    assert text.read(text.write(parts)) == parts


def test_an_exercise_and_its_checks_share_a_name() -> None:
    assert len(text.read('# %% exercise="f"\nx = 1\n\n# %% check="f"\ny = 1\n')) == 2


def test_a_bonus_is_written_as_it_was_read():
    authored = '# %% check="f" bonus=true\nassert f(1)\n'
    assert [part.is_bonus for part in text.read(authored)] == [True]
    assert text.write(text.read(authored)) == authored


@pytest.mark.parametrize("attribute", ["bonus=false", "bonus=1", 'bonus="yes"'])
def test_another_bonus_has_no_meaning(attribute):
    with pytest.raises(TextError, match=r"check cell: it is marked .*, which has no meaning"):
        text.read(f'# %% check="f" {attribute}\nassert f(1)\n')
