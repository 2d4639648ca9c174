"""Tries to find a secret left in its own memory: must earn nothing."""

import re


def scale(x, factor):
    found = []
    with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb") as memory:
        for line in maps:
            start, end = (int(number, 16) for number in line.split()[0].split("-"))
            if " rw-p " in line and ("[heap]" in line or line.split()[-1] == "0"):
                memory.seek(start)
                found += re.findall(b"canary" + b"-[0-9a-f]{16}", memory.read(min(end - start, 64 << 20)))
    raise RuntimeError(str(found))
    return x * factor
