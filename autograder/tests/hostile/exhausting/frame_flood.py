"""Sends frames without end: must earn nothing."""

import gc
import os
import socket


def scale(x, factor):
    channel = next(item for item in gc.get_objects() if type(item) is socket.socket and is_open(item))
    while True:
        channel.sendall(b"L2L1" + (2).to_bytes(4, "little") + bytes(4) + b"{}")


def is_open(item):
    try:
        return item.fileno() > 2 and bool(os.fstat(item.fileno()))
    except OSError:
        return False
