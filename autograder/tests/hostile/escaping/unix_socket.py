"""Tries to reach a service of the machine by a Unix socket: must earn nothing."""

import socket


def scale(x, factor):
    socket.socket(socket.AF_UNIX).connect("@listener@")
    return x * factor
