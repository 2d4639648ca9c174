"""Sends a pickle that would make a folder in the grader: must earn nothing."""

import gc
import os
import pickle
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


class Bomb:
    def __reduce__(self):
        return os.mkdir, ("@mark@-pickle",)


def scale(x, factor):
    channel().sendall(pickle.dumps(Bomb()) * 100)
    time.sleep(60)
