"""What the tests of harvesting share: notebooks as texts, and what comes out of them."""

import textwrap
from typing import Any

from autograder.harvest import Harvest
from autograder.notebook import Notebook, StudentCell
from autograder.sandbox.child import load, new_module

GIVEN = """
import math
import xml
LIMIT = 3
def shift(x):
    return x + 1
"""
STUB = 'def f(x):\n    """Double x."""\n    # YOUR CODE HERE\n    raise NotImplementedError()'


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
