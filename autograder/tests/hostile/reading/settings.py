"""Tries to read the settings of the course: must earn nothing."""


def scale(x, factor):
    raise RuntimeError(open("@course@/grader_config.py").read()[:400])
    return x * factor
