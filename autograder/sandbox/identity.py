"""Another user for each child of a root grader: one that owns nothing and that no other process has."""

import os
import pwd
from collections.abc import Iterable, Sequence
from pathlib import Path

import psutil

# systemd takes users from here for services that need one for a while; containers that map 65,536 users have them
UIDS = range(61_184, 65_520)


def unused(count: int) -> list[int]:
    """User ids that no account and no running process has."""
    taken = {account.pw_uid for account in pwd.getpwall()}
    for process in psutil.process_iter(["uids"]):
        if process.info["uids"]:
            taken |= set(process.info["uids"])
    start = os.getpid() * 16 % len(UIDS)  # two graders at the same time begin at different places
    turned = [*UIDS[start:], *UIDS[:start]]
    return [uid for uid in turned if uid not in taken][:count]


def become(uid: int, folders: Iterable[Path] = ()) -> None:
    """Hand `folders` to the user `uid` and become that user, for good: no groups, no way back."""
    for folder in folders:
        os.chown(folder, uid, uid)
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)


def unreadable(paths: Sequence[str], folder: Path) -> str:
    """The first of `paths` that this user cannot read, or `folder` where it cannot pass, and what closes it."""
    for path in map(Path, paths):
        if not os.access(path, os.R_OK | (os.X_OK if os.path.isdir(path) else 0)):
            return _with_closed(path)
    return "" if os.access(folder, os.X_OK) else _with_closed(folder)


def _with_closed(path: Path) -> str:
    closed = [folder for folder in (path, *path.parents) if not os.access(folder, os.X_OK)]
    return f"{path} (closed at {closed[-1]})" if closed else str(path)
