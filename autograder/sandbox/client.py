"""The grader's side of the sandbox: let a child of the warm process observe each submission."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from types import TracebackType

from autograder.course import Cell
from autograder.observation import Raised
from autograder.probing import Request
from autograder.sandbox.layers import NAMES, Protection
from autograder.sandbox.replies import Answered, Ended
from autograder.sandbox.warm import WarmProcess
from autograder.sandbox.watch import Child, overtime

Tell = Callable[[Mapping[str, Raised], int, Answered | Ended], None]
MAX_TIMEOUTS = 2  # of one exercise: an endless loop would cost the time limit once for every check


@dataclass(frozen=True)
class Batch:
    """The requests of one check, and the group of checks that is given up together: those of one exercise and run.

    `cells`: what runs before these requests, once for all batches with the same cells, and is forgotten after them.
    """

    group: str
    requests: Sequence[Request]
    cells: Sequence[Cell] = ()


@dataclass(frozen=True)
class Seen:
    """What came out of one submission: cells that raised when first loaded, and an answer for each batch."""

    cell_errors: Mapping[str, Raised]
    answers: tuple[Answered | Ended, ...]


class Sandbox:
    """The children of a warm process, one for each submission; `observe` may be called from threads.

    Use as a context manager, which starts the process unless it runs already.
    """

    def __init__(self, warm: WarmProcess) -> None:
        self.warm, self.limits = warm, warm.limits
        self._trying = threading.Lock()
        # nothing bounds what a child takes of a GPU's memory: beside it, others would find none
        self._turn = threading.Lock() if warm.device == "cuda" else nullcontext()
        self._protection: Protection | None = None
        self.active = frozenset(NAMES)

    def __enter__(self) -> "Sandbox":
        self.warm.__enter__()
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.warm.__exit__(kind, error, trace)

    def observe(self, cells: Sequence[Cell], batches: Sequence[Batch], tell: Tell | None = None) -> Seen:
        """Run the cells, then each batch of requests; a child that dies is replaced for the batches after it.

        Each answer is told as soon as it is there, with the errors of the cells and the number of its batch. Nobody
        watches the submission until `tell` returns. On a GPU one submission runs at a time.
        """
        with self.dialogue(cells) as dialogue:
            return dialogue.ask(batches, tell)

    @contextmanager
    def dialogue(self, cells: Sequence[Cell] = ()) -> Iterator["Dialogue"]:
        """For asking more than once. Only code that is ours: others could make the grader wait while it writes."""
        self._wait_until_warm()
        with self._turn, ExitStack() as stack:
            yield Dialogue(self, cells, stack)

    @property
    def protection(self) -> Protection:
        """The layers that confine a child, found out by trying; waits until the process is warm."""
        return self._wait_until_warm()

    def _wait_until_warm(self) -> Protection:
        with self._trying:
            if self._protection is None:
                self._protection = self._tried(self.warm.missing())
            return self._protection

    def _tried(self, missing: Mapping[str, str]) -> Protection:
        """Let a child try what must be impossible; a layer that is known to be missing is no surprise."""
        self.active = frozenset(NAMES) - set(missing)
        with Child(self) as child:
            succeeded = child.try_everything(self.warm.closed)
        broken = {words: layer for words, layer in succeeded.items() if layer in self.active}
        return Protection(tuple(name for name in NAMES if name in self.active), missing, broken)


class Dialogue:
    """Asks children of the warm process, one after the other, that have run the same cells; `stack` ends them."""

    def __init__(self, sandbox: Sandbox, cells: Sequence[Cell], stack: ExitStack) -> None:
        self._sandbox, self._cells, self._stack = sandbox, cells, stack
        self._child: Child | None = None
        self._cell_errors: Mapping[str, Raised] | None = None

    def ask(self, batches: Sequence[Batch], tell: Tell | None = None) -> Seen:
        """As `Sandbox.observe` does; the same child goes on, if it lives."""
        limits = self._sandbox.limits
        deadline = time.monotonic() + limits.submission_timeout_s
        answers: dict[int, Answered | Ended] = {}

        def take(new: Iterable[tuple[int, Answered | Ended]]) -> None:
            for number, answer in new:
                answers[number] = answer
                if tell:
                    tell(self._cell_errors or {}, number, answer)

        while todo := [number for number in range(len(batches)) if number not in answers]:
            child = self._child_for([batches[number] for number in todo], deadline)
            if isinstance(child, Ended):
                take((number, child) for number in todo)
                break
            take(zip(todo, child.answers(), strict=False))
            if time.monotonic() > deadline:
                take((number, overtime(limits)) for number in todo if number not in answers)
            take(_given_up(batches, answers).items())
        return Seen(self._cell_errors or {}, tuple(answers[number] for number in range(len(batches))))

    def _child_for(self, batches: Sequence[Batch], deadline: float) -> Child | Ended:
        """A child that will answer the batches, or why none can."""
        if self._child and not self._child.has_ended:
            self._child.ask(batches, deadline)
            return self._child
        self._stack.close()
        self._child = self._stack.enter_context(Child(self._sandbox))
        loaded = self._child.load(self._cells, batches, deadline)
        if isinstance(loaded, Ended):
            return loaded
        self._cell_errors = loaded if self._cell_errors is None else self._cell_errors
        return self._child


def _given_up(batches: Sequence[Batch], answers: Mapping[int, Answered | Ended]) -> dict[int, Answered | Ended]:
    """The batches not asked any more, because their exercise has run out of time too often."""
    late = Counter(batches[number].group for number, answer in answers.items()
                   if isinstance(answer, Ended) and answer.is_timeout)
    reason = Ended(f"was not called again: it had run out of time in {MAX_TIMEOUTS} checks", is_timeout=True)
    return {number: reason for number, batch in enumerate(batches)
            if number not in answers and late[batch.group] >= MAX_TIMEOUTS}
