"""Notebooks as they come in after an accident: each is graded as far as it goes, and what was mended is told."""

import copy
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from autograder.grading import Grader
from autograder.submissions import Submission

SOUND = json.loads((Path(__file__).parent / "golden" / "all_right" / "submission.ipynb").read_text(encoding="utf-8"))
ALL = {"scale": 4, "centre": 5, "draw": 3}
NOTHING = dict.fromkeys(ALL, 0)
MAX_S = 60  # generous: what is bounded here takes a second or two on a quiet machine
Cells = list[dict[str, Any]]
Notebook = dict[str, Any]


def code(text: str, **metadata: Any) -> dict[str, Any]:
    return {"cell_type": "code", "metadata": metadata, "source": text, "outputs": [], "execution_count": None}


def source(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])


def find(book: Notebook, grade_id: str) -> dict[str, Any]:
    [cell] = [item for item in book["cells"] if item["metadata"].get("nbgrader", {}).get("grade_id") == grade_id]
    return cell


def with_scale(text: str) -> Callable[[Notebook], Notebook]:
    """The notebook with another text in the cell of `scale`."""

    def damage(book: Notebook) -> Notebook:
        find(book, "scale")["source"] = text
        return book

    return damage


def with_cells(change: Callable[[Cells], Cells]) -> Callable[[Notebook], Notebook]:
    return lambda book: {**book, "cells": change(book["cells"])}


def with_metadata(change: Callable[[dict[str, Any]], dict[str, Any]]) -> Callable[[Notebook], Notebook]:
    return with_cells(lambda cells: [{**cell, "metadata": change(cell["metadata"])} for cell in cells])


def with_cell(text: str) -> Callable[[Notebook], Notebook]:
    """The notebook with one more cell of code at its top."""
    return with_cells(lambda cells: [code(text), *cells])


def merged(cells: Cells) -> Cells:
    return [code("\n\n".join(source(cell) for cell in cells if cell["cell_type"] == "code"))]


def split(cells: Cells) -> Cells:
    """Every blank line begins a new cell, as the editor's "split cell" does."""
    return [piece for cell in cells for piece in (
        [code(text) for text in source(cell).split("\n\n")] if cell["cell_type"] == "code" else [cell])]


def old_format(book: Notebook) -> Notebook:
    cells = [{"cell_type": "code", "input": cell["source"], "language": "python", "metadata": {}, "outputs": []}
             for cell in book["cells"] if cell["cell_type"] == "code"]
    return {"nbformat": 3, "nbformat_minor": 0, "metadata": {"name": ""}, "worksheets": [{"cells": cells}]}


def version(major: int, minor: int) -> Callable[[Notebook], Notebook]:
    return lambda book: {**book, "nbformat": major, "nbformat_minor": minor}


def retyped(kind: str) -> Callable[[Notebook], Notebook]:
    def damage(book: Notebook) -> Notebook:
        find(book, "scale")["cell_type"] = kind
        return book

    return damage


def colab(book: Notebook) -> Notebook:
    """What Colab saves: ids in its own metadata, nbgrader's gone, and a kernel of its own."""
    for number, cell in enumerate(book["cells"]):
        cell.pop("id", None)
        cell["metadata"] = {"id": f"aB{number}", "colab": {"base_uri": "https://localhost:8080/"}, "outputId": "x"}
    return {**book, "nbformat_minor": 0, "metadata": {"colab": {"provenance": []}, "accelerator": "GPU"}}


def vs_code(book: Notebook) -> Notebook:
    for cell in book["cells"]:
        cell["metadata"] = {"vscode": {"languageId": "python"}}
        cell["source"] = source(cell).splitlines(keepends=True)
    return book


def with_outputs(megabytes: int) -> Callable[[Notebook], Notebook]:
    def damage(book: Notebook) -> Notebook:
        lines = ["training step, loss 0.5\n" * 4000] * (megabytes * 10)
        book["cells"].append({**code("print()"), "outputs": [
            {"output_type": "stream", "name": "stdout", "text": lines}]})
        return book

    return damage


GOOD = "def scale(x, factor):\n    return x * factor\n"
LOST = "cell 'scale' had lost its metadata; matched by function name"
# a sound notebook's cells and what became of them: the score in scale, centre and draw, and a repair that is told
DAMAGES: dict[str, tuple[Callable[[Notebook], Notebook], dict[str, int], str]] = {
    "nothing": (lambda book: book, ALL, ""),
    "nbformat 3": (old_format, ALL, LOST),
    **{f"nbformat 4.{minor}": (version(4, minor), ALL, "") for minor in range(6)},
    "nbformat 5": (version(5, 0), ALL, ""),
    "no version": (lambda book: {"cells": book["cells"]}, ALL, ""),
    "no ids": (with_cells(lambda cells: [{k: v for k, v in cell.items() if k != "id"} for cell in cells]), ALL, ""),
    "one id for all cells": (with_cells(lambda cells: [{**cell, "id": "same"} for cell in cells]), ALL, ""),
    "all cells merged": (with_cells(merged), ALL, ""),
    "cells split at blank lines": (with_cells(split), ALL, LOST),
    "cells in reverse order": (with_cells(lambda cells: cells[::-1]), ALL, ""),
    "every cell twice": (with_cells(lambda cells: [copy.deepcopy(cell) for cell in cells for _ in range(2)]), ALL, ""),
    "the checks deleted": (with_cells(lambda cells: [
        cell for cell in cells if not cell["metadata"].get("nbgrader", {}).get("grade")]), ALL, ""),
    "the given cells deleted": (with_cells(lambda cells: [
        cell for cell in cells if cell["metadata"].get("nbgrader", {}).get("grade_id") not in ("setup", "rows")]),
        ALL, ""),
    "an exercise deleted": (with_cells(lambda cells: [
        cell for cell in cells if cell["metadata"].get("nbgrader", {}).get("grade_id") != "scale"]),
        {**ALL, "scale": 0}, ""),
    "grade_ids renamed": (with_metadata(lambda meta: {"nbgrader": {**meta["nbgrader"], "grade_id": "x" + meta[
        "nbgrader"]["grade_id"]}} if "nbgrader" in meta else meta), ALL, LOST),
    "grade_ids of another assignment": (with_metadata(lambda meta: {"nbgrader": {
        **meta["nbgrader"], "grade_id": "inner_loop"}} if "nbgrader" in meta else meta), ALL, LOST),
    "metadata stripped": (with_metadata(lambda meta: {}), ALL, LOST),
    "metadata that are a list": (with_metadata(lambda meta: []), ALL, LOST),
    "an exercise turned into markdown": (retyped("markdown"), ALL, "cell scale had been turned into text"),
    "an exercise turned raw": (retyped("raw"), ALL, "cell scale had been turned into text"),
    "saved by Colab": (colab, ALL, LOST),
    "saved by VS Code": (vs_code, ALL, LOST),
    "lines without their ends": (with_scale(["def scale(x, factor):", "    return x * factor"]), ALL, "ran together"),
    "100 MB of output": (with_outputs(100), ALL, ""),
    "10,000 cells more": (with_cells(lambda cells: [*cells, *([code("pass")] * 10_000)]), ALL,
                          "only the first 2000 code cells were read"),
    "null bytes in a cell": (with_scale(GOOD.replace("factor\n", "factor\0\n")), ALL, "invisible characters"),
    "right-to-left marks": (with_scale(GOOD.replace("return", "\u200freturn\u202e")), ALL, "invisible characters"),
    "no-break spaces": (with_scale(GOOD.replace("    return", "\u00a0\u00a0\u00a0\u00a0return")), ALL, "invisible"),
    "magics": (with_cell("%matplotlib inline\n%load_ext autoreload\n%timeit 1 + 1"), ALL, ""),
    "a magic in the exercise": (with_scale("%time x = 1\n" + GOOD), ALL, ""),
    "shell escapes": (with_cell("!pip install -q torch\nfiles = !ls\n!rm -rf /"), ALL, ""),
    "input at top level": (with_cell('name = input("who are you? ")'), ALL, ""),
    "a file written by magic": (with_cell("%%writefile scale.py\ndef scale(x, factor): return x"), ALL, ""),
    "a cell in another language": (with_cell("%%bash\nfor i in 1 2; do echo $i; done"), ALL, ""),
    "another language's kernel": (lambda book: {**book, "metadata": {"kernelspec": {
        "name": "ir", "language": "R", "display_name": "R"}}, "cells": [code("x <- 3"), *book["cells"]]}, ALL, ""),
    "endless training at top level": (with_cell("while True:\n    pass"), ALL, ""),
    "exit at top level": (with_cell("import sys\nsys.exit(0)"), ALL, ""),
    "a syntax error elsewhere": (with_cell("for i in range(3)\n    print(i)"), ALL, "a syntax error was left out"),
    "two definitions, the last one right": (with_scale("def scale(x, factor):\n    return x\n\n" + GOOD), ALL, ""),
    "a class": (with_scale("class scale:\n    def __new__(cls, x, factor):\n        return x * factor"), ALL, ""),
    "a class that is no function": (with_scale("class scale:\n    pass"), {**ALL, "scale": 0}, ""),
    "async": (with_scale("async def scale(x, factor):\n    return x * factor"), {**ALL, "scale": 1}, ""),
    "lambda": (with_scale("scale = lambda x, factor: x * factor"), ALL, ""),
    "decorated": (with_scale("import functools\n\n@functools.cache\ndef _one():\n    return 1\n\n@torch.enable_grad()\n"
                             "def scale(x, factor):\n    return _one() * x * factor"), ALL, ""),
    "imported": (with_scale("from torch import mul as scale"), ALL, ""),
    "under if": (with_scale("if torch is not None:\n    " + GOOD.replace("\n", "\n    ")), ALL, ""),
    "under try": (with_scale("try:\n    import nowhere\nexcept ImportError:\n    " + GOOD.replace("\n", "\n    ")),
                  ALL, ""),
    "bound to another name": (with_scale("def mine(x, factor):\n    return x * factor\n\nscale = mine"), ALL, ""),
    "partial": (with_scale("from functools import partial\nscale = partial(lambda x, factor: x * factor)"), ALL, ""),
    "a cell too long for a person": (with_cell("x = 1  # " + "a" * 400_000), ALL, "more than 300000 characters"),
}

# bytes of the sound notebook and what became of them
TEXT = json.dumps(SOUND, indent=1, ensure_ascii=False)
DEEP = '{"a": [' * 5000 + "]}" * 5000
BYTES: dict[str, tuple[bytes, dict[str, int], str]] = {
    "UTF-8 with a mark": (TEXT.encode("utf-8-sig"), ALL, ""),
    "UTF-16": (TEXT.encode("utf-16"), ALL, ""),
    "UTF-32": (TEXT.encode("utf-32"), ALL, ""),
    "Latin-1": (TEXT.replace("·", "é").encode("latin-1", "replace"), ALL, "read as Latin-1"),
    "null bytes behind": (TEXT.encode() + bytes(4096), ALL, ""),
    "carriage returns": (TEXT.replace("\n", "\r\n").encode(), ALL, ""),
    "cut off after scale": (TEXT.encode()[:TEXT.encode().index(b"## Centring") - 200],
                            {"scale": 4, "centre": 0, "draw": 0}, "the file is damaged"),
    "a merge": (TEXT.replace('   "execution_count"', '<<<<<<< HEAD\n   "execution_count"', 1).encode(), ALL,
                "the file holds two versions from a merge"),
    "deep metadata": (TEXT.replace('"metadata": {', f'"metadata": {{"w": {DEEP},', 1).encode(), ALL, "damaged"),
    "a web page": (b"<!DOCTYPE html><html></html>", NOTHING, "the file is not a notebook: it is a web page"),
    "a PDF": (b"%PDF-1.7 ...", NOTHING, "the file is not a notebook: it is a PDF"),
    "empty": (b"", NOTHING, "the file is empty"),
    "noise": (bytes(range(256)) * 40, NOTHING, "the file is not a notebook"),
    "a list": (b"[1, 2, 3]", NOTHING, "the file is not a notebook"),
    "deep brackets": (b"[" * 200_000, NOTHING, "the file is not a notebook"),
}


def require(grader: Grader, data: bytes, scores: dict[str, int], repair: str) -> None:
    """Grade it: these scores, this repair, in bounded time, and every lost check says why."""
    started = time.monotonic()
    result = grader.grade_one(Submission("zoe", "tiny.ipynb", data))
    assert time.monotonic() - started < MAX_S
    assert {item.name: item.score for item in result.exercises} == scores, result.repairs
    assert repair in " / ".join(result.repairs)
    assert all(row.verdict.message for item in result.exercises for row in item.lost)


@pytest.mark.parametrize("case", DAMAGES)
def test_a_damaged_notebook_is_graded_as_far_as_it_goes(case: str, tiny_grader: Grader) -> None:
    damage, scores, repair = DAMAGES[case]
    require(tiny_grader, json.dumps(damage(copy.deepcopy(SOUND))).encode(), scores, repair)


@pytest.mark.parametrize("case", BYTES)
def test_damaged_bytes_are_graded_as_far_as_they_go(case: str, tiny_grader: Grader) -> None:
    require(tiny_grader, *BYTES[case])
