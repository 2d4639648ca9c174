"""Split a student's cell into its top-level statements, with the names each binds, changes and reads."""

import ast
import symtable
from collections.abc import Iterator
from dataclasses import dataclass

from autograder.cell_text import FILE, functions_in, pieces

# methods that fill what they are called on; torch's end with an underscore
FILLING = {"add", "append", "appendleft", "extend", "extendleft", "insert", "load_state_dict", "setdefault",
           "update"}
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp)
Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
ERRORS = (SyntaxError, ValueError, RecursionError, MemoryError)
REASONS = {RecursionError: "too deeply nested", MemoryError: "too deeply nested"}


@dataclass(frozen=True, eq=False)
class Statement:
    """One top-level statement: its text without what else is on its lines, and the global names it is about.

    `changes` are names whose content it alters (`table[k] = v`). `reads` includes what its functions will
    read, `reads_at_once` only what it needs to run itself; `sets_when_called` is what its functions assign
    after `global`.
    """

    cell: int
    line: int
    text: str
    node: ast.stmt
    binds: frozenset[str]
    changes: frozenset[str]
    reads: frozenset[str]
    reads_at_once: frozenset[str]
    sets_when_called: frozenset[str]


@dataclass(frozen=True)
class Fault:
    """A piece of a cell that is no Python, and the functions whose definitions begin in it."""

    line: int
    reason: str
    functions: tuple[str, ...]


def split(cell: int, text: str) -> Iterator[Statement | Fault]:
    """The statements of a cell; of a cell with a syntax error those of its sound blocks, and the faults.

    Line numbers are those of the student's cell.
    """
    for first, piece, tree in pieces(text):
        if isinstance(tree, ast.Module):
            yield from _described(cell, first, piece, tree)
        else:
            yield _fault(first, piece, tree)


def compile_fault(item: Statement) -> Fault | None:
    """What only the compiler sees, such as `break` outside a loop."""
    try:
        compile(item.text, FILE, "exec", dont_inherit=True)
    except ERRORS as error:
        return _fault(item.line, item.text, error)
    return None


def _fault(first: int, piece: str, error: Exception) -> Fault:
    line = error.lineno if isinstance(error, SyntaxError) and error.lineno else 1
    reason = error.msg if isinstance(error, SyntaxError) else REASONS.get(type(error), "not a character")
    return Fault(first + line - 1, reason, functions_in(piece))


def _described(cell: int, first: int, piece: str, tree: ast.Module) -> Iterator[Statement | Fault]:
    lines = [line.encode() for line in piece.split("\n")]
    for node in tree.body:
        begin = min([node.lineno, *(item.lineno for item in getattr(node, "decorator_list", []))])
        text = _source(node, begin, lines)
        try:
            table = _names(text, node)
        except ERRORS as error:
            yield _fault(first + begin - 1, text, error)
        else:
            line = first + begin - 1
            yield Statement(cell, line, text, node, _bound(node, table), _changed(node), *_read(table))


def _source(node: ast.stmt, begin: int, lines: list[bytes]) -> str:
    """The text from line `begin` to the end of the statement; Python counts columns in bytes."""
    chosen = lines[begin - 1:node.end_lineno]
    chosen[-1] = chosen[-1][:node.end_col_offset]
    chosen[0] = chosen[0][node.col_offset:]
    return b"\n".join(chosen).decode()


def _names(text: str, node: ast.stmt) -> symtable.SymbolTable:
    """The scopes of a statement, with those of its comprehensions, which Python 3.12 and later do not keep apart."""
    table = symtable.symtable(text, FILE, "exec")
    if any(isinstance(item, COMPREHENSIONS) for item in ast.walk(node)):
        table = symtable.symtable(ast.unparse(_Generators().visit(ast.parse(text))), FILE, "exec")
    return table


class _Generators(ast.NodeTransformer):
    """Turns comprehensions into generator expressions, which are about the same names and have a scope everywhere."""

    def visit_ListComp(self, node: ast.ListComp | ast.SetComp) -> ast.GeneratorExp:
        self.generic_visit(node)
        return ast.GeneratorExp(node.elt, node.generators)

    visit_SetComp = visit_ListComp

    def visit_DictComp(self, node: ast.DictComp) -> ast.GeneratorExp:
        self.generic_visit(node)
        return ast.GeneratorExp(ast.Tuple([node.key, node.value], ast.Load()), node.generators)


def _bound(node: ast.stmt, table: symtable.SymbolTable) -> frozenset[str]:
    if isinstance(node, ast.Delete):  # deleting what an exercise needs helps nobody
        return frozenset()
    bound = (item for item in table.get_symbols() if item.is_assigned() or item.is_imported())
    return frozenset(item.get_name() for item in bound)


def _read(table: symtable.SymbolTable) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """What is read, what is read at once, and what is set when called."""
    at_once = {item.get_name() for item in table.get_symbols() if item.is_referenced()}
    reads, sets = set(at_once), set()
    scopes = [(inner, True) for inner in table.get_children()]
    while scopes:
        scope, runs_at_once = scopes.pop()
        runs_at_once &= scope.get_type() == "class" or scope.get_name() == "genexpr"
        symbols = [item for item in scope.get_symbols() if item.is_global()]
        names = {item.get_name() for item in symbols}
        reads |= names
        at_once |= names if runs_at_once else set()
        sets |= {item.get_name() for item in symbols if item.is_assigned()}
        scopes += [(inner, runs_at_once) for inner in scope.get_children()]
    return frozenset(reads), frozenset(at_once), frozenset(sets)


def _changed(node: ast.stmt) -> frozenset[str]:
    """The names whose items or attributes are assigned, or that are filled by a method or a decorator."""
    if isinstance(node, Definition):
        calls = (item.func if isinstance(item, ast.Call) else item for item in node.decorator_list)
        places: list[ast.expr] = [item for item in calls if isinstance(item, ast.Attribute)]
    else:
        places = [item for item in ast.walk(node) if isinstance(item, ast.Attribute | ast.Subscript)
                  and (not isinstance(item.ctx, ast.Load) or _is_filling(item))]
    return frozenset(filter(None, map(_root, places)))


def _is_filling(place: ast.Attribute | ast.Subscript) -> bool:
    name = place.attr if isinstance(place, ast.Attribute) else ""
    return name in FILLING or (name.endswith("_") and not name.endswith("__"))


def _root(place: ast.expr) -> str:
    """The name that `name.attribute[item]` begins with, if it does."""
    while isinstance(place, ast.Subscript | ast.Attribute):
        place = place.value
    return place.id if isinstance(place, ast.Name) else ""
