"""Tries to run a program by subprocess: must earn nothing."""

import subprocess


def scale(x, factor):
    subprocess.run(["/bin/touch", "@mark@-subprocess"], check=True)
    return x * factor
