"""Tries to leave a daemon behind by two forks: must earn nothing."""

import os
import time


def scale(x, factor):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            time.sleep(600)
        os._exit(0)
    return x * factor
