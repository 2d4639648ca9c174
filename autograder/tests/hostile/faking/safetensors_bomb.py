"""Announces a tensor header of a gigabyte: must earn nothing."""

import gc
import os
import socket
import time


def channel():
    for item in gc.get_objects():
        if type(item) is socket.socket and item.fileno() > 2:
            try:
                os.fstat(item.fileno())
            except OSError:
                continue
            return item
    raise LookupError("no channel")


def scale(x, factor):
    blob = (1 << 30).to_bytes(8, "little") + b"{" * 1000
    tree = b'{"d":[["batch",0],["outcomes",[]],["duration_s",0.1]]}'
    channel().sendall(b"L2L1" + len(tree).to_bytes(4, "little") + len(blob).to_bytes(4, "little") + tree + blob)
    time.sleep(60)
