"""Tries to reach a service of the machine from one end of a socket pair: must earn nothing."""

import socket


def scale(x, factor):
    one, _ = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    one.sendto(b"secret", "@datagrams@")
    return x * factor
