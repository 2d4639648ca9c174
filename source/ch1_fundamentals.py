# %% [markdown]
# # Chapter 1 · Fundamentals of meta-learning
#
# Ordinary learning fits one model to one task. Meta-learning looks for a *way of learning* that works on a
# whole family of tasks, including tasks that nobody has seen yet. To train and to measure such a learner we
# need many tasks, and the common way to get them is to cut them out of one labelled data set.
#
# So far this notebook holds that one step: drawing an N-way, K-shot episode.

# %% given="setup"
import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits

# %% given="digits"
digit_images = torch.tensor(load_digits().images / 16, dtype=torch.float32)  # (1797, 8, 8), from 0 to 1
digit_labels = torch.tensor(load_digits().target)  # (1797,), from 0 to 9

# %% [markdown]
# ## Episodes: small tasks cut out of a large data set
#
# In supervised learning the unit of data is a sample $(x, y)$. In meta-learning it is a **task**: a small
# data set to learn from, and further samples to be judged on. Tasks come from a distribution
# $p(\mathcal{T})$, and a learner with parameters $\theta$ is trained to do well on the average task,
#
# $$ \min_\theta \; \mathbb{E}_{\mathcal{T} \sim p(\mathcal{T})} \Big[ \,
#    \mathcal{L}\big(\text{query} \,\big|\, \text{support}; \theta\big) \Big] . $$
#
# For classification, Vinyals et al. (2016) define $p(\mathcal{T})$ by a recipe that almost all later work
# follows. One draw is called an **episode**; in our words:
#
# 1. choose $N$ classes (`n_way`) at random, and number them $0, \dots, N-1$ in the order in which they were
#    drawn;
# 2. choose $K$ samples (`k_shot`) of each as the **support set**, from which the learner may learn;
# 3. choose $Q$ further samples (`n_query`) of each as the **query set**, on which it is judged.
#
# Each rule of the recipe guards against a number that looks good and means nothing.
#
# - *Support and query are disjoint.* A query that also lies in the support set can be looked up instead of
#   recognised.
# - *Every class has the same number of samples.* Then guessing is right with probability $1/N$, and an
#   accuracy can be compared with that of another paper.
# - *The numbering is random.* Write $c_y$ for the class that carries label $y$ in this episode. We want
#   $P(c_y = c)$ to be the same for every label $y$. If the chosen classes were sorted instead, class 0
#   could only ever carry label 0, and a network could learn much of the way from image to label by heart,
#   without a look at the support set. Santoro et al. (2016) shuffle the labels between episodes for this
#   reason; Yin et al. (2020) call the failure *memorization*.
# - *No short episodes.* A class with 4 samples cannot give 1 support and 5 query samples. An episode that
#   silently comes out smaller changes what is measured, so such a class is passed over, and if too few
#   classes are left, that is an error.
#
# **Randomness has one source.** A comparison of two methods is fair if both see the same episodes, and an
# experiment can be repeated if its episodes can. So all draws come from a `torch.Generator` that is handed
# in. Each draw moves this generator on: a loop that calls the function with the same generator object gets a
# new episode every time.
#
# Our function returns no images. It returns **positions** in `labels`, and you can use these to index images,
# embeddings or anything else that is stored in the same order.

# %% exercise="sample_episode"
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
    ### BEGIN SOLUTION
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
    ### END SOLUTION

# %% check="sample_episode"
toy_labels = torch.tensor([8, 5, 8, 2, 5, 8, 2, 8, 5, 2, 8])  # five samples of 8, three each of 5 and 2
toy_generator = torch.Generator().manual_seed(0)
s_idx, s_y, q_idx, q_y, toy_classes = sample_episode(toy_labels, 2, 1, 2, toy_generator)
assert s_idx.shape == s_y.shape == (2,) and q_idx.shape == q_y.shape == (4,) and toy_classes.shape == (2,), (
    "2 classes with 1 support and 2 query samples each: expected shapes (2,), (2,), (4,), (4,), (2,), got "
    f"{[tuple(part.shape) for part in (s_idx, s_y, q_idx, q_y, toy_classes)]}; are the tensors flat?"
)
for idx, y in ((s_idx.long(), s_y.long()), (q_idx.long(), q_y.long())):
    assert set(y.tolist()) == {0, 1}, f"the episode labels are {y.tolist()}, expected 0 and 1 for n_way = 2"
    assert toy_labels[idx].tolist() == toy_classes[y].tolist(), (
        f"the samples at {idx.tolist()} are of the classes {toy_labels[idx].tolist()}, but their labels "
        f"{y.tolist()} stand for the classes {toy_classes[y].tolist()}: do the indices count positions in "
        "labels, and do index and label go in step?"
    )
everyone = sorted(s_idx.tolist() + q_idx.tolist())
assert len(set(everyone)) == 6, (
    f"6 different samples expected, the positions are {everyone}: can a sample be drawn a second time?"
)
toy_orders = {tuple(sample_episode(toy_labels, 2, 1, 2, toy_generator)[4].tolist()) for _ in range(100)}
assert toy_orders == {(2, 5), (5, 2), (2, 8), (8, 2), (5, 8), (8, 5)}, (
    f"three classes can take the labels 0 and 1 in six ways; 100 episodes show {sorted(toy_orders)}: "
    "are the classes sorted, or does every call draw the same?"
)
assert set(sample_episode(toy_labels, 1, 2, 3, toy_generator)[4].tolist()) == {8}, (
    "2 support and 3 query samples: only class 8 has five samples; are smaller classes passed over?"
)
try:
    sample_episode(toy_labels, 2, 2, 3, toy_generator)
except ValueError:
    pass
else:
    raise AssertionError("two classes with five samples each cannot be drawn here: a ValueError is expected")
print("sample_episode: visible checks passed")

# %% [markdown]
# ### What an episode looks like
#
# A 5-way, 3-shot episode from scikit-learn's handwritten digits, with four queries for each class. On the
# left, in black frames, is all that the learner may learn from. On the right are the images that it has to
# name, not as "seven" or "four", but as label 0, 1, 2, 3 or 4 of this episode. Change the seed and look
# again: other digits, other images, another numbering.

# %%
n_way, k_shot, n_query = 5, 3, 4
s_idx, s_y, q_idx, q_y, classes = sample_episode(
    digit_labels, n_way, k_shot, n_query, torch.Generator().manual_seed(3)
)
figure, axes = plt.subplots(n_way, k_shot + n_query, figsize=(8.4, 6.2), layout="constrained")
for y, row in enumerate(axes):
    positions = torch.cat([s_idx[s_y == y], q_idx[q_y == y]])
    for axis, position in zip(row, positions):
        axis.imshow(digit_images[position], cmap="gray_r")
        axis.set(xticks=[], yticks=[])
        axis.set_title(f"position {int(position)}", fontsize=8)
    for axis in row[k_shot:]:
        axis.spines[:].set_color("tab:orange")
        axis.spines[:].set_linewidth(2)
    row[0].set_ylabel(f"label {y}\n(digit {int(classes[y])})", rotation=0, ha="right", va="center")
figure.suptitle(f"One episode: {k_shot} support images (black) and {n_query} queries (orange) per class")
plt.show()

# %% [markdown]
# ### Why the numbering must be random
#
# Over 2 000 episodes we note which digit carries which label, once with `classes` as your function returns
# it, and once with the same classes sorted before they are numbered. Then we ask a learner that **never
# looks at the support set**: it recognises the digit in a query and answers with the label that this digit
# had most often in the first half of the episodes. On the second half it does no better than guessing, one
# in five, if the numbering is random. With sorted classes it is right six times in ten, and has learnt
# nothing from the episode it is tested on.

# %%
n_way, n_episodes = 5, 2000
generator = torch.Generator().manual_seed(0)
drawn = torch.stack([sample_episode(digit_labels, n_way, 1, 1, generator)[4] for _ in range(n_episodes)])
numberings = {"classes in random order": drawn, "classes sorted": drawn.sort(dim=1).values}
figure, axes = plt.subplots(1, 2, figsize=(9, 4.6), layout="constrained")
for axis, (name, numbered) in zip(axes, numberings.items()):
    past, future = (
        torch.stack([(half == digit).sum(dim=0) for digit in range(10)]).float()  # (digit, label)
        for half in numbered.chunk(2)
    )
    usual_label = past.argmax(dim=1, keepdim=True)
    blind = future.gather(1, usual_label).sum() / future.sum()
    shares = past / past.sum(dim=1, keepdim=True)
    picture = axis.imshow(shares, cmap="viridis", vmin=0, vmax=1, aspect="auto")
    axis.set(xlabel="label in the episode", ylabel="digit", xticks=range(n_way), yticks=range(10))
    axis.set_title(f"{name}:\n{blind:.0%} right without the support set")
    for digit in range(10):
        for y in range(n_way):
            share = float(shares[digit, y])
            axis.text(y, digit, f"{share:.2f}", ha="center", va="center", fontsize=8,
                      color="black" if share > 0.6 else "white")
figure.colorbar(picture, ax=axes, label="share of the episodes with this digit")
plt.show()
