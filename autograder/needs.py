"""Choose the statements that the exercises need, directly or through each other, in an order that runs."""

import ast
import builtins
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from autograder.statements import Statement


@dataclass(frozen=True)
class Moved:
    """A statement needs `name` at once, which the notebook defines further down: that was moved up."""

    name: str
    cell: int


def needed(
    statements: Sequence[Statement],
    exercises: Collection[str],
    ends: Mapping[str, int],
    given: Collection[str],
) -> list[Statement]:
    """The statements that the exercises need, in the order of the notebook.

    `ends[exercise]` is the cell of its visible checks, where it is known. Someone who runs the notebook from
    top to bottom sees there what was bound so far; what is bound further down counts only where nothing was.
    """
    sources = _Sources(statements, exercises, given)
    kept = {item for item in statements if is_star_import(item)}
    for exercise in exercises:
        places = [item.cell for item in sources.of(exercise, 0) if exercise in item.binds]
        end = max(ends.get(exercise, places[-1]), places[0]) if places else 0
        names, seen = [exercise], {exercise}
        while names:
            for item in sources.of(names.pop(), end):
                kept.add(item)
                names += item.reads - seen
                seen |= item.reads
    return [item for item in statements if item in kept]


def in_running_order(kept: Sequence[Statement]) -> tuple[list[Statement], list[Moved]]:
    """Each statement after those that bind what it needs at once; otherwise the order stays."""
    first: dict[str, Statement] = {}
    for item in reversed(kept):
        first.update(dict.fromkeys(item.binds, item))
    ordered: list[Statement] = []
    moved, seen = [], set()
    for item in kept:
        waiting = [(item, False)]
        while waiting:
            statement, is_ready = waiting.pop()
            if is_ready:
                ordered.append(statement)
            elif statement not in seen:
                seen.add(statement)
                missing = [name for name in sorted(statement.reads_at_once)
                           if name in first and first[name] not in seen]
                moved += [Moved(name, statement.cell) for name in missing]
                waiting += [(statement, True), *((first[name], False) for name in missing)]
    return ordered, moved


def is_import(item: Statement) -> bool:
    """Whether a statement takes its names from a module."""
    return isinstance(item.node, ast.Import | ast.ImportFrom)


def is_star_import(item: Statement) -> bool:
    """Whether a statement may bind any name."""
    return isinstance(item.node, ast.ImportFrom) and any(alias.name == "*" for alias in item.node.names)


class _Sources:
    """Where each name gets its value."""

    def __init__(
        self, statements: Iterable[Statement], exercises: Collection[str], given: Collection[str]
    ) -> None:
        self._exercises = exercises
        self._found: dict[str, list[Statement]] = defaultdict(list)
        self._calls: dict[str, list[Statement]] = defaultdict(list)
        setters: dict[str, set[str]] = defaultdict(set)
        for item in statements:
            for name in item.binds | item.changes:
                if name not in given or isinstance(item.node, ast.Import):
                    self._found[name].append(item)
            for name in item.binds if item.sets_when_called else ():
                setters[name] |= item.sets_when_called
        for item in statements if setters else ():
            for function in item.reads_at_once & setters.keys():
                for name in setters[function]:
                    self._calls[name].append(item)

    def of(self, name: str, end: int) -> list[Statement]:
        """The statements that bind or change a name up to the cell `end`, else those further down."""
        found = self._found.get(name, [])
        if name in self._exercises:
            return found
        before = [item for item in found if item.cell <= end]
        if any(name in item.binds for item in before) or hasattr(builtins, name):
            return before
        return found if any(name in item.binds for item in found) else found + self._calls.get(name, [])
