"""What a confined child must not be able to do: each tried by trusted code, before any submission runs."""

import ctypes
import errno
import os
import socket
import stat
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from autograder.sandbox.limits import FILE_BYTES

NO_NEW_PRIVS_SET = 39
EFFECTIVE = "CapEff:"
KEYCTL = {"x86_64": 250, "aarch64": 219}
LIBC = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Place:
    """What the attempts aim at: the channel's descriptor, the parent, and folders that must stay closed."""

    channel: int
    parent: int
    closed: Sequence[str] = ()


@dataclass(frozen=True)
class Attempt:
    """One forbidden thing in words that follow "a submission can", the layer that stops it, and how it is tried.

    `succeeds` returns whether it worked; an exception means that it did not.
    """

    words: str
    layer: str
    succeeds: Callable[[Place], bool]


def _keep(place: Place) -> bool:
    return any(_is_open(number) for number in range(3, 256) if number != place.channel)


def _is_open(number: int) -> bool:
    with suppress(OSError):
        return not stat.S_ISCHR(os.fstat(number).st_mode)
    return False


def _share_group(place: Place) -> bool:
    return os.getpgid(place.parent) == os.getpgid(0)


def _same_user(place: Place) -> bool:
    return os.stat(f"/proc/{place.parent}").st_uid == os.getuid()


def _be_dumped(place: Place) -> bool:
    return LIBC.prctl(3, 0, 0, 0, 0) == 1


def _open_many(place: Place) -> bool:
    taken: list[int] = []
    try:
        while len(taken) < 100:
            taken.append(os.dup(0))
    finally:
        for number in taken:
            os.close(number)
    return True


def _write_much(place: Place) -> bool:
    file = os.open("large", os.O_CREAT | os.O_WRONLY, 0o600)
    try:
        return os.write(file, bytes(FILE_BYTES + 1)) > FILE_BYTES
    finally:
        os.close(file)
        os.unlink("large")


def _see_environment(place: Place) -> bool:
    return bool(os.environ.get("PATH"))


def _gain(place: Place) -> bool:
    if LIBC.prctl(NO_NEW_PRIVS_SET, 0, 0, 0, 0) != 1:
        return True
    with open("/proc/self/status") as status:
        return any(int(line.split()[1], 16) for line in status if line.startswith(EFFECTIVE))


def _read(place: Place) -> bool:
    return any(_opens(path) for path in place.closed)


def _opens(path: str) -> bool:
    with suppress(OSError):
        os.close(os.open(path, os.O_RDONLY))
        return True
    return False


def _write(place: Place) -> bool:
    path = f"/tmp/autograder-attempt-{os.getpid()}"
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
    os.unlink(path)
    return True


def _read_process(place: Place) -> bool:
    return _opens(f"/proc/{place.parent}/cmdline")


def _fork(place: Place) -> bool:
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)
    return True


def _run(place: Place) -> bool:
    os.waitpid(os.posix_spawn("/bin/true", ["true"], {}), 0)
    return True


def _connect(place: Place) -> bool:
    socket.socket(socket.AF_INET, socket.SOCK_STREAM).close()
    return True


def _signal(place: Place) -> bool:
    os.kill(place.parent, 0)
    return True


def _trace(place: Place) -> bool:
    """Asks to read its own memory, which is always allowed where the call is."""
    source, target = ctypes.create_string_buffer(b"x", 1), ctypes.create_string_buffer(1)
    areas = [(ctypes.c_void_p * 2)(ctypes.addressof(item), 1) for item in (target, source)]
    return LIBC.process_vm_readv(os.getpid(), areas[0], 1, areas[1], 1, 0) == 1


def _keyring(place: Place) -> bool:
    number = KEYCTL.get(os.uname().machine)
    return number is not None and LIBC.syscall(number, 0, -3, 0, 0, 0) != -1


ATTEMPTS = (
    Attempt("use descriptors of the grader", "descriptors", _keep),
    Attempt("signal the grader's process group", "session", _share_group),
    Attempt("act as the user who grades", "user", _same_user),
    Attempt("have its memory read by others", "dumps", _be_dumped),
    Attempt("open hundreds of files", "limits", _open_many),
    Attempt("write large files", "limits", _write_much),
    Attempt("read the grader's environment", "surroundings", _see_environment),
    Attempt("use or gain privileges", "privileges", _gain),
    Attempt("read the course", "landlock", _read),
    Attempt("write outside its folder", "landlock", _write),
    Attempt("read the command lines of others", "landlock", _read_process),
    Attempt("start a process", "seccomp", _fork),
    Attempt("run a program", "seccomp", _run),
    Attempt("open a socket", "seccomp", _connect),
    Attempt("signal the grader", "seccomp", _signal),
    Attempt("read the memory of processes", "seccomp", _trace),
    Attempt("use the keyring", "seccomp", _keyring),
)


def succeeded(place: Place) -> dict[str, str]:
    """The forbidden things that this process can do, and the layer that should have stopped each."""
    found = {}
    for attempt in ATTEMPTS:
        try:
            is_possible = attempt.succeeds(place)
        except AttributeError:  # a function that this system's libc does not have
            is_possible = False
        except OSError as error:  # too few descriptors are no refusal, unless they are what was asked for
            is_possible = error.errno == errno.EMFILE and attempt.layer != "limits"
        if is_possible:
            found[attempt.words] = attempt.layer
    return found
