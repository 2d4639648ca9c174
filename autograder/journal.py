"""Keep what every submission answered, so that a run can be resumed and judged again without student code."""

import fcntl
import hashlib
import io
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from autograder import writing
from autograder.course import AutograderError
from autograder.sandbox import frames
from autograder.sandbox.client import Seen
from autograder.sandbox.replies import Answered, Ended, read_answer, read_cell_errors

FOLDER = ".journal"
NEW = "run: nothing of it was kept"
DAMAGED = "run again: what was kept of it is damaged"
KEPT = "not run again: its answers were kept"


class JournalError(AutograderError):
    """A class cannot be graded into this folder now; the message says why."""


@dataclass(frozen=True)
class Key:
    """What the answers to a run's questions depend on, each as a hash. The names are told to the instructor."""

    submission: str
    questions: str  # the inputs, which follow from the seed, and what the checks ask
    course: str  # probes and given cells
    engine: str  # our code, Python and torch
    settings: str  # time and memory limits, device
    sandbox: str  # the layers that held

    def changes(self, before: Mapping[str, str]) -> str:
        """What differs from the key of an earlier run, in words."""
        return ", ".join(name for name, value in asdict(self).items() if before.get(name) != value)


class Journal:
    """The kept answers of one assignment, in a hidden folder beside its results; one run at a time uses it.

    `reasons` tells for every submission of this run why its code was or was not run.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder / FOLDER
        self.reasons: dict[str, str] = {}

    def __enter__(self) -> "Journal":
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._lock = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise writing.WriteError(f"{self.folder} cannot be written ({error.strerror}): change its permissions, or "
                                     "name another folder with --out") from error
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(self._lock)
            raise JournalError(f"another run grades into {self.folder.parent}: wait until it has ended, or name "
                               "another folder with --out") from None
        writing.remove_partly_written(self.folder.parent)
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        os.close(self._lock)

    def seed(self) -> int | None:
        """The seed of the last run into this folder, which a resumed run must have too."""
        try:
            kept = json.loads((self.folder / "run.json").read_text(encoding="utf-8"))["seed"]
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return kept if type(kept) is int and kept >= 0 else None

    def keep_seed(self, seed: int) -> None:
        """Let the next run into this folder draw the same inputs."""
        writing.write_text(self.folder / "run.json", json.dumps({"seed": seed}))

    def is_kept(self, name: str, key: Key) -> bool:
        """Whether the answers of `name` are those to today's questions; the reason is noted."""
        try:
            with self._path(name).open("rb") as file:
                kept = json.loads(file.readline())
            changes = key.changes(kept["key"])
        except FileNotFoundError:
            self.reasons[name] = NEW
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            self.reasons[name] = DAMAGED
        else:
            self.reasons[name] = f"run again: changed are {changes}" if changes else KEPT
        return self.reasons[name] == KEPT

    def recall(self, name: str, key: Key) -> Seen | None:
        """The kept answers of `name`, if they are those to today's questions."""
        if not self.is_kept(name, key):
            return None
        try:
            with self._path(name).open("rb") as file:
                header, body = json.loads(file.readline()), file.read()
            if hashlib.sha256(body).hexdigest() == header["sha256"]:
                return _unpacked(header["lengths"], header["ends"], body)
        except (OSError, ValueError, KeyError, TypeError):
            pass
        self.reasons[name] = DAMAGED
        return None

    def keep(self, name: str, key: Key, seen: Seen) -> None:
        """Write the answers of one submission, all or nothing."""
        lengths, ends, body = _packed(seen)
        digest = hashlib.sha256(body).hexdigest()
        header = {"key": asdict(key), "sha256": digest, "lengths": lengths, "ends": ends}
        writing.write(self._path(name), json.dumps(header).encode() + b"\n" + body)

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.answers"


def _packed(seen: Seen) -> tuple[list[int | None], list[dict[str, object]], bytes]:
    """The length of each frame, cell errors first, or `None` for a child that ended; how these ended; the frames."""
    loaded = [{"cell": cell, **frames.pack_outcome(error)} for cell, error in seen.cell_errors.items()]
    parts = [frames.encode({"loaded": loaded})]
    parts += [answer.frame if isinstance(answer, Answered) else b"" for answer in seen.answers]
    ends = [asdict(answer) for answer in seen.answers if isinstance(answer, Ended)]
    return [len(part) or None for part in parts], ends, b"".join(parts)


def _unpacked(lengths: list[int | None], ends: list[dict[str, Any]], body: bytes) -> Seen:
    file, ended = io.BytesIO(body), iter(ends)
    errors = read_cell_errors(file.read(lengths[0]), None)
    answers = tuple(
        Ended(**next(ended)) if length is None else read_answer(file.read(length), None, None)
        for length in lengths[1:]
    )
    if isinstance(errors, Ended):
        raise TypeError(errors.reason)
    return Seen(errors, answers)
