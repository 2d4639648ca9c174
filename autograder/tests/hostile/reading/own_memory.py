"""Tries to find a secret left in its own memory: must earn nothing."""

import re


def scale(x, factor):
    found, left = [], 16 << 20
    with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb") as memory:
        for line in maps:
            start, end = (int(number, 16) for number in line.split()[0].split("-"))
            if " rw-p " in line and ("[heap]" in line or line.split()[4] == "0") and left > 0:
                memory.seek(start)
                found += re.findall(b"canary" + b"-[0-9a-f]{16}", memory.read(min(end - start, left)))
                left -= end - start
    raise RuntimeError(str(found))
    return x * factor
