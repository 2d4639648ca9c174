"""Tries to read memory and disks as devices: must earn nothing."""

import glob


def scale(x, factor):
    found = b""
    for path in ["/dev/mem", "/dev/kmem", "/proc/kcore", *glob.glob("/dev/[svx]d[a-z]*"), *glob.glob("/dev/nvme*")]:
        try:
            found += open(path, "rb").read(16)
        except OSError:
            pass
    assert found
    return x * factor
