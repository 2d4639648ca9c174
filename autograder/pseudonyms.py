"""Give students pseudonyms, the same in every run into one folder, that only its hidden files lead back from."""

import csv
import hashlib
import hmac
import io
import re
import secrets
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from autograder import writing
from autograder.submissions import Submission

SECRET, TABLE = "pseudonyms.key", "pseudonyms.csv"
SECRET_BYTES, DIGITS = 32, 10


def pseudonymous(submissions: Sequence[Submission], folder: Path) -> list[Submission]:
    """The submissions under pseudonyms, also in their notes; `folder` holds the secret and the table of names."""
    path = folder / SECRET
    if not path.is_file():
        writing.write(path, secrets.token_bytes(SECRET_BYTES))
    secret = path.read_bytes()
    renamed = [_renamed(item, secret) for item in submissions]
    pairs = {new.student: old.student for old, new in zip(submissions, renamed, strict=True)}
    writing.write_text(folder / TABLE, _table({**_earlier(folder / TABLE), **pairs}))
    return sorted(renamed, key=lambda item: item.student)  # the order of names would tell about them


def _renamed(submission: Submission, secret: bytes) -> Submission:
    digest = hmac.new(secret, submission.student.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()
    pseudonym = f"student-{digest[:DIGITS]}"
    own = re.compile(rf"(?<![A-Za-z0-9]){re.escape(submission.student)}(?![A-Za-z0-9])", re.IGNORECASE)
    notes = tuple(own.sub(pseudonym, note) for note in submission.notes)
    return replace(submission, student=pseudonym, name=own.sub(pseudonym, submission.name), notes=notes)


def _earlier(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {row["pseudonym"]: row["student"] for row in csv.DictReader(file)}


def _table(pairs: dict[str, str]) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["pseudonym", "student"])
    writer.writerows(sorted(pairs.items()))
    return text.getvalue()
