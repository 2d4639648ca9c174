"""Tries to read the accounts of the machine: must earn nothing."""


def scale(x, factor):
    assert open("/etc/passwd").read() or open("/etc/shadow").read()
    return x * factor
