"""Tries to write into folders that everybody may write to: must earn nothing."""


def scale(x, factor):
    for folder in ("/tmp", "/var/tmp", "/dev/shm", "@course@"):
        try:
            open(f"{folder}/@name@", "w").close()
            break
        except OSError:
            pass
    else:
        raise OSError("no folder")
    return x * factor
