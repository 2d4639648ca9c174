"""Tries to find another scale() or a secret among all objects: must earn nothing."""

import gc

MARK = "canary" + "-"


def scale(x, factor):
    for item in gc.get_objects():
        if type(item) is dict and callable(item.get("scale")) and item["scale"] is not scale:
            return item["scale"](x, factor)
        if type(item) is dict and any(type(value) is str and MARK in value for value in item.values()):
            raise RuntimeError(str([value for value in item.values() if type(value) is str and MARK in value])[:400])
    raise LookupError("no reference among the objects")
