"""Hidden suite of split_classes."""

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import permutations
from typing import Any

import torch

from autograder.suite import hint, points

from . import probes_protocol as probes

RANDOM = True

PARTS = ("train", "val", "test")
# val and test get equally many classes wherever the check is about something else than sizes
UNEQUAL = {"sizes": (4, 1, 6, 3, 2, 5, 1, 3), "n_train": 4, "n_val": 2}


def read(observed: list[tuple[Any, Any]]) -> Iterator[tuple[list[list[int]], list[int]]]:
    """Every split as three lists of class ids, and the class ids of its labels, ascending."""
    for seen, reference in observed:
        ids = torch.unique(reference["labels"]).tolist()
        ends = seen.get("the entries of the splits with other seeds", ())
        others = [entries.split(len(part)) for entries, part in zip(ends, seen["result"], strict=bool(ends))]
        for parts in (seen["result"], *zip(*others, strict=True)):
            yield [part.tolist() for part in parts], ids


@points(2)
@hint("do you return class ids (not positions), and does test get just what train and val have left over?")
def test_every_class_is_in_one_part(observe: Callable) -> None:
    """split_classes() puts every class id that occurs in labels into exactly one of train, val and test."""
    observed = observe(probes.classes_with_gaps, cases=6, **UNEQUAL) + observe(probes.other_labels_first, **UNEQUAL)
    observed += observe(probes.large_ids, cases=1, **UNEQUAL)
    for parts, ids in read(observed):
        everyone = Counter(parts[0] + parts[1] + parts[2])
        unknown = len(set(everyone) - set(ids))
        assert not unknown, f"{unknown} of {len(everyone)} numbers are no class ids of labels"
        repeated = sum(times > 1 for times in everyone.values())
        assert not repeated, f"{repeated} of {len(ids)} class ids come more than once, expected each once"
        missing = len(set(ids) - set(everyone))
        assert not missing, f"{missing} of {len(ids)} class ids are in no part"


@points(1)
@hint("which slice of the shuffled classes goes where, and in which order do you return the parts?")
def test_sizes(compare: Callable) -> None:
    """split_classes() puts n_train classes into train, n_val into val and all others into test."""
    compare(probes.classes_without_gaps, sizes=(2, 4, 3, 1, 5, 2, 3, 4, 2), n_train=4, n_val=2)
    compare(probes.classes_without_gaps, sizes=(3, 2, 4, 5, 1, 2), n_train=1, n_val=3)


@points(1)
@hint("is each part sorted after the shuffled classes have been divided?")
def test_parts_are_sorted(observe: Callable) -> None:
    """split_classes() returns each part in ascending order of the class ids."""
    arguments = {"sizes": (2, 1, 3, 4, 2, 1, 3, 2, 4, 1, 2, 3, 1, 2, 3, 2), "n_train": 6, "n_val": 5}
    for parts, _ in read(observe(probes.classes_with_gaps, **arguments)):
        for name, part in zip(PARTS, parts, strict=True):
            assert part == sorted(part), f"{name} is not in ascending order of the class ids"


@points(1)
@hint("what do your slices, your test for ValueError and your dtype do when a part gets no class?")
def test_parts_are_int64_even_if_empty(observe: Callable) -> None:
    """split_classes() returns int64 tensors, and a part without classes has shape (0,)."""
    for seen, _ in observe(probes.empty_parts, sizes=(3, 1, 4, 2, 2, 5, 1)):
        for label, parts in seen.items():
            for name, part in zip(PARTS, parts, strict=True):
                dtype = str(part.dtype).removeprefix("torch.")
                assert dtype == "int64", f"{label} has a {name} of dtype {dtype}, expected int64"


@points(1)
@hint("is every draw made by a generator that this call seeds with seed?")
def test_same_seed_same_split(observe: Callable) -> None:
    """split_classes() gives the same split for the same seed, whatever was called in between."""
    for seen, _ in observe(probes.same_seed_again, **UNEQUAL):
        for name in ("seed 0", "a large seed", "the largest seed"):
            first, again = (
                [part.tolist() for part in seen[f"with {when}, split_classes(...)"]]
                for when in (name, f"{name} again")
            )
            assert first == again, f"two calls with {name} and the same labels gave two different splits"


@points(1)
@hint("does seed reach the generator, and are the classes shuffled before you cut val and test too?")
def test_every_class_can_be_in_every_part(observe: Callable) -> None:
    """split_classes() can put any class into any of train, val and test, depending on the seed."""
    arguments = {"sizes": (4, 5, 6, 5, 4, 6), "n_train": 2, "n_val": 2, "seeds": 80}
    splits = list(read(observe(probes.many_seeds, cases=1, **arguments)))
    ids = set(splits[0][1])
    for name, parts in zip(PARTS, zip(*(parts for parts, _ in splits), strict=True), strict=True):
        never = len(ids.difference(*parts))
        assert not never, f"{never} of {len(ids)} classes were never in {name}, over {len(splits)} seeds"


@points(1)
@hint("are the classes shuffled, or do some of them always stay together?")
def test_every_split_can_occur(observe: Callable) -> None:
    """split_classes() can put any n_train classes into train, and any n_val of the others into val."""
    arguments = {"sizes": (3, 3, 3, 3), "n_train": 2, "n_val": 1, "seeds": 320}
    splits = list(read(observe(probes.many_seeds, cases=1, **arguments)))
    possible = {(frozenset(order[:2]), order[2]) for order in permutations(splits[0][1])}
    seen = {(frozenset(parts[0]), parts[1][0]) for parts, _ in splits} & possible
    assert seen == possible, (
        f"4 classes can be split in {len(possible)} ways into 2 for train, 1 for val and 1 for test; "
        f"{len(splits)} seeds show {len(seen)} of them"
    )


@points(1)
@hint("do you shuffle the classes, each of them once, or the samples?")
def test_class_sizes_do_not_matter(observe: Callable) -> None:
    """split_classes() puts a class into train equally often, however many samples it has."""
    arguments = {"sizes": (2, 90, 3), "n_train": 1, "n_val": 1, "seeds": 120}
    splits = list(read(observe(probes.rare_and_frequent_classes, cases=1, **arguments)))
    counts = Counter(parts[0][0] for parts, _ in splits)
    least, most = min(counts[class_id] for class_id in splits[0][1]), max(counts.values())
    assert 5 <= least <= most <= 78, (
        f"over {len(splits)} seeds one class was {most} times in train and another {least} times, "
        "expected about 40 times for each of three"
    )


@points(1)
@hint("does a line sort, shuffle or renumber labels itself, perhaps through labels.numpy()?")
def test_leaves_labels_alone(compare: Callable) -> None:
    """split_classes() does not modify labels."""
    compare(probes.labels_afterwards, **UNEQUAL)


@points(1)
@hint("does a line seed torch, np.random or random globally, or draw from them?")
def test_leaves_global_states_alone(compare: Callable) -> None:
    """split_classes() neither draws from nor seeds the global random generators of torch, numpy and Python."""
    compare(probes.global_states_afterwards, **UNEQUAL)


@points(1)
@hint("do you compare n_train + n_val with the number of different classes before you split?")
def test_refuses_too_many_classes(compare: Callable) -> None:
    """split_classes() raises ValueError if n_train + n_val exceeds the number of classes."""
    compare(probes.too_few_classes, sizes=(4, 7, 3, 6, 5), n_train=4, n_val=2)
    compare(probes.too_few_classes, sizes=(5, 9, 4, 6), n_train=0, n_val=5)
    compare(probes.too_few_classes, sizes=(8, 4, 6), n_train=7, n_val=0)
