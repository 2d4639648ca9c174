"""Tries to send a descriptor to the grader: must earn nothing."""

import socket


def scale(x, factor):
    one, _ = socket.socketpair()
    socket.send_fds(one, [b"x"], [0])
    return x * factor
