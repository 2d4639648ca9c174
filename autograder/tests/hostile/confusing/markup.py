"""Raises an exception whose message is a script: must earn nothing."""


def scale(x, factor):
    raise ValueError("<script>alert('12/12')</script><img src=x onerror=alert(1)>{{ 7 * 7 }}")
