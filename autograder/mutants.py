"""Change a solution in one place at a time, and find the changes that no check of its suite notices."""

import ast
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from difflib import unified_diff
from itertools import count

from autograder import text
from autograder.course import Cell
from autograder.grading import Grader
from autograder.harvest import Harvest
from autograder.judge import Status
from autograder.text import Kind


@dataclass(frozen=True)
class Mutant:
    """A changed solution: the lines that differ, and the whole text."""

    change: str
    source: str


def survivors(grader: Grader, exercise: str, jobs: int) -> tuple[int, list[Mutant]]:
    """How many mutants of a solution there are, and those that pass every check of its suite."""
    authored = text.read(grader.assignment.text_path.read_text(encoding="utf-8"))
    [solution] = [part.source for part in authored if part.kind is Kind.EXERCISE and part.name == exercise]
    mutants = list(of(solution))

    def survives(mutant: Mutant) -> bool:
        harvested = Harvest((Cell(exercise, mutant.source),), (), {})
        [examined] = grader.examine_under(harvested, [grader.plans[exercise]])
        return all(verdict.status is Status.PASSED for verdict in examined.verdicts)

    with ThreadPoolExecutor(jobs) as pool:
        survived = list(pool.map(survives, mutants))
    return len(mutants), [mutant for mutant, lives in zip(mutants, survived, strict=True) if lives]


def of(source: str) -> Iterator[Mutant]:
    """Every mutant of a function's text, each once; what does not compile is left out."""
    original = ast.unparse(_without_docstring(ast.parse(source)))
    seen = {original}
    for changed in (*_operators_replaced(original), *_parts_left_out(original)):
        try:
            mutated = ast.unparse(ast.parse(changed))
        except SyntaxError:
            continue
        if mutated not in seen:
            seen.add(mutated)
            lines = list(unified_diff(original.splitlines(), mutated.splitlines(), n=0, lineterm=""))[2:]
            yield Mutant("\n".join(line for line in lines if not line.startswith("@@")), mutated)


def _operators_replaced(source: str) -> Iterator[str]:
    """What cosmic-ray makes of a text: other operators, comparisons, numbers, branches."""
    from cosmic_ray.mutating import mutate_code
    from cosmic_ray.plugins import get_operator, operator_names

    for name in sorted(operator_names()):
        kind = get_operator(name)
        if kind.arguments():  # it would have to be told which variables to exchange
            continue
        operator, occurrence = kind(), 0
        while (changed := mutate_code(source, operator, occurrence)) is not None:
            yield changed
            occurrence += 1


def _parts_left_out(source: str) -> Iterator[str]:
    """The text without one statement, one keyword argument, or one method call: `x.clone()` becomes `x`."""
    for place in count():
        without = _Without(place)
        changed = ast.fix_missing_locations(without.visit(ast.parse(source)))
        if without.seen <= place:
            return
        yield ast.unparse(changed)


class _Without(ast.NodeTransformer):
    """Leaves out the part that is met at a given place."""

    def __init__(self, place: int) -> None:
        self.place, self.seen = place, 0

    def visit(self, node: ast.AST) -> ast.AST:
        node = self.generic_visit(node)
        if isinstance(node, ast.stmt) and not isinstance(node, ast.FunctionDef) and self._is_here():
            return ast.Pass()
        if isinstance(node, ast.Call):
            node.keywords = [keyword for keyword in node.keywords if not self._is_here()]
            if isinstance(node.func, ast.Attribute) and self._is_here():
                return node.func.value
        return node

    def _is_here(self) -> bool:
        self.seen += 1
        return self.seen == self.place + 1


def _without_docstring(tree: ast.Module) -> ast.Module:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and ast.get_docstring(node):
            node.body = node.body[1:]
    return tree
