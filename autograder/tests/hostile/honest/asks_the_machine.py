"""Asks for the time, the machine and random numbers: must keep its score."""

import os
import platform
import secrets
import time
import uuid
from datetime import datetime

import numpy as np


def scale(x, factor):
    time.perf_counter(), datetime.now(), platform.platform(), os.cpu_count(), os.getpid(), secrets.token_hex()
    uuid.uuid4(), np.random.default_rng().normal()
    return x * factor
