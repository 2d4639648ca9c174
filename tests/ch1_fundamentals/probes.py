"""Call the functions of chapter 1 on drawn inputs and return what was seen."""

import random
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch


def unequal_classes(solution: Any, draw: Any, **episode: Any) -> dict[str, Any]:
    """shuffled labels of classes that differ in size, with gaps between the class ids"""
    return _episodes(solution, draw, **episode)


def many_episodes(solution: Any, draw: Any, **episode: Any) -> dict[str, Any]:
    """many episodes, drawn one after the other from the same labels with the same generator"""
    seen = _episodes(solution, draw, **episode)
    following = zip(*seen.pop("the next episodes"), strict=True)
    ends = [torch.cat([torch.as_tensor(part).flatten() for part in parts]) for parts in following]
    return {**seen, "the entries of the next episodes": ends}


def many_episodes_with_gaps(solution: Any, draw: Any, **episode: Any) -> dict[str, Any]:
    """many episodes, drawn from labels in which classes that are too small lie between the others"""
    return many_episodes(solution, draw, is_ascending=True, **episode)


def some_small_classes(solution: Any, draw: Any, **episode: Any) -> dict[str, Any]:
    """labels in which enough classes are large enough for the episode, and the others too small"""
    return _episodes(solution, draw, **episode)


def just_enough(solution: Any, draw: Any, **episode: Any) -> dict[str, Any]:
    """labels with exactly n_way classes of exactly k_shot + n_query samples each"""
    return _episodes(solution, draw, **episode)


def class_zero(solution: Any, draw: Any, **episode: Any) -> dict[str, Any]:
    """labels with exactly n_way classes that are just large enough, of which one has the id 0"""
    return _episodes(solution, draw, from_zero=True, **episode)


def too_few_classes(solution: Any, draw: Any, **episode: Any) -> dict[str, Any]:
    """labels with fewer than n_way classes, all of them large"""
    return _episodes(solution, draw, **episode)


def too_few_large_classes(solution: Any, draw: Any, **episode: Any) -> dict[str, Any]:
    """labels with n_way classes or more, of which too many have fewer than k_shot + n_query samples"""
    return _episodes(solution, draw, **episode)


def replay(
    solution: Any, draw: Any, *, sizes: Sequence[int], n_way: int, k_shot: int, n_query: int
) -> dict[str, Any]:
    """a generator that is set back to the state it had before, while the global random states are others"""
    labels, generator = _labels(draw, sizes), draw.generator()
    torch.rand(5, generator=generator)  # its state is no longer the one its seed gave it
    state = generator.get_state()
    first = solution.sample_episode(labels.clone(), n_way, k_shot, n_query, generator)
    following = solution.sample_episode(labels.clone(), n_way, k_shot, n_query, generator)
    _seed_globally(int(draw.integers(0, 2**31, 1)))
    generator.set_state(state)
    again = solution.sample_episode(labels.clone(), n_way, k_shot, n_query, generator)
    return {"result": first, "the next episode": following, "the episode from the same state": again}


def surroundings(
    solution: Any, draw: Any, *, sizes: Sequence[int], n_way: int, k_shot: int, n_query: int
) -> dict[str, Any]:
    """labels and global random states that are looked at again after the call"""
    labels = _labels(draw, sizes)
    _seed_globally(int(draw.integers(0, 2**31, 1)))
    result = solution.sample_episode(labels, n_way, k_shot, n_query, draw.generator())
    numbers = {
        "torch.rand": torch.rand(1).item(),
        "np.random.rand": np.random.rand(),
        "random.random": random.random(),
    }
    return {"result": result, "labels after the call": labels, "the next global random numbers": numbers}


def _episodes(
    solution: Any,
    draw: Any,
    *,
    sizes: Sequence[int],
    n_way: int,
    k_shot: int,
    n_query: int,
    episodes: int = 1,
    is_ascending: bool = False,
    from_zero: bool = False,
) -> dict[str, Any]:
    labels, generator = _labels(draw, sizes, is_ascending), draw.generator()
    labels = labels - labels.min() if from_zero else labels
    drawn = [
        solution.sample_episode(labels.clone(), n_way, k_shot, n_query, generator) for _ in range(episodes)
    ]
    return {"result": drawn[0], "the next episodes": drawn[1:], "labels": labels}


def _labels(draw: Any, sizes: Sequence[int], is_ascending: bool = False) -> torch.Tensor:
    """Shuffled labels of classes with these sizes; the ids have two digits, none follows on another.

    Sizes are given to the ids in any order, or in ascending order of the ids.
    """
    ids = draw.shuffled(torch.arange(11, 99, 3))[: len(sizes)]
    ids = ids.sort().values if is_ascending else ids
    return draw.shuffled(ids.repeat_interleave(torch.tensor(sizes))).to(draw.device)


def _seed_globally(seed: int) -> None:
    torch.manual_seed(seed)
    np.random.seed(seed)
    random.seed(seed)
