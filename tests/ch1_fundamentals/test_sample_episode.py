"""Hidden suite of sample_episode."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations, permutations
from typing import Any

import torch

from autograder.suite import hint, points

from . import probes

RANDOM = True

# More classes than an episode takes, and more samples in each: only test_takes_just_enough is tight.
UNEQUAL = {"sizes": (10, 12, 11, 14, 13, 16), "n_way": 5, "k_shot": 4, "n_query": 5, "episodes": 4}


@dataclass(frozen=True)
class Episode:
    """What one call returned, as lists of whole numbers, and the labels it was drawn from."""

    support: list[int]
    support_y: list[int]
    query: list[int]
    query_y: list[int]
    classes: list[int]
    labels: list[int]

    def entries(self) -> list[tuple[int, int]]:
        """Position and episode label of every sample."""
        return list(zip(self.support + self.query, self.support_y + self.query_y, strict=True))

    def class_at(self, position: int) -> int | None:
        """The class of a sample, `None` for a position that does not exist."""
        return self.labels[position] if 0 <= position < len(self.labels) else None

    def class_of(self, y: int) -> int | None:
        """The class that an episode label stands for, `None` for a label that does not exist."""
        return self.classes[y] if 0 <= y < len(self.classes) else None

    def ranks(self) -> dict[int, tuple[int, ...]]:
        """For each class, which of its samples are queries, counted among those the support set has left over."""
        return {
            class_id: tuple(rank for rank, position in enumerate(self.rest(class_id)) if position in self.query)
            for class_id in self.classes
        }

    def rest(self, class_id: int) -> list[int]:
        """The positions of a class that are not in the support set."""
        of_class = (position for position, label in enumerate(self.labels) if label == class_id)
        return [position for position in of_class if position not in self.support]


def read(observed: list[tuple[Any, Any]]) -> Iterator[Episode]:
    """All episodes of all cases; the labels are the reference's, which nobody can have changed."""
    for seen, reference in observed:
        if ends := seen.get("the entries of the next episodes"):
            following = _apart(ends, seen["result"])
        else:
            following = seen["the next episodes"]
        for parts in (seen["result"], *following):
            yield Episode(*(part.tolist() for part in parts), reference["labels"].tolist())


def _apart(ends: list[torch.Tensor], first: tuple[torch.Tensor, ...]) -> Iterator[tuple[torch.Tensor, ...]]:
    """The episodes whose parts were laid end to end, each as long as those of the first one."""
    return zip(*(entries.split(len(part)) for entries, part in zip(ends, first, strict=True)), strict=True)


@points(1)
@hint("do the indices count positions in labels, and do index, label and classes go in step?")
def test_labels_stand_for_classes(observe: Callable) -> None:
    """sample_episode() returns positions in labels, and classes[y] is the class of a sample with label y."""
    for episode in read(observe(probes.unequal_classes, **UNEQUAL)):
        entries = episode.entries()
        outside = sum(episode.class_at(position) is None for position, _ in entries)
        assert not outside, f"{outside} of {len(entries)} positions lie outside of 0..len(labels)-1"
        unknown = sum(episode.class_of(y) is None for _, y in entries)
        assert not unknown, f"{unknown} of {len(entries)} episode labels lie outside of 0..n_way-1"
        wrong = sum(episode.class_at(position) != episode.class_of(y) for position, y in entries)
        assert not wrong, f"for {wrong} of {len(entries)} samples, labels[position] is not classes[y]"


@points(1)
@hint("do you draw from each class on its own, and without putting anything back?")
def test_shots(observe: Callable) -> None:
    """sample_episode() draws k_shot different support and n_query different queries of n_way classes."""
    observe(probes.unequal_classes, cases=1, sizes=(6, 5, 7), n_way=1, k_shot=1, n_query=1)  # shapes are compared
    for episode in read(observe(probes.unequal_classes, **UNEQUAL)):
        different = len(set(episode.classes))
        assert different == 5, f"classes holds {different} different class ids, expected n_way = 5"
        for name, ys, wanted in (("support_y", episode.support_y, 4), ("query_y", episode.query_y, 5)):
            shots = [ys.count(y) for y in range(5)]
            assert shots == [wanted] * 5, f"{name} holds the labels 0..4 {shots} times, not {wanted} each"
        for name, positions in (("support_idx", episode.support), ("query_idx", episode.query)):
            twice = len(positions) - len(set(positions))
            assert not twice, f"{name} repeats {twice} positions, expected all of them to differ"


@points(1)
@hint("are the query samples drawn from what the support set has left over?")
def test_support_and_query_are_disjoint(observe: Callable) -> None:
    """sample_episode() puts no sample into both the support and the query set."""
    for episode in read(observe(probes.unequal_classes, **UNEQUAL)):
        both = len(set(episode.support) & set(episode.query))
        assert not both, f"{both} positions are in support_idx and in query_idx, expected none"


@points(1)
@hint("are the classes sorted, or drawn in a way in which some of them never meet?")
def test_classes_come_in_random_order(observe: Callable) -> None:
    """sample_episode() can give any n_way classes of labels, in any order, to the labels 0..n_way-1."""
    for n_way, number in ((1, 60), (2, 140), (3, 140)):
        arguments = {"sizes": (6, 5, 7), "n_way": n_way, "k_shot": 1, "n_query": 2, "episodes": number}
        episodes = list(read(observe(probes.many_episodes, cases=1, **arguments)))
        possible = set(permutations(set(episodes[0].labels), n_way))
        seen = {tuple(episode.classes) for episode in episodes}
        other = len(seen - possible)
        assert not other, f"{other} times classes did not hold {n_way} different class ids of labels"
        assert seen == possible, (
            f"three classes can take {n_way} labels in {len(possible)} ways, "
            f"{len(episodes)} episodes show {len(seen)} of them"
        )


@points(1)
@hint("is every class that is large enough equally likely to be drawn, whatever its size and its neighbours?")
def test_classes_are_equally_likely(observe: Callable) -> None:
    """sample_episode() gives each label to every class equally often, whatever the sizes; any two can meet."""
    arguments = {"sizes": (300, *[2] * 9, 4, 3, 5), "n_way": 2, "k_shot": 1, "n_query": 2, "episodes": 150}
    episodes = list(read(observe(probes.many_episodes_with_gaps, cases=1, **arguments)))
    large = {class_id for class_id, size in Counter(episodes[0].labels).items() if size >= 3}
    for y in range(2):
        counts = Counter(episode.classes[y] for episode in episodes)
        least, most = min(counts[class_id] for class_id in large), max(counts.values())
        assert 8 <= least <= most <= 76, (  # a right answer fails once in a thousand million times
            f"in 150 episodes label {y} stood {most} times for one class and {least} times for another, "
            "expected about 38 times for each of the four that are large enough"
        )
    met = len({frozenset(episode.classes) for episode in episodes})
    assert met >= 6, f"four classes make 6 pairs, in 150 episodes with n_way = 2 only {met} of them met"


@points(1)
@hint("are the samples of a class shuffled before you take support and query from them?")
def test_every_sample_can_occur(observe: Callable) -> None:
    """sample_episode() can put every sample of a class into the support set and into the query set."""
    arguments = {"sizes": (5, 4), "n_way": 2, "k_shot": 1, "n_query": 2, "episodes": 135}
    episodes = list(read(observe(probes.many_episodes, cases=1, **arguments)))
    everyone = set(range(len(episodes[0].labels)))
    for name in ("support", "query"):
        seen = {position for episode in episodes for position in getattr(episode, name)}
        never = len(everyone - seen)
        assert not never, f"{never} of {len(everyone)} samples were never in the {name} set of 135 episodes"
    possible = set(combinations(range(4), 2))
    ranks = [item for episode in episodes for item in episode.ranks().items()]
    ways = {two for class_id, two in ranks if episodes[0].labels.count(class_id) == 5} & possible
    assert ways == possible, (
        f"of the four samples that the support set leaves over, two can be the queries in {len(possible)} ways, "
        f"in 135 episodes only {len(ways)} of them occurred"
    )


@points(1)
@hint("is each sample drawn on its own, or do neighbours come together?")
def test_any_samples_can_meet(observe: Callable) -> None:
    """sample_episode() can put any two samples of a class together, whatever it draws of other classes."""
    arguments = {"sizes": (4, 4), "n_way": 2, "k_shot": 2, "n_query": 1, "episodes": 150}
    episodes = list(read(observe(probes.many_episodes, cases=1, **arguments)))
    labels = episodes[0].labels
    possible = {pair for pair in combinations(range(len(labels)), 2) if labels[pair[0]] == labels[pair[1]]}
    met = {pair for episode in episodes for pair in combinations(sorted(episode.support), 2)} & possible
    assert met == possible, (
        f"the classes have {len(possible)} pairs of samples, "
        f"in 150 episodes with k_shot = 2 only {len(met)} of them met in a support set"
    )
    together = len({frozenset(episode.support) for episode in episodes})
    assert together >= 24, (
        f"two classes have 36 support sets between them, in 150 episodes only {together} occurred: "
        "the samples of one class decide those of the other"
    )
    choices = {tuple(sorted(episode.ranks().items())) for episode in episodes}
    assert len(choices) >= 4, (
        "of the two samples that the support set leaves over, each can be the query of its class, whichever is that "
        f"of the other class; of these 4 choices only {len(choices)} occurred in 150 episodes"
    )
    arguments = {"sizes": (4,), "n_way": 1, "k_shot": 1, "n_query": 1, "episodes": 130}
    episodes = list(read(observe(probes.many_episodes, cases=1, **arguments)))
    met = len({frozenset(episode.support + episode.query) for episode in episodes})
    assert met >= 6, f"four samples make 6 pairs, in 130 episodes with one of each kind only {met} of them met"


@points(1)
@hint("does every draw get generator=generator, and do you leave its seed alone?")
def test_all_draws_come_from_the_generator(observe: Callable) -> None:
    """sample_episode() draws all from the generator: same state, same episode; next state, new episode."""
    arguments = {"sizes": (7, 8, 12, 9, 10, 7, 11, 8), "n_way": 4, "k_shot": 2, "n_query": 3}
    for seen, _ in observe(probes.replay, **arguments):
        first, following, again = (
            [part.tolist() for part in seen[name]]
            for name in ("result", "the next episode", "the episode from the same state")
        )
        assert first == again, "the same state of the generator gave two different episodes"
        assert first != following, "two calls in a row with one generator gave the same episode"


@points(1)
@hint("does a line write into labels, or draw from or seed torch, numpy or random globally?")
def test_leaves_labels_and_global_states_alone(observe: Callable) -> None:
    """sample_episode() changes neither labels nor the global random states of torch, numpy and Python."""
    arguments = {"sizes": (8, 6, 9, 7), "n_way": 3, "k_shot": 2, "n_query": 3}
    for seen, reference in observe(probes.surroundings, **arguments):
        before, after = (side["labels after the call"] for side in (reference, seen))
        changed = int((before != after).sum())
        assert not changed, f"{changed} of {len(before)} entries of labels have changed after the call"
        for name, number in reference["the next global random numbers"].items():
            got = seen["the next global random numbers"][name]
            assert got == number, f"{name} gives another number after the call than without it"


@points(1)
@hint("how many classes have k_shot + n_query samples or more, and what if these are fewer than n_way?")
def test_refuses_what_cannot_be_drawn(compare: Callable) -> None:
    """sample_episode() raises ValueError if fewer than n_way classes have k_shot + n_query samples."""
    compare(probes.too_few_classes, sizes=(9, 12, 10), n_way=4, k_shot=2, n_query=3)
    compare(probes.too_few_large_classes, sizes=(25, 4, 20, 3), n_way=3, k_shot=2, n_query=3)


@points(1)
@hint("which classes do you choose from, if some have fewer than k_shot + n_query samples?")
def test_passes_over_small_classes(observe: Callable) -> None:
    """sample_episode() draws only from the classes that have k_shot + n_query samples or more."""
    arguments = {"sizes": (7, 4, 9, 2, 6, 1, 8), "n_way": 3, "k_shot": 2, "n_query": 3, "episodes": 4}
    for episode in read(observe(probes.some_small_classes, **arguments)):
        size_of = Counter(episode.labels)
        small = sum(size_of[episode.class_at(position)] < 5 for position, _ in episode.entries())
        assert not small, f"{small} samples are of classes that are too small, expected none"


@points(1)
@hint("are k_shot + n_query samples in a class enough, n_way classes enough, and is each sample used once?")
def test_takes_just_enough(observe: Callable) -> None:
    """sample_episode() takes every sample of every class if there are just as many as it needs."""
    arguments = {"sizes": (5, 5, 5, 5), "n_way": 4, "k_shot": 2, "n_query": 3}
    observed = observe(probes.just_enough, **arguments) + observe(probes.class_zero, cases=1, **arguments)
    for episode in read(observed):
        by_class, by_label = defaultdict(set), defaultdict(set)
        for position, class_id in enumerate(episode.labels):
            by_class[class_id].add(position)
        for position, y in episode.entries():
            by_label[y].add(position)
        complete = sum(group in by_label.values() for group in by_class.values())
        assert complete == 4, f"{complete} of 4 classes have all their samples under one label, expected 4"
