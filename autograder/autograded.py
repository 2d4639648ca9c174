"""Put our feedback into a restored notebook, as the output of the cells with the visible checks."""

import re
from functools import cache

import nbformat
from jinja2 import Environment, PackageLoader, StrictUndefined
from nbformat import NotebookNode

from autograder.course import CHECK_PREFIX
from autograder.report import MARKS
from autograder.restored import name_of
from autograder.score import ExerciseResult, Result

SUMMARY_ID = "autograder-summary"
CODE_OR_SIGN = re.compile(r"`[^`]*`|[\\`*_\[\]<>&#$]")


def with_feedback(notebook: NotebookNode, result: Result) -> NotebookNode:
    """A copy that begins with what was mended, and shows beneath each exercise what became of its checks."""
    exercises = {CHECK_PREFIX + item.name: item for item in result.exercises}
    cells = [_with_output(cell, exercises[name_of(cell)]) if name_of(cell) in exercises else cell
             for cell in notebook.cells]
    summary = nbformat.v4.new_markdown_cell(_html("summary", result=result), id=SUMMARY_ID)
    return NotebookNode({**notebook, "cells": [summary, *cells]})


def comment(item: ExerciseResult) -> str:
    """What is said about an exercise, as Markdown: the misconception, and the checks that were lost with hints."""
    if not item.lost:
        return "Every check passed." if item.score else "Our checks did not work; this costs nothing."
    told = [f"**{_plain(item.misconception.text)}**"] if item.misconception else []
    if cause := item.common_cause:
        told.append("\n".join(f"    {line}" for line in cause.message.splitlines()))  # a student's words: as they are
    else:
        told += [f"- {_plain(row.check.title)} *{_plain(row.check.hint)}*" for row in item.lost]
    return "\n\n".join([f"{item.score} of {item.points} points", *told])


def _with_output(cell: NotebookNode, item: ExerciseResult) -> NotebookNode:
    lost = [f"{row.check.title} {row.verdict.message}" for row in item.lost]
    text = "\n".join([f"{item.name}: {item.score} of {item.points} points", *lost])
    output = nbformat.v4.new_output("display_data", data={"text/html": _html("cell", item=item), "text/plain": text})
    return NotebookNode({**cell, "outputs": [output], "execution_count": None})


def _plain(text: str) -> str:
    """What we say, as Markdown: code stays code, and a sign outside of it a sign."""
    return CODE_OR_SIGN.sub(lambda found: found[0] if len(found[0]) > 1 else "\\" + found[0], " ".join(text.split()))


def _html(name: str, **values: object) -> str:
    page = _environment().get_template(f"{name}.html.j2").render(marks=MARKS, **values)
    return re.sub(r"\n\s*\n", "\n", page).strip()  # a blank line would end the HTML in a Markdown cell


@cache
def _environment() -> Environment:
    return Environment(loader=PackageLoader("autograder"), autoescape=True, undefined=StrictUndefined,
                       trim_blocks=True, lstrip_blocks=True)
