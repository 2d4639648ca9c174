"""Tries to run a program that it wrote into memory: must earn nothing."""

import os


def scale(x, factor):
    number = os.memfd_create("program")
    os.write(number, open("/bin/true", "rb").read())
    os.execve(number, ["true"], {})
    return x * factor
