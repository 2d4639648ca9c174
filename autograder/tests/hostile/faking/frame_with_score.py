"""Sends results.json in place of an answer: must earn nothing."""

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
    tree = b'{"d":[["score",12],["points",12],["exercises",[]]]}'
    channel().sendall(b"L2L1" + len(tree).to_bytes(4, "little") + bytes(4) + tree)
    time.sleep(60)
