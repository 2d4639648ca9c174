"""Tries to leave a daemon behind when its process ends: must earn nothing."""

import atexit
import os
import time


def scale(x, factor):
    atexit.register(os.fork)
    os.register_at_fork(after_in_child=lambda: time.sleep(600))
    os.fork()
    return x * factor
