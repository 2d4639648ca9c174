"""Turn a student's notebook into the cells to run: the course's given code, and what the exercises need."""

import ast
import re
import symtable
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from autograder.course import Assignment, Cell
from autograder.notebook import Notebook, StudentCell

TIMING_MAGIC = re.compile(r"\A\s*%%(time|timeit|capture|prun)\b.*$", re.MULTILINE)
BLOCK_START = re.compile(r"^(?=(?:def |class |async |import |from |@|[A-Za-z_]\w*\s*=))", re.MULTILINE)
DEFINITION = re.compile(r"^\s*def\s+(\w+)", re.MULTILINE)


@dataclass(frozen=True)
class Problem:
    """Why an exercise cannot run: it is missing, or its cell has a syntax error."""

    text: str
    is_syntax_error: bool = False


@dataclass(frozen=True)
class Harvest:
    """What runs in the sandbox, what was mended, and the exercises that cannot run."""

    cells: tuple[Cell, ...]
    repairs: tuple[str, ...]
    problems: dict[str, Problem]


@dataclass(frozen=True)
class _Statement:
    """One top-level statement of one cell, with the global names it binds and reads."""

    cell: int
    lines: tuple[int, int]
    node: ast.stmt
    binds: frozenset[str]
    reads: frozenset[str]


@dataclass
class _Findings:
    repairs: list[str] = field(default_factory=list)
    broken: dict[str, Problem] = field(default_factory=dict)


def harvest(notebook: Notebook, assignment: Assignment) -> Harvest:
    """Keep the statements that the exercises need, directly or through each other; drop all others.

    Demos, plots, training loops, magics, visible checks and the student's copies of given cells do not run.
    """
    findings = _Findings(list(notebook.repairs))
    cells = [_cleaned(cell) for cell in _own_cells(notebook, assignment, findings)]
    statements = [item for number, cell in enumerate(cells) for item in _statements(number, cell, findings)]
    given = _given_names(assignment)
    statements = _without_given(statements, given, findings)
    statements = _without_spare_copies(statements, assignment.exercises, findings)
    kept = _needed(statements, set(assignment.exercises))
    _note_lost_metadata(cells, kept, assignment, findings)
    problems = _problems(cells, kept, assignment, findings)
    own = [_cell(cells[number], [item for item in kept if item.cell == number]) for number in sorted({s.cell for s in kept})]
    return Harvest((*assignment.given, *own), tuple(dict.fromkeys(findings.repairs)), problems)


def _own_cells(notebook: Notebook, assignment: Assignment, findings: _Findings) -> Iterator[StudentCell]:
    """All cells but given ones and visible checks, whose text is the course's own."""
    given = {cell.name: cell.text for cell in assignment.given}
    for cell in notebook.cells:
        if cell.grade_id in given:
            if _words(cell.text) != _words(given[cell.grade_id]):
                findings.repairs.append(f"given cell {cell.grade_id!r} was changed; the course's own was used")
        elif cell.grade_id not in assignment.check_cells:
            yield cell


def _words(text: str) -> str:
    return "".join(text.split())


def _cleaned(cell: StudentCell) -> StudentCell:
    """Turn magics into calls, which are dropped later; a cell timed by a magic is a cell."""
    text = TIMING_MAGIC.sub("", cell.text.replace("\r\n", "\n"))
    if _parse(text) is None:
        from IPython.core.inputtransformer2 import TransformerManager  # only cells with magics pay for it

        try:
            text = TransformerManager().transform_cell(text)
        except (SyntaxError, ValueError, RecursionError):
            pass
    return StudentCell(cell.name, cell.grade_id, text)


def _parse(text: str) -> ast.Module | None:
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _statements(number: int, cell: StudentCell, findings: _Findings) -> Iterator[_Statement]:
    """The top-level statements of a cell; of a cell with a syntax error, those of its sound blocks."""
    tree = _parse(cell.text)
    if tree is not None:
        yield from _described(number, tree, 0, cell.text)
        return
    offset = 0
    for block in _blocks(cell.text):
        tree = _parse(block)
        if tree is not None:
            yield from _described(number, tree, offset, block)
        else:
            _note_syntax_error(cell, block, offset, findings)
        offset += block.count("\n")


def _blocks(text: str) -> list[str]:
    """Cut where a top-level definition, import or assignment begins; decorators stay with what they decorate."""
    blocks: list[str] = []
    for block in filter(None, BLOCK_START.split(text)):
        if blocks and blocks[-1].lstrip().startswith("@") and "\n    " not in blocks[-1]:
            blocks[-1] += block
        else:
            blocks.append(block)
    return blocks


def _note_syntax_error(cell: StudentCell, block: str, offset: int, findings: _Findings) -> None:
    try:
        ast.parse(block)
    except SyntaxError as error:
        line = f"line {(error.lineno or 1) + offset} of cell {cell.name}: {error.msg}"
    except (ValueError, RecursionError, MemoryError) as error:
        line = f"cell {cell.name}: {error}"
    findings.repairs.append(f"a syntax error was left out ({line})")
    for name in {cell.grade_id, *DEFINITION.findall(block)}:
        findings.broken.setdefault(name, Problem(f"the cell cannot run: SyntaxError in {line}", True))


def _described(number: int, tree: ast.Module, offset: int, text: str) -> Iterator[_Statement]:
    lines = text.splitlines()
    for node in tree.body:
        first = min([node.lineno, *(item.lineno for item in getattr(node, "decorator_list", []))])
        last = node.end_lineno or first
        if isinstance(node, ast.Expr) or "get_ipython" in ast.unparse(node) or _is_main_guard(node):
            continue
        binds, reads = _names(node, "\n".join(lines[first - 1:last]))
        yield _Statement(number, (first + offset, last + offset), node, binds, reads)


def _is_main_guard(node: ast.stmt) -> bool:
    return isinstance(node, ast.If) and "__name__" in ast.unparse(node.test)


def _names(node: ast.stmt, text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The global names a statement binds or changes, and those it reads, inside functions too."""
    try:
        table = symtable.symtable(text, "cell", "exec")
    except SyntaxError:  # several statements on one line
        table = symtable.symtable(ast.unparse(node), "cell", "exec")
    binds = {item.get_name() for item in table.get_symbols() if item.is_assigned() or item.is_imported()}
    reads = {item.get_name() for item in table.get_symbols() if item.is_referenced()}
    stack = list(table.get_children())
    while stack:
        inner = stack.pop()
        reads |= {item.get_name() for item in inner.get_symbols() if item.is_global()}
        stack += inner.get_children()
    return frozenset(binds | _changed(node)), frozenset(reads)


def _changed(node: ast.stmt) -> set[str]:
    """The names whose items or attributes a statement assigns: `table[k] = v`, `model.scale = 2`."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return set()
    places = [item for item in ast.walk(node)
              if isinstance(item, ast.Subscript | ast.Attribute) and isinstance(item.ctx, ast.Store)]
    names = set()
    for place in places:
        root: ast.expr = place
        while isinstance(root, ast.Subscript | ast.Attribute):
            root = root.value
        if isinstance(root, ast.Name):
            names.add(root.id)
    return names


def _given_names(assignment: Assignment) -> dict[str, str]:
    """The names that given cells define, with the text of each function or class."""
    names: dict[str, str] = {}
    for cell in assignment.given:
        for item in _described(0, ast.parse(cell.text), 0, cell.text):
            names.update(dict.fromkeys(item.binds, ast.dump(item.node)))
    return names


def _without_given(
    statements: Iterable[_Statement], given: dict[str, str], findings: _Findings
) -> list[_Statement]:
    kept = []
    for item in statements:
        if not isinstance(item.node, ast.Import | ast.ImportFrom) and item.binds and item.binds <= set(given):
            changed = [name for name in sorted(item.binds) if given[name] != ast.dump(item.node)]
            if changed and isinstance(item.node, ast.FunctionDef | ast.ClassDef):
                findings.repairs.append(f"{changed[0]} was redefined; the course's own was used")
        else:
            kept.append(item)
    return kept


def _without_spare_copies(
    statements: list[_Statement], exercises: Iterable[str], findings: _Findings
) -> list[_Statement]:
    """Of an exercise defined several times the last one that is written counts, as in a notebook run top to bottom."""
    dropped: set[int] = set()
    for name in exercises:
        copies = [item for item in statements if isinstance(item.node, ast.FunctionDef) and item.node.name == name]
        if len(copies) > 1:
            written = [item for item in copies if not _is_stub(item.node)] or copies
            dropped |= {id(item) for item in copies if item is not written[-1]}
            findings.repairs.append(f"{name} is defined {len(copies)} times; the last one that is written was graded")
    return [item for item in statements if id(item) not in dropped]


def _is_stub(node: ast.stmt) -> bool:
    body = [item for item in getattr(node, "body", []) if not (isinstance(item, ast.Expr) and isinstance(item.value, ast.Constant))]
    return len(body) == 1 and isinstance(body[0], ast.Raise) and "NotImplementedError" in ast.unparse(body[0])


def _needed(statements: list[_Statement], names: set[str]) -> list[_Statement]:
    kept: set[int] = set()
    while True:
        found = [item for item in statements if id(item) not in kept and (item.binds & names or _is_star(item))]
        if not found:
            return [item for item in statements if id(item) in kept]
        for item in found:
            kept.add(id(item))
            names = names | item.reads


def _is_star(item: _Statement) -> bool:
    return isinstance(item.node, ast.ImportFrom) and any(alias.name == "*" for alias in item.node.names)


def _note_lost_metadata(
    cells: list[StudentCell], kept: list[_Statement], assignment: Assignment, findings: _Findings
) -> None:
    if len(cells) == 1 and not cells[0].grade_id:
        return  # a module has no metadata to lose
    for item in kept:
        for name in item.binds & set(assignment.exercises):
            if cells[item.cell].grade_id != name:
                findings.repairs.append(f"cell {name!r} had lost its metadata; matched by function name")


def _problems(
    cells: list[StudentCell], kept: list[_Statement], assignment: Assignment, findings: _Findings
) -> dict[str, Problem]:
    defined = frozenset().union(*(item.binds for item in kept)) if kept else frozenset()
    problems = {}
    for name in assignment.exercises:
        if name in defined or any(_is_star(item) for item in kept):
            continue
        others = Counter(found for cell in cells if cell.grade_id == name for found in DEFINITION.findall(cell.text))
        instead = f" (its cell defines {', '.join(others)})" if others else ""
        problems[name] = findings.broken.get(name) or Problem(f"{name} is not defined in the notebook{instead}")
    return problems


def _cell(cell: StudentCell, statements: list[_Statement]) -> Cell:
    """The kept statements on the lines where the student wrote them."""
    wanted = {line for item in statements for line in range(item.lines[0], item.lines[1] + 1)}
    lines = cell.text.splitlines()
    text = "\n".join(line if number in wanted else "" for number, line in enumerate(lines, 1))
    return Cell(cell.name, text)
