"""Waits for a lock that it holds: must run out of time."""

import threading


def scale(x, factor):
    lock = threading.Lock()
    with lock, lock:
        return x * factor
