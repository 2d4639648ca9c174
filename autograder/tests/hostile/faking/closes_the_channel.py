"""Closes every descriptor and goes on: must earn nothing."""

import os
import time


def scale(x, factor):
    os.closerange(0, 64)
    time.sleep(60)
