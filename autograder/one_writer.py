"""Let one process at a time write to a gradebook: a lock in PostgreSQL, or a file beside an SQLite database."""

from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout
from sqlalchemy import Engine, text

from autograder.writing import WriteError

LOCK_NUMBER = 0x6C326C  # one for all gradebooks on a server: a write takes milliseconds
PATIENCE_S = 120


@contextmanager
def one_writer(engine: Engine) -> Iterator[None]:
    """Wait for the other writers, then keep them waiting. Not for use within itself.

    Raises `filelock.Timeout` when the wait is too long, and `WriteError` when the lock's file cannot be made.
    """
    if engine.dialect.name == "postgresql":
        with engine.connect() as connection:
            connection.execute(text("SELECT pg_advisory_lock(:number)"), {"number": LOCK_NUMBER})
            try:
                yield
            finally:
                connection.execute(text("SELECT pg_advisory_unlock(:number)"), {"number": LOCK_NUMBER})
    else:
        try:
            held = FileLock(f"{engine.url.database}.lock", timeout=PATIENCE_S).acquire()
        except Timeout:
            raise
        except OSError as error:
            raise WriteError(f"the folder of {engine.url.database} cannot be written ({error.strerror}): change its "
                             "permissions, or name another gradebook in DB_URL") from error
        with held:
            yield
