"""Leaves files, folders and closed folders behind: must keep its score."""

import os


def scale(x, factor):
    if not os.path.exists("left"):
        home = os.getcwd()
        os.makedirs("left/behind")
        open("left/behind/file", "w").close()
        os.mkdir("left/closed", 0)
        for _ in range(20):
            os.mkdir("deep")
            os.chdir("deep")
        os.chdir(home)
    return x * factor
