"""Let one process at a time write to a gradebook: a lock in PostgreSQL, or a file beside an SQLite database."""

from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock
from sqlalchemy import Engine, text

LOCK_NUMBER = 0x6C326C  # one for all gradebooks on a server: a write takes milliseconds
PATIENCE_S = 120


@contextmanager
def one_writer(engine: Engine) -> Iterator[None]:
    """Wait for the other writers, then keep them waiting. Not for use within itself."""
    if engine.dialect.name == "postgresql":
        with engine.connect() as connection:
            connection.execute(text("SELECT pg_advisory_lock(:number)"), {"number": LOCK_NUMBER})
            try:
                yield
            finally:
                connection.execute(text("SELECT pg_advisory_unlock(:number)"), {"number": LOCK_NUMBER})
    else:
        with FileLock(f"{engine.url.database}.lock", timeout=PATIENCE_S):
            yield
