"""Tries to reach the network: must earn nothing."""

import socket


def scale(x, factor):
    socket.create_connection(("127.0.0.1", 22), timeout=1)
    return x * factor
