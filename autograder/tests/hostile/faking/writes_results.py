"""Tries to write its own results.json: must earn nothing."""


def scale(x, factor):
    with open("@out@/tiny/writes_results/results.json", "w") as file:
        file.write('{"score": 12}')
    return x * factor
