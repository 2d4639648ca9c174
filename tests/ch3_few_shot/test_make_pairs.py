"""Hidden suite of make_pairs."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any, NamedTuple

from autograder.suite import hint, points

from . import probes_pairs as probes

RANDOM = True

UNEQUAL = {"sizes": (6, 9, 7, 12), "n_pairs": 10, "calls": 4}
# Classes any two of which meet soon, also where a pair is drawn once and repeated: a right answer misses one with
# probability 1e-20.
SMALL = {"sizes": (3, 2, 3, 1, 2), "n_pairs": 8, "calls": 180}
# The same for any two samples of a class, with probability 1e-17: so few classes that one which is seldom chosen comes
# often enough, and one with four samples, of which not all are neighbours.
ALIKE = {"sizes": (4, 2, 2, 1), "n_pairs": 8, "calls": 180}
# So few classes that some calls begin with the same pair, and so many pairs that one call cannot hold them all: a right
# answer shows the same ties between the pairs of all these calls with probability 1e-11, even if it prefers a class.
TIED = {"sizes": (3, 3, 3), "n_pairs": 8, "calls": 60}
# Classes so large that five pairs leave most of their samples out.
LARGE = {"sizes": (20, 20, 20), "n_pairs": 10, "calls": 8}
# So many same-class pairs of two samples that whoever draws with replacement pairs one with itself.
TWINS = {"sizes": (2, 1, 2, 2), "n_pairs": 4, "calls": 40}
# One same-class pair a call, from classes so large that hardly any call gives what another gave: a right answer leaves
# out a class with probability 1e-12, and gives 20 or fewer different results with far less.
ALONE = {"sizes": (12, 12), "n_pairs": 2, "calls": 40}
# A call so long that it certainly holds any two samples of a class, and any two classes. So do pairs of positions in
# other labels, where these are but some of the different-class pairs, with a probability of 1 - 1e-5.
LONG = {"sizes": (3, 3, 3, 3), "n_pairs": 1500, "calls": 1}
KINDS = ((1.0, "same-class"), (0.0, "different-class"))


class Pair(NamedTuple):
    """One pair of positions, whether it is said to be of one class, and the labels."""

    i: int
    j: int
    same: float
    labels: list[int]

    def is_possible(self) -> bool:
        """Whether both positions exist."""
        return 0 <= self.i < len(self.labels) and 0 <= self.j < len(self.labels)

    def classes(self) -> tuple[int, int]:
        return self.labels[self.i], self.labels[self.j]

    def samples(self) -> frozenset[int]:
        return frozenset((self.i, self.j))

    def positions(self) -> tuple[int, int]:
        return self.i, self.j


def read(observed: list[tuple[Any, Any]]) -> Iterator[list[Pair]]:
    """The pairs of each call of each case; the labels are the reference's, which nobody can have changed."""
    for seen, reference in observed:
        labels = reference["labels"].tolist()
        i, j, same = (seen[f"{name} of each call"].tolist() for name in ("i", "j", "same"))
        for call in zip(i, j, same, strict=True):
            yield [Pair(*pair, labels) for pair in zip(*call, strict=True)]


def existing(observed: list[tuple[Any, Any]]) -> list[Pair]:
    """All pairs; fails if a position does not exist."""
    pairs = [pair for call in read(observed) for pair in call]
    outside = sum(not pair.is_possible() for pair in pairs)
    assert not outside, f"{outside} of {len(pairs)} pairs hold a position outside of 0..len(labels)-1"
    return pairs


@points(1)
@hint("do i and j count positions in labels, or are they labels, or positions within a class?")
def test_positions(observe: Callable) -> None:
    """make_pairs() returns n_pairs positions i, n_pairs positions j and n_pairs entries of same."""
    existing(observe(probes.unequal_classes, **UNEQUAL))
    existing(observe(probes.unequal_classes, sizes=(5, 3, 4), n_pairs=2, calls=2))
    existing(observe(probes.more_than_exist, sizes=(2, 2), n_pairs=20, calls=1, cases=1))


@points(2)
@hint("look one pair up in labels: is its same 1 if, and only if, its two labels are equal?")
def test_same_tells_the_kind(observe: Callable) -> None:
    """same is 1 for the pairs whose two labels are equal, and 0 for the others."""
    pairs = existing(observe(probes.unequal_classes, **UNEQUAL))
    wrong = sum(pair.same != float(len(set(pair.classes())) == 1) for pair in pairs)
    assert not wrong, f"same is wrong for {wrong} of {len(pairs)} pairs"


@points(2)
@hint("is the number of same-class pairs fixed, or does it come out as chance will have it?")
def test_one_half_of_each_kind(observe: Callable) -> None:
    """Exactly half of the pairs are of the same class, in every call."""
    for arguments in (UNEQUAL, SMALL | {"calls": 6}, {"sizes": (20, 3), "n_pairs": 2, "calls": 25}):
        for call in read(observe(probes.unequal_classes, **arguments)):
            alike = sum(pair.is_possible() and len(set(pair.classes())) == 1 for pair in call)
            assert alike == len(call) // 2, (
                f"{alike} of {len(call)} pairs are of the same class, expected exactly {len(call) // 2}"
            )


@points(2)
@hint("from which samples do you draw the second one of a pair: is the first still among them?")
def test_two_different_samples(observe: Callable) -> None:
    """The two samples of a pair are never one and the same."""
    for arguments in (UNEQUAL, TWINS):
        pairs = existing(observe(probes.some_single_samples, **arguments))
        alone = sum(pair.i == pair.j for pair in pairs)
        assert not alone, f"{alone} of {len(pairs)} pairs hold one sample twice"


@points(2)
@hint("which classes do you draw from, and which of their samples can be drawn together? do you draw few seeds?")
def test_any_two_of_a_class(observe: Callable) -> None:
    """Any two samples of one class can come as a pair, whatever the size of the class."""
    pairs = existing(observe(probes.many_calls, cases=1, **ALIKE))
    possible = two_of_a_class(pairs[0].labels)
    never = len(possible - {pair.samples() for pair in pairs})
    assert not never, (
        f"the classes have {len(possible)} pairs of two of their samples, {never} of them never came in "
        f"{len(pairs) // 2} same-class pairs"
    )
    calls = list(read(observe(probes.calls_for_two_pairs, cases=1, **ALONE)))
    met = {pair.classes() for call in calls for pair in call if pair.is_possible() and pair.same}
    assert len(met) > 1, f"all same-class pairs of {len(calls)} calls come from one class"
    results = {frozenset(pair.samples() for pair in call) for call in calls}
    assert len(results) > 20, f"{len(calls)} calls gave only {len(results)} different results"


def two_of_a_class(labels: list[int]) -> set[frozenset[int]]:
    """All pairs of two positions with one label."""
    members = defaultdict(list)
    for position, label in enumerate(labels):
        members[label].append(position)
    return {frozenset(pair) for positions in members.values() for pair in combinations(positions, 2)}


@points(1)
@hint("can the second class of a different-class pair be any other, and can each sample stand for its class?")
def test_any_two_classes(observe: Callable) -> None:
    """Any two classes of two or more samples can meet in a pair, and each of their samples can be in it."""
    pairs = existing(observe(probes.many_calls, cases=1, **SMALL))
    sizes = Counter(pairs[0].labels)
    large = {label for label, size in sizes.items() if size > 1}
    unlike = [pair for pair in pairs if len(set(pair.classes())) == 2]
    met = {frozenset(pair.classes()) for pair in unlike}
    apart = sum(frozenset(two) not in met for two in combinations(large, 2))
    assert not apart, f"{apart} pairs of two classes never met in {len(unlike)} different-class pairs"
    seen = {position for pair in unlike for position in (pair.i, pair.j)}
    never = sum(label in large and position not in seen for position, label in enumerate(pairs[0].labels))
    assert not never, f"{never} samples were never in any of {len(unlike)} different-class pairs"


@points(1)
@hint("is anything drawn once for all pairs of a call: a class, a sample, a place to start from?")
def test_each_pair_on_its_own(observe: Callable) -> None:
    """Each pair of a call is drawn on its own: it does not follow from the others."""
    for call in read(observe(probes.unequal_classes, sizes=(6, 9, 7, 12), n_pairs=48, calls=2)):
        alike = [pair for pair in call if pair.same]
        different = len({pair.samples() for pair in alike})
        assert different > 2 or len(alike) < 24, f"{len(alike)} same-class pairs of one call are {different}, repeated"
    for arguments, ties in ((TIED, ties_of_one_kind), (LARGE, ties_of_both_kinds)):
        observed = observe(probes.few_classes, cases=1, **arguments)
        existing(observed)
        tie = next(ties(list(read(observed))), "")
        assert not tie, f"in {arguments['calls']} calls {tie}"
    pairs = existing(observe(probes.one_long_call, cases=1, **LONG))
    labels = pairs[0].labels
    never = len(two_of_a_class(labels) - {pair.samples() for pair in pairs})
    assert not never, f"one call gave {len(pairs)} pairs, but {never} pairs of two samples of one class never"
    apart = len(set(map(frozenset, combinations(set(labels), 2))) - {frozenset(pair.classes()) for pair in pairs})
    assert not apart, f"one call gave {len(pairs)} pairs, but {apart} pairs of two classes never met in it"


def ties_of_one_kind(calls: list[list[Pair]]) -> Iterator[str]:
    """What the pairs of one kind, in every call, have in common."""
    for kind, name in KINDS:
        alike = [[pair for pair in call if pair.same == kind] for call in calls]
        if all(len({frozenset(pair.classes()) for pair in pairs}) == 1 for pairs in alike):
            yield f"all {name} pairs of one call come from the same {'class' if kind else 'two classes'}, each time"
        if all(pairs and frozenset.intersection(*(pair.samples() for pair in pairs)) for pairs in alike):
            yield f"all {name} pairs of one call have a sample in common, each time"
        if len({tuple(sorted(Counter(frozenset(pair.classes()) for pair in pairs).values())) for pairs in alike}) == 1:
            yield f"the {name} pairs of one call are spread over the classes in the same numbers, each time"
        for start in (Pair.samples, Pair.positions):
            following = defaultdict(set)
            for first, *others in filter(None, alike):
                following[start(first)].add(frozenset(Counter(pair.samples() for pair in others).items()))
            if len(following) < len(calls) and all(len(one) == 1 for one in following.values()):
                yield f"the first {name} pair of a call always came with the same other {name} pairs"


def ties_of_both_kinds(calls: list[list[Pair]]) -> Iterator[str]:
    """What pairs, in every call, have in common with others of their kind, or with those of the other kind."""
    for kind, name in KINDS:
        alike = [[pair.samples() for pair in call if pair.same == kind] for call in calls]
        if len(set().union(*alike)) > len(calls) and all(len(set(pairs)) < len(pairs) for pairs in alike):
            yield f"some {name} pairs are others of the same call once more, each time"
    met = [{sample for pair in call if pair.same for sample in (pair.i, pair.j)} for call in calls]
    if all(pair.same or pair.samples() & samples for call, samples in zip(calls, met, strict=True) for pair in call):
        yield "every different-class pair has a sample of a same-class pair, each time"


@points(2)
@hint("does every draw get generator=generator, and do you leave its seed alone?")
def test_all_draws_come_from_the_generator(observe: Callable) -> None:
    """make_pairs() draws all from the generator: same state, same pairs; next state, new pairs."""
    for seen, _ in observe(probes.replay, sizes=(7, 8, 12, 9, 10), n_pairs=24):
        first, following, again = (
            [part.tolist() for part in seen[name]]
            for name in ("result", "the next pairs", "the pairs from the same state")
        )
        assert first == again, "the same state of the generator gave different pairs"
        assert first[:2] != following[:2], "two calls in a row with one generator gave the same pairs"


@points(1)
@hint("does a line write into labels, or draw from or seed torch, numpy or random globally?")
def test_leaves_labels_and_global_states_alone(observe: Callable) -> None:
    """make_pairs() changes neither labels nor the global random states of torch, numpy and Python."""
    for seen, reference in observe(probes.surroundings, sizes=(4, 6, 3, 5), n_pairs=8):
        before, after = (side["labels after the call"] for side in (reference, seen))
        changed = int((before != after).sum())
        assert not changed, f"{changed} of {len(before)} entries of labels have changed after the call"
        for name, number in reference["the next global random numbers"].items():
            got = seen["the next global random numbers"][name]
            assert got == number, f"{name} gives another number after the call than without it"
