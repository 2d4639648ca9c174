"""Tell whose a file is from where it lies: in nbgrader's tree, in a folder, in the zip of a class."""

import re
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from autograder.files import is_module, stem

BETWEEN = " _-."
DOWNLOADED = re.compile(r"\s*\(\d+\)\Z")


def of_assignment(places: Sequence[PurePosixPath], assignment: str) -> list[PurePosixPath]:
    """The files that do not lie in a folder of another assignment: <student>/<other>/, or <other>/."""
    tops = {place.parts[:-1][:1] for place in places}
    is_tree = any(place.parts[:-1][1:2] == (assignment,) for place in places)
    kept = []
    for place in places:
        first, second = (*place.parts[:-1], "", "")[:2]
        is_named_so = second == stem(place.name) and not second.startswith(assignment)
        is_other = second not in ("", assignment) and (is_tree or is_named_so)
        if not is_other and (is_tree or (assignment,) not in tops or first in ("", assignment)):
            kept.append(place)
    return kept


def home(base: Path, place: PurePosixPath, assignment: str) -> Path:
    """The folder of the student whose file lies at `place` below `base`, or what it would be; see `find`."""
    folders = place.parts[:-1]
    if assignment in folders[1:]:
        return base.joinpath(*folders[:folders.index(assignment, 1)])
    if folders and folders[0] != assignment:
        return base / folders[0]
    if stem(place.name) != assignment:
        return base.joinpath(*folders, _student(stem(place.name), assignment))
    return base.parent if base.name == assignment and not folders else base


def _student(name: str, assignment: str) -> str:
    """Whose a file is by its name: `zoe_a1` and `a1-zoe` are zoe's; the browser's `a1 (1)` tells nothing."""
    before, found, after = name.partition(assignment)
    if found and not DOWNLOADED.match(after):
        return " ".join(filter(None, (before.strip(BETWEEN), after.strip(BETWEEN)))) or name
    return before.strip(BETWEEN) or name


def class_places(places: list[PurePosixPath], assignment: str) -> list[PurePosixPath]:
    """Where the files lie in the zip of a class, without a folder around all; nothing for one student's."""
    if all(len(place.parts) > 1 for place in places) and len({place.parts[0] for place in places}) == 1:
        places = [PurePosixPath(*place.parts[1:]) for place in places]
    notebooks = [place for place in places if not is_module(place.name)] or places
    folders = {place.parts[0] for place in notebooks if len(place.parts) > 1}
    loose = [stem(place.name) for place in notebooks if len(place.parts) == 1]
    are_students = len(loose) > 1 and not any(name.startswith(assignment) for name in loose)
    is_class = assignment not in folders and (len(folders) > 1 or are_students)
    return places if is_class else []
