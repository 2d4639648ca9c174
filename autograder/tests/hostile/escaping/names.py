"""Tries to look up a host name, which would carry a message: must earn nothing."""

import socket


def scale(x, factor):
    assert socket.getaddrinfo("secret.example.org", 80)
    return x * factor
