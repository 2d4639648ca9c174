"""Tries to write its own results.json: must earn nothing."""

import os


def scale(x, factor):
    os.makedirs("@out@/tiny/faking-writes_results", exist_ok=True)
    with open("@out@/tiny/faking-writes_results/results.json", "w") as file:
        file.write('{"score": 12}')
    return x * factor
