"""Sends a frame that says its checks passed: must earn nothing."""

import gc
import os
import socket
import sys
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
    frames = sys.modules["autograder.sandbox.frames"]
    answer = {"batch": 0, "outcomes": [{"verdict": "passed", "score": 4}], "duration_s": 0.1}
    channel().sendall(frames.encode(answer))
    time.sleep(60)
