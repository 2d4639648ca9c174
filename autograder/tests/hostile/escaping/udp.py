"""Tries to send a datagram: must earn nothing."""

import socket


def scale(x, factor):
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"secret", ("127.0.0.1", 53))
    return x * factor
