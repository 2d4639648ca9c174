"""Landlock: of all files a child may read Python's own and those of the system's libraries, and write its scratch."""

import glob
import os
import sys
import sysconfig
from collections.abc import Iterable, Sequence
from pathlib import Path

try:
    import landlockpy
except ImportError:  # told by `missing`
    landlockpy = None  # type: ignore[assignment]

SYSTEM = (
    "/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/etc/ld.so.cache", "/etc/localtime",
    "/usr/share/zoneinfo", "/usr/share/fonts", "/etc/fonts", "/proc/cpuinfo", "/proc/meminfo",
    "/sys/devices/system/cpu", "/dev/urandom",
)
CUDA = ("/usr/local/cuda", "/proc/driver/nvidia", "/proc/devices", "/proc/modules", "/sys/bus/pci", "/sys/devices",
        "/sys/module", "/etc/nvidia", "/usr/share/nvidia")
DEVICES = ("/dev/null", "/dev/zero")
CUDA_DEVICES = ("/dev/nvidia*",)


def readable(device: str) -> tuple[str, ...]:
    """The files and folders from which Python, its packages and their libraries are loaded."""
    own = {path for prefix in (sys.prefix, sys.base_prefix) for path in (f"{prefix}/lib", f"{prefix}/lib64")}
    packages = {path for path in (*sys.path, *sysconfig.get_paths().values()) if path and "include" not in path}
    packages -= {f"{prefix}/bin" for prefix in (sys.prefix, sys.base_prefix)} | {sys.prefix, sys.base_prefix}
    paths = {*own, *packages, *SYSTEM, *(CUDA if device == "cuda" else ())}
    return tuple(sorted(path for path in paths if os.path.exists(path)))


def missing(paths: Iterable[str], closed: Sequence[str]) -> str:
    """Why Landlock cannot be had, and what to do; nothing where it can. `closed` must not lie below `paths`."""
    if sys.platform != "linux":
        return "only Linux has Landlock"
    if landlockpy is None:
        return "the package landlockpy is not installed: run pip install landlockpy"
    if not landlockpy.supported():
        return ("this kernel offers no Landlock: use Linux 5.13 or newer with `landlock` among its security modules "
                "(kernel argument lsm=landlock,...)")
    for path in map(os.path.realpath, paths):
        for secret in map(os.path.realpath, closed):
            if Path(secret).is_relative_to(path):
                return f"{secret} lies in {path}, which Python has to read: move the course elsewhere"
    return ""


def restrict(paths: Iterable[str], scratch: Path, device: str) -> None:
    """Let this thread read below `paths`, write below `scratch`, and nothing else; signal nobody outside."""
    access, every = landlockpy.AccessFS, landlockpy.fs_for_abi(landlockpy.abi_version())
    file_only = access.READ_FILE | access.WRITE_FILE | access.TRUNCATE | access.IOCTL_DEV
    special = access.EXECUTE | access.MAKE_BLOCK | access.MAKE_CHAR | access.IOCTL_DEV
    scoped = landlockpy.Scope.SIGNAL | landlockpy.Scope.ABSTRACT_UNIX_SOCKET
    with landlockpy.Ruleset(scoped=scoped) as rules:
        for path in (*paths, "/proc/self"):
            rules.allow_path(path, access.READ_FILE | (access.READ_DIR if os.path.isdir(path) else access.NONE))
        for path in DEVICES:
            rules.allow_path(path, access.READ_FILE | access.WRITE_FILE)
        for path in _devices(device):
            rules.allow_path(path, every if os.path.isdir(path) else file_only)
        rules.allow_path(scratch, every & ~special)
        rules.restrict()


def _devices(device: str) -> list[str]:
    return [path for pattern in CUDA_DEVICES for path in glob.glob(pattern)] if device == "cuda" else []
