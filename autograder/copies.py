"""Decide which of several definitions of an exercise counts."""

import ast
from collections.abc import Iterable, Mapping, Sequence

from autograder.needs import is_import
from autograder.statements import Definition, Statement


def without_spare_copies(
    statements: Sequence[Statement], exercises: Iterable[str], ends: Mapping[str, int]
) -> tuple[list[Statement], list[str]]:
    """The statements without those that would replace the definition that counts, and notes for the student.

    The last definition that is written counts: up to the cell of the exercise's checks, if one is there.
    What stands above it runs as well, since it may use it; below it only what wraps it: `f = no_grad()(f)`.
    """
    spare: set[Statement] = set()
    notes = []
    for name in exercises:
        binding = [item for item in statements if item.binds == {name} and not is_import(item)]
        copies = [item for item in binding if name not in item.reads_at_once]
        if not copies:
            continue
        last = binding[-1].cell
        written = _written(copies)
        above = [item for item in written if item.cell <= ends.get(name, last)]
        chosen, end = (above[-1], ends.get(name, last)) if above else (written[-1], last)
        later = binding[binding.index(chosen) + 1:]
        spare.update(item for item in later if item.cell > end or not _wraps(item, name))
        if len(copies) > 1:
            which = "last one" if above == written else "last one above its checks"
            notes.append(f"{name} is defined {len(copies)} times; the {which} that is written was graded")
    return [item for item in statements if item not in spare], notes


def _written(copies: Sequence[Statement]) -> Sequence[Statement]:
    """The functions among the copies; else what may be one; else the stubs."""
    filled = [item for item in copies if not _is_stub(item.node)]
    functions = [item for item in filled if not isinstance(_value(item.node), ast.expr)
                 or isinstance(_value(item.node), ast.Lambda | ast.Attribute | ast.Name)]
    return functions or filled or copies


def _value(node: ast.stmt) -> ast.expr | None:
    """What is assigned, or gone through by a loop."""
    if isinstance(node, ast.For | ast.AsyncFor):
        return node.iter
    return node.value if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign) else None


def _wraps(item: Statement, name: str) -> bool:
    """Whether a statement makes a new function of the old one: `f = f(3)` does not."""
    called = {node.func.id for node in ast.walk(item.node)
              if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    return name in item.reads_at_once and name not in called


def _is_stub(node: ast.stmt) -> bool:
    """Whether a function was left as the course gave it, or empty."""
    body = [item for item in getattr(node, "body", []) if not isinstance(item, ast.Pass)
            and not (isinstance(item, ast.Expr) and isinstance(item.value, ast.Constant))]
    return isinstance(node, Definition) and all(_is_not_implemented(item) for item in body)


def _is_not_implemented(node: ast.stmt) -> bool:
    raised = node.exc if isinstance(node, ast.Raise) else None
    kind = raised.func if isinstance(raised, ast.Call) else raised
    return isinstance(kind, ast.Name) and kind.id == "NotImplementedError"
