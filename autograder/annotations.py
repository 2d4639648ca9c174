"""Turn annotations into strings, as `from __future__ import annotations` does in all later cells."""

import ast
from collections.abc import Iterator

from autograder.cell_text import parsed


def futures(node: ast.stmt) -> set[str]:
    """What a statement imports from the future: nothing but for that one kind."""
    if isinstance(node, ast.ImportFrom) and node.module == "__future__":
        return {alias.name for alias in node.names}
    return set()


def postponed(text: str) -> str:
    """The same statement with every annotation quoted; lines stay where they are."""
    tree = parsed(text)
    if not isinstance(tree, ast.Module):
        return text
    source = text.encode()
    starts = [0]
    for line in source.split(b"\n"):
        starts.append(starts[-1] + len(line) + 1)
    pieces, at = [], 0
    for begin, end in sorted(_places(tree, starts)):
        pieces += [source[at:begin], _quoted(source[begin:end])]
        at = end
    return b"".join([*pieces, source[at:]]).decode()


def _places(tree: ast.Module, starts: list[int]) -> Iterator[tuple[int, int]]:
    """Where annotations begin and end, in bytes."""
    for node in ast.walk(tree):
        is_function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        note = getattr(node, "returns" if is_function else "annotation", None)
        if isinstance(note, ast.expr) and note.end_lineno is not None and note.end_col_offset is not None:
            yield starts[note.lineno - 1] + note.col_offset, starts[note.end_lineno - 1] + note.end_col_offset


def _quoted(annotation: bytes) -> bytes:
    # the space keeps a quote at the end of the annotation apart from ours
    return annotation if b'"""' in annotation else b'r"""' + annotation + b' """'
