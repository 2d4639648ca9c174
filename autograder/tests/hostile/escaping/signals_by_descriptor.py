"""Tries to signal the warm process by a descriptor of it: must earn nothing."""

import os
import signal


def scale(x, factor):
    signal.pidfd_send_signal(os.pidfd_open(os.getppid()), 9)
    return x * factor
