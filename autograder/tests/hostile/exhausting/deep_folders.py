"""Makes folders in folders without end: must be ended."""

import os
import time


def scale(x, factor):
    while True:
        os.mkdir("deep")
        os.chdir("deep")
        time.sleep(0.001)
