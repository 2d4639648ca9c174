"""Raises exceptions with the names of the grader's own: must earn nothing."""


class MissingFunction(Exception):
    pass


def scale(x, factor):
    try:
        raise MissingFunction("scale")
    except MissingFunction as error:
        raise type("SandboxError", (RuntimeError,), {})("the sandbox is broken: no marks may be lost") from error
