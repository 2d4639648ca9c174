"""Tries to compute in a process of its own: must earn nothing."""

import multiprocessing


def scale(x, factor):
    process = multiprocessing.get_context("fork").Process(target=print)
    process.start()
    process.join()
    return x * factor
