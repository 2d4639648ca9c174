"""Turn a student's notebook into the cells to run: the course's given code, and what the exercises need."""

import ast
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import islice

from autograder.annotations import futures, postponed
from autograder.cell_text import functions_in, without_invisible
from autograder.copies import without_spare_copies
from autograder.course import Assignment, Cell
from autograder.needs import in_running_order, is_star_import, needed
from autograder.notebook import Notebook, StudentCell, Unreadable
from autograder.statements import Definition, Fault, Statement, compile_fault, split

MAX_REPAIRS = 30
MAX_TEXT = 300
MAX_STATEMENTS = 20_000
MAX_EMPTY_LINES = 50_000
MAX_BYTES = 400_000  # a frame of the sandbox carries 1 MiB


@dataclass(frozen=True)
class Problem:
    """Why an exercise cannot run: it is missing, or its cell has a syntax error."""

    text: str
    is_syntax_error: bool = False


@dataclass(frozen=True)
class Harvest:
    """What runs in the sandbox after the given cells, what was mended, and the exercises that cannot run.

    Each statement of a student's is a cell of its own: one that raises does not end those below it.
    """

    cells: tuple[Cell, ...]
    repairs: tuple[str, ...]
    problems: dict[str, Problem]


@dataclass
class _Findings:
    repairs: list[str] = field(default_factory=list)
    broken: dict[str, Problem] = field(default_factory=dict)
    changed: set[int] = field(default_factory=set)

    def note(self, repair: str) -> None:
        self.repairs.append(repair[:MAX_TEXT])

    def told(self) -> tuple[str, ...]:
        repairs = list(dict.fromkeys(self.repairs))
        more = [f"and {len(repairs) - MAX_REPAIRS} more repairs"] if len(repairs) > MAX_REPAIRS else []
        return (*repairs[:MAX_REPAIRS], *more)

    def note_fault(self, fault: Fault, cell: StudentCell) -> None:
        place = f"line {fault.line} of cell {cell.name}: {fault.reason[:MAX_TEXT]}"
        self.note(f"a syntax error was left out ({place})")
        for name in (cell.grade_id, *fault.functions):
            self.broken.setdefault(name, Problem(f"the cell cannot run: SyntaxError in {place}", True))


def harvest(notebook: Notebook, assignment: Assignment) -> Harvest:
    """Keep the statements that the exercises need, directly or through each other; drop all others.

    Demos, plots, training loops, magics, visible checks and the student's copies of given cells do not run.
    Raises `Unreadable` when there is more code than a run carries.
    """
    findings = _Findings(list(notebook.repairs))
    given, ends = _given(assignment.given), _ends(notebook, assignment)
    statements = list(islice(_statements(notebook, assignment, findings), MAX_STATEMENTS + 1))
    if len(statements) > MAX_STATEMENTS:
        raise Unreadable(f"the notebook has more than {MAX_STATEMENTS} statements")
    helpers = _helpers(statements, notebook, assignment, given, findings.changed)
    for name, cell in helpers.items():
        findings.note(f"{name} is the course's name for something else; the one in cell {cell} was used")
    given = {name: item for name, item in given.items() if name not in helpers}
    statements = _without_given(statements, given, findings)
    statements, copies = without_spare_copies(statements, assignment.graded, ends)
    findings.repairs += copies
    kept = _compiling(needed(statements, assignment.graded, ends, given), notebook, findings)
    _note_lost_metadata(kept, notebook, assignment.graded, findings)
    problems = _problems(kept, notebook, assignment, findings)
    kept, moved = in_running_order(kept)
    for item in moved:
        findings.note(f"{item.name} is defined below cell {notebook.cells[item.cell].name}, which needs it; "
                      "its definition was run first")
    own = [Cell(notebook.cells[group[0].cell].name, _text(group)) for group in _groups(kept)]
    if sum(len(json.dumps(cell.text)) for cell in own) > MAX_BYTES:
        raise Unreadable("the exercises need more code than a grading run carries")
    return Harvest(tuple(own), findings.told(), problems)


def _ends(notebook: Notebook, assignment: Assignment) -> dict[str, int]:
    """The last cell with the visible checks of each exercise, where the metadata tell it."""
    ends = {}
    for number, cell in enumerate(notebook.cells):
        if cell.grade_id in assignment.check_cells:
            named = [name for name in assignment.graded if cell.grade_id.endswith(name)]
            ends[max(named, key=len, default="")] = number
    return ends


def _statements(notebook: Notebook, assignment: Assignment, findings: _Findings) -> Iterator[Statement]:
    """The statements of all cells but unchanged given ones."""
    given = {cell.name: "".join(cell.text.split()) for cell in assignment.given}
    is_postponed = False
    for number, cell in enumerate(notebook.cells):
        if cell.grade_id in given:
            if "".join(cell.text.split()) == given[cell.grade_id]:
                continue
            findings.note(f"given cell {cell.grade_id!r} was changed; the course's own was used")
            findings.changed.add(number)
        for item in _items(number, cell, assignment, findings):
            if isinstance(item, Fault):
                findings.note_fault(item, cell)
            elif imported := futures(item.node):
                is_postponed |= "annotations" in imported
            else:
                yield replace(item, text=postponed(item.text)) if is_postponed else item


def _items(
    number: int, cell: StudentCell, assignment: Assignment, findings: _Findings
) -> Iterator[Statement | Fault]:
    """The statements of one cell; those of the course's own cells are found once for the class."""
    if cell.text in assignment.handed_out:
        for item in _of_the_course(cell.text):
            yield replace(item, cell=number) if isinstance(item, Statement) else item
        return
    text = without_invisible(cell.text)
    if text != cell.text:
        findings.note(f"invisible characters were removed from cell {cell.name}")
    yield from split(number, text)


@cache
def _of_the_course(text: str) -> tuple[Statement | Fault, ...]:
    return tuple(split(0, text))


@dataclass(frozen=True)
class _Given:
    """What given cells bind a name to: the code, and the parameters where it is a function."""

    codes: set[str] = field(default_factory=set)
    parameters: set[str] = field(default_factory=set)

    def is_another(self, node: ast.stmt, *, is_in_exercise: bool) -> bool:
        """Whether a definition of the same name is the student's own.

        In another cell than the exercise's, what has the parameters of a given function is a changed copy of it.
        """
        return _code(node) not in self.codes and (is_in_exercise or _parameters(node) not in self.parameters)


@cache
def _given(cells: tuple[Cell, ...]) -> Mapping[str, _Given]:
    """The names that given cells bind."""
    given: dict[str, _Given] = defaultdict(_Given)
    for cell in cells:
        for item in _of_the_course(cell.text):
            if isinstance(item, Statement):
                for name in item.binds:
                    given[name].codes.add(_code(item.node))
                    if isinstance(item.node, Definition):
                        given[name].parameters.add(_parameters(item.node))
    return dict(given)


def _parameters(node: ast.stmt) -> str:
    """The names of a function's parameters; of a class nothing."""
    arguments = getattr(node, "args", None)
    return " ".join(item.arg for item in ast.walk(arguments) if isinstance(item, ast.arg)) if arguments else "class"


def _helpers(
    statements: Iterable[Statement], notebook: Notebook, assignment: Assignment, given: Mapping[str, _Given],
    changed: Collection[int],
) -> dict[str, str]:
    """The given names that a student defines anew for the exercise below, and the cell that does.

    Not in a changed given cell, in one of visible checks or in that of an exercise above: these serve something else.
    """
    helpers: dict[str, str] = {}
    above: list[Statement] = []
    closed = set(assignment.check_cells)
    for item in statements:
        cell = notebook.cells[item.cell]
        if exercises := item.binds & set(assignment.graded):
            reads = item.reads.union(*(helper.reads for helper in above))
            for helper in above:
                source = notebook.cells[helper.cell]
                helpers.update({name: source.name for name in helper.binds & given.keys() & reads
                                if given[name].is_another(helper.node, is_in_exercise=source.grade_id in exercises)})
            above, closed = [], closed | exercises
        elif isinstance(item.node, Definition) and item.cell not in changed and cell.grade_id not in closed:
            above.append(item)
    return helpers


def _code(node: ast.stmt) -> str:
    try:
        return ast.dump(node)
    except (RecursionError, ValueError):  # a number with too many digits
        return ""


def _without_given(
    statements: Iterable[Statement], given: Mapping[str, _Given], findings: _Findings
) -> list[Statement]:
    """Drop what binds or changes only given names; `import torch.func` adds to what was given."""
    kept = []
    for item in statements:
        about = item.binds | item.changes
        if not about or about - given.keys() or isinstance(item.node, ast.Import):
            kept.append(item)
        elif isinstance(item.node, Definition | ast.Assign | ast.AnnAssign):
            changed = [name for name in sorted(item.binds) if _code(item.node) not in given[name].codes]
            for name in changed if item.cell not in findings.changed else ():
                findings.note(f"{name} was redefined; the course's own was used")
    return kept


def _compiling(kept: Iterable[Statement], notebook: Notebook, findings: _Findings) -> list[Statement]:
    sound = []
    for item in kept:
        fault = compile_fault(item)
        if fault is None:
            sound.append(item)
        else:
            findings.note_fault(fault, notebook.cells[item.cell])
    return sound


def _note_lost_metadata(
    kept: Sequence[Statement], notebook: Notebook, exercises: Iterable[str], findings: _Findings
) -> None:
    named = {cell.grade_id for cell in notebook.cells}
    if len(notebook.cells) == 1 and named == {""}:
        return  # a module has no metadata to lose
    for name in exercises:
        if name not in named and any(name in item.binds for item in kept):
            findings.note(f"cell {name!r} had lost its metadata; matched by function name")


def _problems(
    kept: Sequence[Statement], notebook: Notebook, assignment: Assignment, findings: _Findings
) -> dict[str, Problem]:
    defined = {name for item in kept for name in item.binds}
    if any(map(is_star_import, kept)):  # it may bind any name
        return {name: findings.broken[name] for name in assignment.graded if name in findings.broken.keys() - defined}
    problems = {}
    for name in assignment.graded:
        if name not in defined:
            own = "\n".join(cell.text for cell in notebook.cells if cell.grade_id == name)
            others = ", ".join(functions_in(own))[:MAX_TEXT]
            instead = f" (its cell defines {others})" if others else ""
            missing = "answered" if name in assignment.questions else "defined"
            problems[name] = findings.broken.get(name, Problem(f"{name} is not {missing} in the notebook{instead}"))
    return problems


def _groups(kept: Sequence[Statement]) -> list[list[Statement]]:
    """Each statement alone; of a long text those of one cell together, for the empty lines before them."""
    is_long = sum(item.line for item in kept) > MAX_EMPTY_LINES
    groups: list[list[Statement]] = []
    for item in kept:
        last = groups[-1][-1] if groups else None
        if is_long and last and last.cell == item.cell and last.line + last.text.count("\n") <= item.line:
            groups[-1].append(item)
        else:
            groups.append([item])
    return groups


def _text(group: Sequence[Statement]) -> str:
    """The statements on the lines where the student wrote them."""
    text, line = "", 1
    for item in group:
        separator = "\n" * (item.line - line) or ("; " if text else "")
        text += separator + item.text
        line = item.line + item.text.count("\n")
    return text
