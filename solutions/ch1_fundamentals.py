"""Given code and solutions of ch1_fundamentals.

Generated from source/ch1_fundamentals.py: edit there, then run `python -m autograder build ch1_fundamentals`.
"""

import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits

digit_images = torch.tensor(load_digits().images / 16, dtype=torch.float32)  # (1797, 8, 8), from 0 to 1
digit_labels = torch.tensor(load_digits().target)  # (1797,), from 0 to 9

def sample_episode(
    labels: torch.Tensor, n_way: int, k_shot: int, n_query: int, generator: torch.Generator
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
    """Draw one `n_way`-way, `k_shot`-shot episode from a labelled data set.

    Args:
        labels: (n,) int64, the class id of every sample. The ids may have gaps (3, 17, 40), the samples come
            in any order, and the classes may differ in size. Not modified.
        n_way: number of classes in the episode, at least 1.
        k_shot: number of support samples of each class, at least 1.
        n_query: number of query samples of each class, at least 1.
        generator: the only source of randomness, a generator on the CPU.

    Returns:
        `(support_idx, support_y, query_idx, query_y, classes)`, five tensors of any integer dtype on the
        device of `labels`:
        - support_idx: (n_way * k_shot,) positions in `labels`, each in 0..n-1;
        - support_y: (n_way * k_shot,) the episode label of each of these samples, in 0..n_way-1;
        - query_idx: (n_way * n_query,) positions in `labels`, each in 0..n-1;
        - query_y: (n_way * n_query,) the episode label of each of these samples, in 0..n_way-1;
        - classes: (n_way,) the class id that each episode label stands for, so that
          `labels[support_idx] == classes[support_y]` and `labels[query_idx] == classes[query_y]`.

    Which classes: a class can be drawn if it has at least k_shot + n_query samples; smaller classes are
    passed over. Every ordered choice of n_way different classes that can be drawn is equally likely,
    whatever their sizes. So `classes` is in random order, and a label carries no information about the
    class id.

    Which samples: exactly k_shot support samples and n_query query samples of each drawn class. No sample
    comes twice, neither within the support set, nor within the query set, nor in both. Within a class,
    every choice of support samples is equally likely, and so is every choice of query samples among the
    rest. The samples of different classes are drawn independently of each other.

    The order of the entries is free (by class, alternating, shuffled), as long as `support_idx` and
    `support_y` agree entry by entry, and `query_idx` and `query_y` too.

    Randomness: the same state of `generator` gives the same five tensors. Every call moves the generator
    on, so that the next call draws a new episode. The global random states of torch, numpy and Python are
    neither used nor moved. (You may draw with another tool of your own, if you seed it with a number drawn
    from `generator`.)

    Raises:
        ValueError: if fewer than n_way classes have k_shot + n_query samples. Never returns a short episode.

    Source: Vinyals et al. 2016, section 2.2 (the recipe) and section 4 (N-way, k-shot tasks); Ravi and
        Larochelle 2017.
    """
    n_samples = k_shot + n_query
    class_ids, sizes = torch.unique(labels, return_counts=True)
    large_enough = class_ids[sizes >= n_samples]
    if len(large_enough) < n_way:
        raise ValueError(f"n_way={n_way}, but only {len(large_enough)} classes have {n_samples} samples")
    classes = large_enough[torch.randperm(len(large_enough), generator=generator)[:n_way]]
    rows = []
    for class_id in classes:
        positions = (labels == class_id).nonzero().squeeze(1)
        rows.append(positions[torch.randperm(len(positions), generator=generator)[:n_samples]])
    drawn = torch.stack(rows)  # (n_way, k_shot + n_query)
    y = torch.arange(n_way, device=labels.device)
    support_idx, query_idx = drawn[:, :k_shot].flatten(), drawn[:, k_shot:].flatten()
    return support_idx, y.repeat_interleave(k_shot), query_idx, y.repeat_interleave(n_query), classes
