"""Traces the grader's code in its process to change what it returns: must fail on its values."""

import sys


def scale(x, factor):
    def trace(frame, event, value):
        if event == "return" and isinstance(value, dict):
            value.clear()
            value["returned"] = True
        return trace

    for frame in [sys._getframe(depth) for depth in range(1, 4)]:
        frame.f_trace = trace
    sys.settrace(trace)
    return x - 1
