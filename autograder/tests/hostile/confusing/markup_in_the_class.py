"""Raises an exception whose class is called like a script: must earn nothing."""


def scale(x, factor):
    raise type("<script>alert(1)</script>", (Exception,), {})("[/red][bold]12/12[/bold]")
