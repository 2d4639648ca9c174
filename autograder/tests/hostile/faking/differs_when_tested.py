"""Is right in a notebook and wrong where it is graded: must fail on its values."""

import os


def scale(x, factor):
    return x - factor if os.environ.get("USER") == "student" else x * factor
