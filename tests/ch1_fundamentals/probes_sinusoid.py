"""Call sinusoid_task on drawn generators and return what was seen."""

import random
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch

PARTS = ("xs", "ys", "xq", "yq", "amplitude", "phase")


def one_task(solution: Any, draw: Any, *, k_shot: int, n_query: int) -> dict[str, Any]:
    """one task with different numbers of support and query points"""
    parts = solution.sinusoid_task(k_shot, n_query, draw.generator())
    return {"result": (*parts[:4], *map(float, parts[4:]))}


def tasks(
    solution: Any, draw: Any, *, parts: Sequence[str], number: int, k_shot: int, n_query: int
) -> dict[str, Any]:
    """many tasks, drawn one after the other with the same generator"""
    generator = draw.generator()
    drawn = [_flat(solution.sinusoid_task(k_shot, n_query, generator), parts) for _ in range(number)]
    return {part: torch.stack([task[part] for task in drawn]) for part in parts}


def replay(solution: Any, draw: Any, *, k_shot: int, n_query: int) -> dict[str, Any]:
    """a generator that is set back to the state it had before, while the global random states are others"""
    generator = draw.generator()
    torch.rand(5, generator=generator)  # its state is no longer the one its seed gave it
    state = generator.get_state()
    first = _flat(solution.sinusoid_task(k_shot, n_query, generator))
    following = _flat(solution.sinusoid_task(k_shot, n_query, generator))
    _seed_globally(int(draw.integers(0, 2**31, 1)))
    generator.set_state(state)
    again = _flat(solution.sinusoid_task(k_shot, n_query, generator))
    return {"the task": first, "the next task": following, "the task from the same state": again}


def surroundings(solution: Any, draw: Any, *, k_shot: int, n_query: int) -> dict[str, Any]:
    """global random states that are looked at again after the call"""
    _seed_globally(int(draw.integers(0, 2**31, 1)))
    drawn = _flat(solution.sinusoid_task(k_shot, n_query, draw.generator()))
    numbers = {
        "torch.rand": torch.rand(1).item(),
        "np.random.rand": np.random.rand(),
        "random.random": random.random(),
    }
    return {"the amplitude": drawn["amplitude"], "the next global random numbers": numbers}


def _flat(task: Any, names: Sequence[str] = PARTS) -> dict[str, torch.Tensor]:
    """These parts of a task without their shapes and dtypes, which one_task shows."""
    xs, ys, xq, yq, amplitude, phase = task
    parts = dict(zip(PARTS, (xs, ys, xq, yq, amplitude, phase), strict=True))
    return {name: torch.as_tensor(parts[name]).detach().double().flatten() for name in names}


def _seed_globally(seed: int) -> None:
    torch.manual_seed(seed)
    np.random.seed(seed)
    random.seed(seed)
