"""Call split_classes and mean_ci95 on drawn inputs and return what was seen."""

import random
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch


def classes_with_gaps(
    solution: Any, draw: Any, *, sizes: Sequence[int], n_train: int, n_val: int
) -> dict[str, Any]:
    """shuffled labels of classes that differ in size, with gaps between the class ids"""
    labels = _labels(draw, sizes)
    return {"result": solution.split_classes(labels.clone(), n_train, n_val, _seed(draw)), "labels": labels}


def large_ids(solution: Any, draw: Any, *, sizes: Sequence[int], n_train: int, n_val: int) -> dict[str, Any]:
    """shuffled labels whose class ids have four digits"""
    labels = _labels(draw, sizes) + 4000
    return {"result": solution.split_classes(labels.clone(), n_train, n_val, _seed(draw)), "labels": labels}


def classes_without_gaps(
    solution: Any, draw: Any, *, sizes: Sequence[int], n_train: int, n_val: int
) -> dict[str, Any]:
    """shuffled labels of classes that are numbered from 0 on, without gaps"""
    ids = torch.arange(len(sizes)).repeat_interleave(torch.tensor(sizes))
    labels = draw.shuffled(ids).to(draw.device)
    train, val, test = solution.split_classes(labels, n_train, n_val, _seed(draw))
    return {
        "the number of classes in train": len(train),
        "the number of classes in val": len(val),
        "the number of classes in test": len(test),
    }


def other_labels_first(
    solution: Any, draw: Any, *, sizes: Sequence[int], n_train: int, n_val: int
) -> dict[str, Any]:
    """labels that are split after other labels, with the same seed and the same numbers"""
    seed, before, labels = _seed(draw), _labels(draw, sizes), _labels(draw, sizes)
    solution.split_classes(before, n_train, n_val, seed)
    return {"result": solution.split_classes(labels.clone(), n_train, n_val, seed), "labels": labels}


def empty_parts(solution: Any, draw: Any, *, sizes: Sequence[int]) -> dict[str, Any]:
    """numbers with which one part gets all classes and the other two get none"""
    labels, n = _labels(draw, sizes), len(sizes)
    return {
        f"with all classes in {name}, split_classes(...)":
            solution.split_classes(labels.clone(), n_train, n_val, _seed(draw))
        for name, n_train, n_val in (("train", n, 0), ("val", 0, n), ("test", 0, 0))
    }


def many_seeds(
    solution: Any, draw: Any, *, sizes: Sequence[int], n_train: int, n_val: int, seeds: int
) -> dict[str, Any]:
    """the same labels split with many seeds"""
    labels = _labels(draw, sizes)
    splits = [solution.split_classes(labels.clone(), n_train, n_val, _seed(draw)) for _ in range(seeds)]
    ends = [torch.cat([torch.as_tensor(part) for part in parts]) for parts in zip(*splits[1:], strict=True)]
    return {"result": splits[0], "the entries of the splits with other seeds": ends, "labels": labels}


def rare_and_frequent_classes(
    solution: Any, draw: Any, *, sizes: Sequence[int], n_train: int, n_val: int, seeds: int
) -> dict[str, Any]:
    """labels of classes with many and with few samples, split with many seeds"""
    return many_seeds(solution, draw, sizes=sizes, n_train=n_train, n_val=n_val, seeds=seeds)


def same_seed_again(
    solution: Any, draw: Any, *, sizes: Sequence[int], n_train: int, n_val: int
) -> dict[str, Any]:
    """a seed that is used again after another one, while the global random states have changed"""
    labels, other = _labels(draw, sizes), _seed(draw)
    seen: dict[str, Any] = {}
    large = int(draw.integers(2**31, 2**32, 1))
    for name, seed in (("seed 0", 0), ("a large seed", large), ("the largest seed", 2**32 - 1)):
        first = solution.split_classes(labels.clone(), n_train, n_val, seed)
        solution.split_classes(labels.clone(), n_train, n_val, other)
        _seed_globally(_seed(draw))
        seen[f"with {name}, split_classes(...)"] = first
        seen[f"with {name} again, split_classes(...)"] = solution.split_classes(labels.clone(), n_train, n_val, seed)
    return seen


def labels_afterwards(
    solution: Any, draw: Any, *, sizes: Sequence[int], n_train: int, n_val: int
) -> dict[str, Any]:
    """labels that are looked at again after the call"""
    labels = _labels(draw, sizes)
    parts = solution.split_classes(labels, n_train, n_val, _seed(draw))
    return {"the number of parts": len(parts), "labels after the call": labels}


def global_states_afterwards(
    solution: Any, draw: Any, *, sizes: Sequence[int], n_train: int, n_val: int
) -> dict[str, Any]:
    """global random states that are looked at again after the call"""
    labels = _labels(draw, sizes)
    _seed_globally(_seed(draw))
    parts = solution.split_classes(labels, n_train, n_val, _seed(draw))
    return {
        "the number of parts": len(parts),
        "the next torch.rand(1)": torch.rand(1).item(),
        "the next np.random.rand()": np.random.rand(),
        "the next random.random()": random.random(),
    }


def too_few_classes(
    solution: Any, draw: Any, *, sizes: Sequence[int], n_train: int, n_val: int
) -> dict[str, Any]:
    """labels with more than n_train + n_val samples, but with fewer classes"""
    return classes_with_gaps(solution, draw, sizes=sizes, n_train=n_train, n_val=n_val)


def mean_of_tensor(solution: Any, draw: Any, *, n: int) -> dict[str, Any]:
    """a float64 tensor of accuracies between 0 and 1, looking at the first of the two numbers"""
    return {"the mean": solution.mean_ci95(_skewed(draw, n))[0]}


def many_episodes(solution: Any, draw: Any, *, n: int) -> dict[str, Any]:
    """the accuracies of hundreds of episodes, looking at the second of the two numbers"""
    return {"the half width": solution.mean_ci95(_skewed(draw, n))[1]}


def repeated_accuracies(solution: Any, draw: Any, *, n: int) -> dict[str, Any]:
    """the accuracies of hundreds of episodes, of which many are equal, looking at the second of the two numbers"""
    shares = torch.tensor([0.2, 0.4, 0.4, 0.6, 0.8], dtype=torch.float64)
    return {"the half width": solution.mean_ci95(shares[draw.integers(0, 5, n).cpu()])[1]}


def few_episodes(solution: Any, draw: Any, *, n: int) -> dict[str, Any]:
    """the accuracies of a few episodes, looking at the second of the two numbers"""
    return {"the half width": solution.mean_ci95(_skewed(draw, n))[1]}


def two_episodes(solution: Any, draw: Any) -> Any:
    """the accuracies of two episodes"""
    low, high = draw.uniform(2, high=0.05, dtype="float64").cpu()
    return solution.mean_ci95(torch.stack([high + 0.75, low + 0.6]))


def half_width_to_six_digits(solution: Any, draw: Any, *, n: int) -> dict[str, Any]:
    """a float64 tensor of accuracies that differ widely, looking closely at the half width"""
    return {"the half width": solution.mean_ci95(_apart(draw, n))[1]}


def nearly_equal_float64(solution: Any, draw: Any, *, n: int) -> dict[str, Any]:
    """a float64 tensor of percentages near 80 that differ by less than a tenth, and the same numbers less 80"""
    accuracies = draw.uniform(n, low=80.0, high=80.05, dtype="float64").cpu()
    near, less = (solution.mean_ci95(values)[1] for values in (accuracies, accuracies - 80.0))
    return {"the half width, divided by the half width of the same numbers less 80": near / less}


def list_of_floats(solution: Any, draw: Any, *, n: int) -> Any:
    """a list of Python floats"""
    return solution.mean_ci95(_apart(draw, n).tolist())


def tuple_of_floats(solution: Any, draw: Any, *, n: int) -> Any:
    """a tuple of Python floats"""
    return solution.mean_ci95(tuple(_apart(draw, n).tolist()))


def float32_tensor(solution: Any, draw: Any, *, n: int) -> Any:
    """a float32 tensor"""
    return solution.mean_ci95(_apart(draw, n).float())


def percentages(solution: Any, draw: Any, *, n: int) -> Any:
    """percentages, with an interval that reaches beyond 100"""
    values = draw.uniform(n, low=99.99, high=100.0, dtype="float64").cpu()
    values[-1] = 60.0
    return solution.mean_ci95(draw.shuffled(values))


def shares_near_one(solution: Any, draw: Any, *, n: int) -> Any:
    """accuracies near 1, with an interval that reaches beyond 1"""
    values = draw.uniform(n, low=0.9999, high=1.0, dtype="float64").cpu()
    values[-1] = 0.6
    return solution.mean_ci95(draw.shuffled(values))


def shares_near_zero(solution: Any, draw: Any, *, n: int) -> dict[str, Any]:
    """accuracies near 0, with an interval that reaches below 0, looking at the second of the two numbers"""
    values = draw.uniform(n, high=0.0001, dtype="float64").cpu()
    values[-1] = 0.4
    return {"the half width": solution.mean_ci95(draw.shuffled(values))[1]}


def equal_accuracies(solution: Any, draw: Any, *, n: int) -> dict[str, Any]:
    """accuracies that are all equal"""
    numbers = draw.uniform(30, low=0.1, high=1.0, dtype="float64").cpu()
    return {
        "the half width if all are 1": solution.mean_ci95(torch.ones_like(numbers[:n]))[1],
        "the half width if all are 0": solution.mean_ci95(torch.zeros_like(numbers[:n]))[1],
        "the half width if all are another number":
            [solution.mean_ci95(number.repeat(n))[1] for number in numbers],
    }


def fewer_than_two(solution: Any, draw: Any, *, n: int, kind: str) -> Any:
    """fewer than two accuracies"""
    accuracies = _apart(draw, n)
    kinds = {"list": accuracies.tolist(), "tuple": tuple(accuracies.tolist()), "tensor": accuracies}
    return solution.mean_ci95(kinds[kind])


def accuracies_afterwards(solution: Any, draw: Any, *, n: int) -> dict[str, Any]:
    """a tensor and a list that are looked at again after the call"""
    tensor, numbers = _apart(draw, n), _apart(draw, n).tolist()
    counts = [len(solution.mean_ci95(accuracies)) for accuracies in (tensor, numbers)]
    return {
        "the number of results": counts,
        "the tensor after the call": tensor,
        "the list after the call": numbers,
    }


def _labels(draw: Any, sizes: Sequence[int]) -> torch.Tensor:
    """Shuffled labels of classes with these sizes; the ids have two or three digits, none follows on another."""
    ids = draw.shuffled(torch.arange(11, 300, 3))[: len(sizes)]
    return draw.shuffled(ids.repeat_interleave(torch.tensor(sizes))).to(draw.device)


def _seed(draw: Any) -> int:
    return int(draw.integers(1, 2**31, 1))


def _seed_globally(seed: int) -> None:
    torch.manual_seed(seed)
    np.random.seed(seed)
    random.seed(seed)


def _skewed(draw: Any, n: int) -> torch.Tensor:
    """Accuracies whose mean is far from their median: most are near 0.9, one in four is near 0.2."""
    values = draw.uniform(n, low=0.85, high=0.95, dtype="float64").cpu()
    values[: max(1, n // 4)] -= 0.7
    return draw.shuffled(values)


def _apart(draw: Any, n: int) -> torch.Tensor:
    """Accuracies between 0.1 and 1 of which no two are close."""
    steps = torch.arange(n) + draw.uniform(n, low=0.3, high=0.7, dtype="float64").cpu()
    return draw.shuffled(0.1 + 0.9 * steps / max(n, 1))
