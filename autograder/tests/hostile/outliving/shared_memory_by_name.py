"""Tries to leave a named shared memory behind: must earn nothing."""

from multiprocessing import shared_memory


def scale(x, factor):
    shared_memory.SharedMemory("@name@", create=True, size=4096)
    return x * factor
