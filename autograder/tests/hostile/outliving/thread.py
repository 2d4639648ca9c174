"""Leaves a thread running that outlives the call: must keep its score."""

import threading
import time


def scale(x, factor):
    threading.Thread(target=time.sleep, args=(600,)).start()
    return x * factor
