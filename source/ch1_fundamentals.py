# %% [markdown]
# # Chapter 1 · Fundamentals of meta-learning
#
# Ordinary learning fits one model to one task. Meta-learning looks for a *way of learning* that works on a
# whole family of tasks, including tasks that nobody has seen yet. This chapter makes that sentence precise,
# builds the experiments by which such learners are judged, and solves one running example in three ways.
#
# After this chapter you can
#
# 1. say what meta-learning is, and why one would want it;
# 2. explain the three families of methods: metric-based, model-based and optimisation-based;
# 3. set up few-shot problems: N ways, K shots, support and query set;
# 4. implement the episodic protocol, from the split of the classes to the confidence interval;
# 5. recognise where meta-learning pays, and where it does not.
#
# Reading and running takes about 25 minutes; the exercises come on top. Those marked ★ are the core path.
# The cells between them show each function at work, so solve an exercise before you run the cells after it.
# Figures quoted in the text were measured with three training runs each. A rerun prints its own: they differ a
# little from machine to machine, and with your own functions too, because a correct split or episode of yours may
# draw other classes than ours.
#
# The visible checks below each exercise find most mistakes at once. In the course's repository,
# `python -m autograder check ch1_fundamentals.ipynb` runs the hidden ones, with hints.

# %% given="setup"
import math
from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor, nn

device = "cuda" if torch.cuda.is_available() else "cpu"


def progress(steps, label):
    """Iterate over `steps` and print a progress bar."""
    steps = list(steps)
    for done, step in enumerate(steps, start=1):
        yield step
        if done == len(steps) or done % max(1, len(steps) // 25) == 0:
            print(f"\r{label} [{'#' * (25 * done // len(steps)):<25}] {done}/{len(steps)}", end="", flush=True)
    print()

# %% [markdown]
# The next cell holds the course's data, for all chapters. Run it; it need not be read.

# %% shared="data"

# %% [markdown]
# ## 1 · Learning to learn
#
# Show a child one zebra, and it will name the next one. A convolutional network needs thousands. The child is
# not the better optimiser. It has seen many other animals before, and has found out what counts (shape,
# stripes) and what does not (distance, light, pose). Lake et al. (2015) made the comparison with handwritten
# characters: people recognise a new letter after one example, because they have learned what letters are like.
#
# The idea that a machine may do the same is older than deep learning. Schmidhuber (1987) called it learning
# how to learn. Thrun and Pratt (1998) gave the usual definition: an algorithm learns to learn if its performance
# *at each task* improves with experience *and with the number of tasks*. An algorithm without that second
# effect merely learns.
#
# **In symbols.** Ordinary learning is given a data set $D$ and looks for parameters
# $\theta^*(D) = \arg\min_\theta \mathcal{L}(\theta; D)$. The algorithm that does it (the architecture, the
# starting point, the learning rate, the distance by which it compares) is chosen by hand and stays as it is.
# Write $A_\omega$ for such an algorithm: it takes a small training set $S$ and returns a predictor, and
# $\omega$ is everything about it that could be different. Meta-learning makes $\omega$ the unknown:
#
# $$ \omega^* = \arg\min_\omega \; \mathbb{E}_{\mathcal{T} \sim p(\mathcal{T})} \;
#    \mathbb{E}_{(S, Q) \sim \mathcal{T}} \Big[ \mathcal{L}\big( A_\omega(S);\; Q \big) \Big] . $$
#
# There are two levels. Inside, $A_\omega$ learns one task from its **support set** $S$. Outside, $\omega$ is
# trained so that the result is good on the **query set** $Q$: other samples of the same task. Query and support
# are different samples for a reason. If the loss were taken on $S$, an algorithm that learns by heart would be
# optimal. Taken on $Q$, the loss rewards *generalising from* $S$, and this is what is learned.
#
# **Task distributions.** The place of the sample is taken by the **task** $\mathcal{T}$, and the place of
# the data distribution by $p(\mathcal{T})$. All that is known from ordinary learning comes back one level up:
#
# | | ordinary learning | meta-learning |
# |---|---|---|
# | one example is | a sample $(x, y)$ | a task with support and query set |
# | examples are drawn from | $p(x, y)$ | $p(\mathcal{T})$ |
# | the result is | a predictor | an algorithm that returns a predictor |
# | over-fitting means | good on training samples only | good on training *tasks* only |
# | it is hopeless if | test data look different | test *tasks* are of a different kind |
#
# The last two lines will occupy us most. A meta-learner promises nothing about tasks in general (no algorithm
# can). It promises something about *further draws from* $p(\mathcal{T})$.
#
# **Our running example** is an alphabet of 200 *glyphs*. A glyph is a class of its own: three curved
# strokes, redrawn 20 times with wobble, rotation, scale and shift. So we have many classes and few images of
# each, just as in Lake's characters. We also use scikit-learn's handwritten digits, which have few classes and
# many images. Which of the two is better suited to learning how to learn?

# %%
import matplotlib.pyplot as plt

torch.set_num_threads(1)  # so small networks gain little from more threads, and lose much on a busy machine
images, labels = glyphs(n_classes=200, per_class=20, seed=0)
images = images.to(device)
digit_images, digit_labels = digits()

figure, panels = plt.subplots(1, 2, figsize=(11, 4.2), layout="constrained")
for panel, title, pictures, names in (
    (panels[0], "Glyphs: 200 classes with 20 images each", images, labels),
    (panels[1], "Digits: 10 classes with about 180 images each", digit_images, digit_labels),
):
    rows = [torch.cat(list(pictures[names == name][:9, 0].cpu()), dim=1) for name in range(6)]
    panel.imshow(torch.cat(rows), cmap="gray_r")
    size = pictures.shape[-1]
    panel.set(title=title, xlabel="images of the class", xticks=[], yticks=[size * (row + 0.5) for row in range(6)])
    panel.set_yticklabels([f"class {row}" for row in range(6)])
    panel.hlines([size * row - 0.5 for row in range(1, 6)], -0.5, 9 * size - 0.5, color="0.6", linewidth=0.8)
plt.show()

# %% [markdown]
# ## 2 · The few-shot setting
#
# ### Split the classes, not the samples
#
# In supervised learning the test set holds new *samples* of known classes. Here the test is about new *tasks*,
# and a task is made of classes. So the split goes through the classes: **meta-training classes** to learn from,
# **meta-validation classes** for every choice we make on the way, and **meta-test classes**, which are looked at
# once, at the end. Ravi and Larochelle (2017) split Mini-ImageNet's 100 classes in this way into 64, 16 and 20.
#
# Had we split the samples, every test class would have been seen in training. The network could answer from
# its memory of these classes, the support set would be decoration, and the measured accuracy would tell nothing
# about a class that is really new. Section 3 measures how large that error is.
#
# ### Exercise: `split_classes` ★

# %% exercise="split_classes"
def split_classes(labels: Tensor, n_train: int, n_val: int, seed: int) -> tuple[Tensor, Tensor, Tensor]:
    """Divide the classes of a data set into training, validation and test classes.

    Args:
        labels: (n,) int64, the class id of every sample. The ids are 0 or larger and may have gaps
            (3, 17, 40), the samples come in any order, and the classes may differ in size. Not modified.
        n_train: number of classes for training, 0 or larger.
        n_val: number of classes for validation, 0 or larger.
        seed: a whole number in 0..2**32-1 that decides the split.

    Returns:
        `(train, val, test)`, three int64 tensors of class ids on the device of `labels`:
        - train: (n_train,);
        - val: (n_val,);
        - test: (number of classes - n_train - n_val,), all other classes.
        They hold class ids, not positions and not samples. Every class that occurs in `labels` is in
        exactly one of the three, once. Each tensor is sorted in ascending order. A part may be empty: it
        then has shape (0,), and its dtype is int64 all the same.

    Randomness: the same labels and numbers with the same seed give the same split, in whatever state the
    global random generators of torch, numpy and Python are; these are neither used nor moved. (Seed a
    generator of your own: `torch.Generator`, `np.random.default_rng` or `random.Random`.) Over the seeds,
    every choice of n_train classes for training, and of n_val of the others for validation, is equally
    likely, whatever the number of samples of a class.

    Raises:
        ValueError: if n_train + n_val exceeds the number of classes.

    Source: Ravi and Larochelle 2017 (meta-training, meta-validation and meta-test sets that share no class;
        64, 16 and 20 classes of Mini-ImageNet).
    """
    ### BEGIN SOLUTION
    classes = torch.unique(labels)
    if n_train + n_val > len(classes):
        raise ValueError(f"n_train + n_val = {n_train + n_val}, but there are only {len(classes)} classes")
    order = torch.randperm(len(classes), generator=torch.Generator().manual_seed(seed))
    shuffled = classes[order.to(labels.device)]
    parts = shuffled[:n_train], shuffled[n_train : n_train + n_val], shuffled[n_train + n_val :]
    return tuple(part.sort().values for part in parts)
    ### END SOLUTION

# %% check="split_classes"
toy_labels = torch.tensor([7, 30, 7, 4, 12, 30, 7, 9, 4, 21])  # the six classes 4, 7, 9, 12, 21 and 30
toy_split = split_classes(toy_labels, 3, 1, seed=0)
assert all(isinstance(part, Tensor) and part.dtype == torch.int64 for part in toy_split), (
    f"train, val and test are {[type(part).__name__ for part in toy_split]}, expected three int64 tensors"
)
assert [tuple(part.shape) for part in toy_split] == [(3,), (1,), (2,)], (
    "six classes, n_train = 3 and n_val = 1: expected the shapes (3,), (1,) and (2,), got "
    f"{[tuple(part.shape) for part in toy_split]}; do you divide the classes (not the samples), and does test get "
    "all that are left?"
)
assert sorted(torch.cat(toy_split).tolist()) == [4, 7, 9, 12, 21, 30], (
    f"train, val and test together hold {sorted(torch.cat(toy_split).tolist())}, expected each of the class "
    "ids 4, 7, 9, 12, 21 and 30 once: do you return ids, or positions?"
)
assert all(part.tolist() == sorted(part.tolist()) for part in toy_split), (
    f"train, val and test are {[part.tolist() for part in toy_split]}, expected each in ascending order"
)
torch.manual_seed(1)
toy_again = split_classes(toy_labels, 3, 1, seed=0)
assert all(torch.equal(one, other) for one, other in zip(toy_split, toy_again)), (
    f"seed=0 gave {[part.tolist() for part in toy_split]}, and then {[part.tolist() for part in toy_again]}: "
    "does a draw come from a generator that was not seeded with seed?"
)
toy_vals = {split_classes(toy_labels, 3, 1, seed=toy_seed)[1].item() for toy_seed in range(100)}
assert toy_vals == {4, 7, 9, 12, 21, 30}, (
    f"over 100 seeds, val holds one of {sorted(toy_vals)}, expected that each of the six classes comes up: "
    "are the classes shuffled before they are divided?"
)
try:
    split_classes(toy_labels, 5, 2, seed=0)
except ValueError:
    pass
else:
    raise AssertionError("5 + 2 classes out of six: a ValueError is expected")
print("split_classes: visible checks passed")

# %%
train_classes, val_classes, test_classes = split_classes(labels, 120, 30, seed=0)


def pool(classes):
    """Return the images and labels of these classes."""
    chosen = torch.isin(labels, classes)
    return images[chosen.to(device)], labels[chosen]


train_pool, val_pool, test_pool = pool(train_classes), pool(val_classes), pool(test_classes)
for name, part in (("training", train_pool), ("validation", val_pool), ("test", test_pool)):
    print(f"meta-{name:<10} {len(part[1].unique()):>4} classes {len(part[1]):>6} images")

# %% [markdown]
# ### Episodes: small tasks cut out of a large data set
#
# 120 classes are not yet tasks. Vinyals et al. (2016) define $p(\mathcal{T})$ by a recipe that almost all later
# work follows. One draw is called an **episode**; in our words:
#
# 1. choose $N$ classes (`n_way`) at random, and number them $0, \dots, N-1$ in the order in which they were
#    drawn;
# 2. choose $K$ samples (`k_shot`) of each as the **support set**, from which the learner may learn;
# 3. choose $Q$ further samples (`n_query`) of each as the **query set**, on which it is judged.
#
# This is an *N-way, K-shot* task. Each rule guards against a number that looks good and means nothing.
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
#
# ### Exercise: `sample_episode` ★

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
for _ in range(20):
    assert set(sample_episode(toy_labels, 1, 2, 3, toy_generator)[4].tolist()) == {8}, (
        "2 support and 3 query samples: only class 8 has five samples; are smaller classes passed over?"
    )
toy_twins = [sample_episode(toy_labels, 2, 1, 2, torch.Generator().manual_seed(1)) for _ in range(2)]
assert all(torch.equal(one, other) for one, other in zip(*toy_twins)), (
    "two generators in the same state gave two different episodes: does every draw use generator=generator?"
)
toy_supports = {int(sample_episode(toy_labels, 1, 2, 3, toy_generator)[0][0]) for _ in range(100)}
assert toy_supports == {0, 2, 5, 7, 10}, (
    f"over 100 episodes the first support sample of class 8 is at one of {sorted(toy_supports)}, expected each of "
    "its positions 0, 2, 5, 7 and 10 now and then: are the samples of a class drawn at random?"
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
# A 5-way, 1-shot episode of meta-test glyphs. The framed column on the left is all that the learner may
# learn from. On the right are the images that it has to name: label 0, 1, 2, 3 or 4 of this episode. Cover the
# row labels and try it. You have never seen these letters, and yet you will be right most of the time.
# Change the seed and look again.

# %%
n_way, k_shot, n_query = 5, 1, 6
s_idx, s_y, q_idx, q_y, classes = sample_episode(
    test_pool[1], n_way, k_shot, n_query, torch.Generator().manual_seed(3)
)
figure, axes = plt.subplots(n_way, k_shot + n_query, figsize=(8.4, 5.8), layout="constrained")
for y, row in enumerate(axes):
    positions = torch.cat([s_idx[s_y == y], q_idx[q_y == y]])
    for axis, position in zip(row, positions):
        axis.imshow(test_pool[0][position, 0].cpu(), cmap="gray_r")
        axis.set(xticks=[], yticks=[])
        axis.spines[:].set_color("0.8")
    for axis in row[:k_shot]:
        axis.spines[:].set_color("tab:blue")
        axis.spines[:].set_linewidth(3)
    row[0].set_ylabel(f"label {y}\n(class {int(classes[y])})", rotation=0, ha="right", va="center")
axes[0, 0].set_title("support")
axes[0, k_shot + n_query // 2].set_title("queries")
figure.suptitle("One 5-way, 1-shot episode")
plt.show()

# %% [markdown]
# ### Why the numbering must be random
#
# Over 2,000 episodes of digits we note which digit carries which label, once with `classes` as your function
# returns it, and once with the same classes sorted before they are numbered. Then we ask a learner that **never
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
            axis.text(y, digit, f"{share:.2f}", ha="center", va="center", fontsize=9,
                      color="black" if share > 0.6 else "white")
figure.colorbar(picture, ax=axes, label="share of the episodes with this digit")
plt.show()

# %% [markdown]
# ## 3 · The evaluation protocol
#
# ### A baseline first
#
# Before anything is learned across tasks, we should know how far one gets without. The oldest few-shot learner
# has no parameters at all: give a query the label of the support image that is nearest to it (Cover and Hart,
# 1967). "Near" needs a distance. For vectors $u, v$ we take either
#
# $$ d_{\text{euclidean}}(u, v) = \lVert u - v \rVert \qquad\text{or}\qquad
#    d_{\text{cosine}}(u, v) = 1 - \frac{u \cdot v}{\lVert u \rVert \, \lVert v \rVert} . $$
#
# The second ignores the length of a vector: a faint drawing and a bold one are the same to it. The vectors may
# be pixels, or the output of a network. That is why this little function stays with us for the whole
# course: put a learned embedding in front of it, and it becomes a meta-learner.
#
# ### Exercise: `nearest_neighbour_predict` ★

# %% exercise="nearest_neighbour_predict"
def nearest_neighbour_predict(support: Tensor, support_y: Tensor, query: Tensor, metric: str) -> Tensor:
    """Give every query the label of its nearest support row.

    Args:
        support: (M, D) float32 or float64, one labelled vector per row.
        support_y: (M,) int64, the label of each support row. Labels may have gaps (3, 17, 40), the rows come
            in any order, a class may have one row or many, and the classes may differ in size.
        query: (B, D), same dtype and device as `support`. B, M and D are at least 1 and in general all
            different.
        metric: "euclidean" or "cosine", spelt exactly so.

    Returns:
        (B,) int64 on the device of the inputs. Entry b is the label (not the position) of that one row of
        `support` which has the smallest distance to query[b]:
        - "euclidean": d(q, s) = |q - s|, where |v| is the square root of the sum of v[d] ** 2 over d;
        - "cosine": d(q, s) = 1 - q·s / (|q| |s|). The lengths of q and s play no role, and a row that points
          the opposite way has the largest distance, 2. No row of length 0 comes with this metric.

    One row decides: there is no mean over a class and no vote among several neighbours. Each query is judged
    on its own, whatever the other queries are. If rows are equally near, the label of any of them is right,
    and rounding is forgiven: you are free to choose the formula, and any quantity that ranks the rows as the
    distance does will do.

    `support`, `support_y` and `query` are not modified.

    Raises:
        ValueError: if `metric` is any other string ("Euclidean", "cos" and "" included).

    Source: Cover and Hart 1967 (the nearest-neighbour rule); Vinyals et al. 2016, section 4 (pixels with the
        cosine distance as the first baseline of their few-shot experiments).
    """
    ### BEGIN SOLUTION
    if metric == "euclidean":
        distances = (query[:, None, :] - support[None, :, :]).square().sum(dim=2)
    elif metric == "cosine":
        distances = -F.normalize(query, dim=1) @ F.normalize(support, dim=1).T
    else:
        raise ValueError(f"metric must be 'euclidean' or 'cosine', not {metric!r}")
    return support_y[distances.argmin(dim=1)]
    ### END SOLUTION

# %% check="nearest_neighbour_predict"
toy_support = torch.tensor([[4.0, 0.0], [1.0, 1.0], [0.0, 5.0], [-2.0, -2.0]])
toy_support_y = torch.tensor([7, 3, 9, 3])
toy_query = torch.tensor([[4.0, 3.0], [-1.0, 1.0], [0.5, -1.0]])
toy_named = nearest_neighbour_predict(toy_support, toy_support_y, toy_query, "euclidean")
assert toy_named.shape == (3,) and toy_named.dtype == torch.int64, (
    f"three queries get three int64 labels, shape (3,); yours are {toy_named.dtype} of shape {tuple(toy_named.shape)}"
)
assert toy_named.tolist() == [7, 3, 3], (
    f"by euclidean distance the labels are [7, 3, 3], yours are {toy_named.tolist()}. The query (4, 3), for "
    "instance, is 3 away from (4, 0), the root of 13 from (1, 1), the root of 20 from (0, 5) and farther from "
    "(-2, -2): the nearest row is row 0, and its label is 7"
)
toy_named = nearest_neighbour_predict(toy_support, toy_support_y, toy_query, "cosine")
assert toy_named.tolist() == [3, 9, 7], (
    f"by cosine distance the labels are [3, 9, 7], yours are {toy_named.tolist()}. The query (4, 3), for "
    "instance, has the cosines 0.80 with (4, 0), 0.99 with (1, 1), 0.60 with (0, 5) and -0.99 with (-2, -2): "
    "row 1 points most nearly the same way, and its label is 3"
)
assert nearest_neighbour_predict(toy_support, toy_support_y, toy_query[:1], "cosine").shape == (1,), (
    "a single query still gets a tensor of shape (1,): is an axis of length 1 squeezed away?"
)
try:
    nearest_neighbour_predict(toy_support, toy_support_y, toy_query, "manhattan")
except ValueError:
    pass
else:
    raise AssertionError("the metric 'manhattan' is neither 'euclidean' nor 'cosine': a ValueError is expected")
print("nearest_neighbour_predict: visible checks passed")

# %% [markdown]
# ### How sure are we?
#
# Some episodes are easy and some are hard, so one accuracy says little. We draw $n$ test episodes, with accuracies
# $a_1, \dots, a_n$, and report their mean $m$ with an interval. With the sample standard deviation $s$ the mean
# has a standard error of $s / \sqrt{n}$, and for large $n$ the central limit theorem makes
#
# $$ m \pm 1.96 \, \frac{s}{\sqrt{n}}, \qquad s^2 = \frac{1}{n - 1} \sum_{i=1}^n (a_i - m)^2, $$
#
# a 95 % confidence interval. Papers commonly report it over 600 test episodes (Snell et al., 2017, table 2).
# Read it with care, in three respects.
#
# - It is about the *mean*. It does not say that 95 % of the episodes lie inside: these vary far more.
# - Its width shrinks with $\sqrt{n}$: four times the episodes halve it.
# - It covers **one source of chance, the draw of the test episodes**. Another training run with another seed,
#   or another split of the classes, may move the mean by more than the interval. When you compare methods,
#   train each several times.
#
# ### Exercise: `mean_ci95` ★

# %% exercise="mean_ci95"
def mean_ci95(accuracies: Sequence[float] | Tensor) -> tuple[float, float]:
    """Average the accuracies of test episodes, with the half width of a 95 % confidence interval.

    With n accuracies a_1, ..., a_n, their mean m and their sample standard deviation

        s = sqrt(((a_1 - m)^2 + ... + (a_n - m)^2) / (n - 1)),

    the half width is 1.96 * s / sqrt(n). The interval is then m - half_width to m + half_width.

    Args:
        accuracies: n >= 2 numbers, one per episode: a list or tuple of Python floats, or a float32 or
            float64 tensor of shape (n,) on the CPU. They may be shares (0.85) or percentages (85.0), the
            formula is the same. Not modified.

    Returns:
        The tuple `(mean, half_width)`, in the unit of `accuracies`, neither rounded nor clipped. Each is a
        Python float or a 0-d float tensor. If all accuracies are equal, half_width is 0 (up to rounding
        errors), never NaN.

    Conventions: s divides by n - 1 (`ddof=1` in numpy, `correction=1` in torch), and the factor is 1.96 for
    every n: neither 1.959964 nor a quantile of the t-distribution.

    Precision: do not cast a float64 tensor down to float32. With a list or tuple, either precision will do.

    Raises:
        ValueError: if there are fewer than 2 accuracies (one has no spread), whether in a list, a tuple or a
            tensor.

    Source: the normal interval of few-shot papers, for instance Snell et al. 2017 (table 2: 600 test
        episodes, with 95 % confidence intervals).
    """
    ### BEGIN SOLUTION
    values = torch.as_tensor(accuracies, dtype=torch.float64)
    n = len(values)
    if n < 2:
        raise ValueError(f"an interval needs at least 2 accuracies, got {n}")
    return values.mean().item(), 1.96 * values.std(correction=1).item() / math.sqrt(n)
    ### END SOLUTION

# %% check="mean_ci95"
toy_mean, toy_half_width = (float(part) for part in mean_ci95([0.4, 0.8, 0.8, 0.8]))  # a list, no tensor
assert math.isclose(toy_mean, 0.7, rel_tol=1e-5), (
    f"the mean of 0.4, 0.8, 0.8 and 0.8 is 0.7, got {toy_mean}: is the mean the first of the two numbers?"
)
# deviations -0.3, 0.1, 0.1, 0.1: squares sum to 0.12, and 0.12 / 3 = 0.04, so s = 0.2 and s / sqrt(4) = 0.1
assert math.isclose(toy_half_width, 0.196, rel_tol=1e-5), (
    f"for 0.4, 0.8, 0.8 and 0.8, s = 0.2 and the half width is 1.96 * 0.2 / 2 = 0.196, got {toy_half_width}: "
    "is the factor 1.96, and do you divide the squares by n - 1, and s by the root of n?"
)
toy_pair = tuple(float(part) for part in mean_ci95(torch.tensor([70.0, 80.0])))
assert math.isclose(toy_pair[0], 75.0, rel_tol=1e-5) and math.isclose(toy_pair[1], 9.8, rel_tol=1e-5), (
    f"for a tensor of 70.0 and 80.0, s = sqrt(50), so mean and half width are 75.0 and 9.8, got {toy_pair}"
)
toy_perfect = float(mean_ci95([1.0, 1.0, 1.0])[1])
assert abs(toy_perfect) < 1e-6, f"three times 1.0 has no spread: the half width is 0, got {toy_perfect}"
try:
    mean_ci95([0.9])
except ValueError:
    pass
else:
    raise AssertionError("one accuracy has no spread: a ValueError is expected")
print("mean_ci95: visible checks passed")

# %% [markdown]
# ### Does the interval keep its promise?
#
# The given function below runs any few-shot learner on episodes of a pool (images and their labels) and returns
# one accuracy for each. With it
# we measure pixel nearest neighbours on 4,000 episodes and take their mean as "the truth". Then we act as 60
# research groups that can afford 50 of these episodes each. About one group in twenty should miss the truth. On
# the right, the price of precision.

# %% given="evaluation"
def episode_accuracies(predict, pool, n_way, k_shot, n_episodes, seed=1, n_query=5, label=None):
    """Return the accuracy of `predict(support_x, support_y, query_x) -> labels` on each of `n_episodes` episodes.

    The same seed gives the same episodes, whatever is measured on them.
    """
    pool_images, pool_labels = pool
    generator = torch.Generator().manual_seed(seed)
    accuracies = []
    for _ in progress(range(n_episodes), label) if label else range(n_episodes):
        s_idx, s_y, q_idx, q_y, _ = sample_episode(pool_labels, n_way, k_shot, n_query, generator)
        with torch.no_grad():
            answers = predict(pool_images[s_idx], s_y.to(device, torch.int64), pool_images[q_idx])
        accuracies.append((answers.cpu() == q_y).float().mean())
    return torch.stack(accuracies)

# %%
def pixel_neighbours(support_x, support_y, query_x):
    """Answer with the label of the nearest support image, pixel by pixel."""
    return nearest_neighbour_predict(support_x.flatten(1), support_y, query_x.flatten(1), "euclidean")


many = episode_accuracies(pixel_neighbours, test_pool, 5, 1, 4000, label="4,000 episodes")
truth = float(many.mean())
figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4.2), layout="constrained")
generator = torch.Generator().manual_seed(0)
groups = many[torch.randint(4000, (60, 50), generator=generator)]
misses = 0
for number, group in enumerate(groups):
    mean, half_width = (float(part) for part in mean_ci95(group))
    missed = abs(mean - truth) > half_width
    misses += missed
    left.errorbar(number, 100 * mean, 100 * half_width, fmt="o", markersize=3,
                  color="tab:red" if missed else "tab:blue")
left.axhline(100 * truth, color="black", linewidth=1)
left.set(title=f"60 groups with 50 episodes each: {misses} miss the truth", xlabel="group",
         ylabel="accuracy and interval (%)")
sizes = [10, 25, 50, 100, 200, 600, 1000, 4000]
widths = [100 * float(mean_ci95(many[:size])[1]) for size in sizes]
right.loglog(sizes, widths, "o-")
right.set(title="More episodes, narrower interval", xlabel="number of episodes $n$",
          ylabel="half width (percentage points)", xticks=[10, 100, 1000], yticks=[0.5, 1, 2, 4, 8])
right.set_xticklabels(["10", "100", "1,000"])
right.set_yticklabels(["0.5", "1", "2", "4", "8"])
right.minorticks_off()
right.grid(alpha=0.3)
plt.show()
for size in (5, 10, 50, 200):
    results = [mean_ci95(group) for group in many[torch.randint(4000, (2000, size), generator=generator)]]
    hits = sum(abs(float(mean) - truth) <= float(half_width) for mean, half_width in results)
    print(f"{size:>4} episodes: {hits / 2000:.1%} of 2,000 groups catch the truth")
print(f"Episodes average {100 * truth:.1f} %; single ones vary by {100 * float(many.std()):.1f} points.")

# %% [markdown]
# ### Question
#
# Two networks, each trained once, are tested on the same 600 episodes. The report says: A 62.1 ± 0.8 %, B
# 60.2 ± 0.8 % (mean and 95 % confidence interval over episodes). What follows?
#
# - **a)** For about 95 % of the episodes, the accuracy of network A lies between 61.3 % and 62.9 %.
# - **b)** If both methods were trained again with other seeds, A would come out ahead in about 95 % of the cases.
# - **c)** With 1,200 instead of 600 episodes the half widths would be about 0.4, and the comparison twice as sharp.
# - **d)** *This* network A is better than *this* network B on episodes from these classes; about retraining it says
#   nothing.

# %% question="q_interval"
# Write your choice, "a", "b", "c" or "d", like this: q_interval = "x"
### BEGIN SOLUTION
q_interval = "d"
### END SOLUTION

# %% [markdown]
# ### Episodic training
#
# Now we learn across tasks. **Train as you will be tested** (Vinyals et al., 2016): if the test
# consists of 5-way, 1-shot episodes of new classes, let training consist of 5-way, 1-shot episodes of
# meta-training classes. A training step draws a few episodes, lets the learner see the support sets, and lowers its
# loss on the queries. From time to time we measure episodes of meta-validation classes, to see whether *learning
# new classes* improves, and not merely knowledge of the old ones.
#
# Every learner in this chapter has the same two parts. An **embedding** $f_\phi$, a small convolutional network,
# turns an image into 128 numbers. A **head** $h$ learns the episode: from the support set's embeddings and
# labels it works out scores for each query. Its interface is `head(zs, ys, zq) -> (n_queries, n_way)`, and
# *the head is all by which the three families will differ*.
#
# Our first head is the simplest that trains well. It averages each class's support embeddings into a prototype
# $p_j$, and scores a query by how near it is (Snell et al., 2017; chapter 3 is about this and its relatives):
#
# $$ \text{score}_j(x) = - \lVert f_\phi(x) - p_j \rVert^2, \qquad
#    \mathcal{L} = - \log \frac{\exp \text{score}_y(x)}{\sum_j \exp \text{score}_j(x)} . $$

# %% given="meta_training"
def embedding_network():
    """Return a convolutional network from images (n, 1, 16, 16) to embeddings (n, 128)."""
    layers, channels = [], 1
    for _ in range(3):
        layers += [nn.Conv2d(channels, 32, 3, padding=1), nn.BatchNorm2d(32), nn.ReLU(), nn.MaxPool2d(2)]
        channels = 32
    return nn.Sequential(*layers, nn.Flatten())


class Learner(nn.Module):
    """An embedding network and a head that learns one episode from embeddings."""

    def __init__(self, head):
        super().__init__()
        self.embed = embedding_network()
        self.head = head

    def answer(self, zs, ys, zq):
        """Return the label of each query, given embeddings; each query is judged on its own."""
        self.eval()
        return self.head(zs, ys, zq).argmax(dim=1)


def embedded(learner, pool):
    """Return the pool with embeddings in the place of images: for any number of episodes this is done once."""
    learner.eval()
    with torch.no_grad():
        return learner.embed(pool[0]), pool[1]


def meta_train(learner, train_pool, val_pool, n_steps, label, seed=0, n_way=5, k_shot=1, n_query=5):
    """Train `learner` on episodes, four at each step; return [(step, meta-validation accuracies), ...]."""
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.Adam(learner.parameters())
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=0.004, total_steps=n_steps)
    curve = [(0, episode_accuracies(learner.answer, embedded(learner, val_pool), n_way, k_shot, 200))]
    for step in progress(range(1, n_steps + 1), label):
        learner.train()
        episodes = [sample_episode(train_pool[1], n_way, k_shot, n_query, generator)[:4] for _ in range(4)]
        positions = torch.stack([torch.cat([s_idx, q_idx]) for s_idx, _, q_idx, _ in episodes])
        z = learner.embed(train_pool[0][positions.flatten()]).view(*positions.shape, -1)
        loss = 0
        for vectors, (s_idx, s_y, _, q_y) in zip(z, episodes):
            zs, zq = vectors[: len(s_idx)], vectors[len(s_idx) :]
            scores = learner.head(zs, s_y.to(device, torch.int64), zq)
            loss = loss + F.cross_entropy(scores, q_y.to(device, torch.int64)) / len(episodes)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
        if step % (n_steps // 4) == 0:
            accuracies = episode_accuracies(learner.answer, embedded(learner, val_pool), n_way, k_shot, 200)
            curve.append((step, accuracies))
    return curve

# %%
class PrototypeHead(nn.Module):
    """Score each class by the squared distance to the mean of its support embeddings."""

    def forward(self, zs, ys, zq):
        prototypes = torch.stack([zs[ys == y].mean(dim=0) for y in range(int(ys.max()) + 1)])
        return -(zq[:, None] - prototypes[None]).square().sum(dim=2)


torch.manual_seed(0)
untrained = Learner(PrototypeHead()).to(device)
torch.manual_seed(0)
metric_learner = Learner(PrototypeHead()).to(device)
curves = {"metric-based": meta_train(metric_learner, train_pool, val_pool, 400, "metric-based")}

# %% [markdown]
# ### Baselines and intervals: 1 or 5 shots, 5 or 20 ways
#
# Now the meta-test classes. All learners see the same 300 episodes of each setting. The untrained network has the
# architecture but has seen no task, and shows what is due to the convolutions alone: about 5 points over pixels at 5
# ways and 1 shot. Learning across tasks brings about 30 points (72 to 74 % against 43 %; three training runs), many
# times the interval of ± 1.3. It was trained on 5-way, 1-shot episodes only, and its gain carries over to the other
# settings. Note also that more shots help everyone, and more ways hurt everyone: an accuracy without its "N-way
# K-shot" means nothing.

# %%
learners = {
    "pixels, nearest neighbour": (pixel_neighbours, test_pool),
    "untrained network": (untrained.answer, embedded(untrained, test_pool)),
    "learned across tasks": (metric_learner.answer, embedded(metric_learner, test_pool)),
}
settings = [(5, 1), (5, 5), (20, 1), (20, 5)]
print(f"{'accuracy in %':<28}" + "".join(f"{f'{n}-way {k}-shot':>16}" for n, k in settings))
figure, axis = plt.subplots(figsize=(9, 4.2), layout="constrained")
for offset, (name, (predict, vectors)) in zip((-0.27, 0, 0.27), learners.items()):
    results = [mean_ci95(100 * episode_accuracies(predict, vectors, n, k, 300)) for n, k in settings]
    means, half_widths = ([float(result[part]) for result in results] for part in (0, 1))
    print(f"{name:<28}" + "".join(f"{f'{mean:.1f} ± {half:.1f}':>16}" for mean, half in zip(means, half_widths)))
    axis.bar([x + offset for x in range(4)], means, 0.25, yerr=half_widths, capsize=3, label=name)
axis.hlines([100 / n for n, _ in settings], [x - 0.42 for x in range(4)], [x + 0.42 for x in range(4)],
            color="black", linestyle="--", label="guessing")
axis.set(xticks=range(4), ylabel="accuracy on meta-test classes (%)", ylim=(0, 118), yticks=range(0, 101, 20))
axis.set_xticklabels([f"{n}-way {k}-shot" for n, k in settings])
axis.legend(loc="upper right", ncols=2)
plt.show()

# %% [markdown]
# ### Leaks
#
# A leak is a way by which the test's answers reach the learner. None of the following raises an error; each
# raises the score.
#
# - **Support and query overlap.** We draw queries from the whole class, support samples included. With 5 of 20
#   samples in the support set, a quarter of the queries is found there at distance zero.
# - **Test classes in training** (a split by samples). We measure on *new drawings* of meta-training classes. That
#   is what a split by samples would report.
# - **Choices made on the meta-test classes**: the number of steps, the learning rate, the best of ten
#   seeds. Use meta-validation classes for these.
# - **Queries that see each other.** Batch normalisation with batch statistics at test time lets a query learn from
#   the other queries (*transductive*; Nichol et al., 2018, point to this). It may be legitimate, but then say so.
#   `Learner.answer` and `embedded` use `eval()`.
# - **Pre-training on a large data set that contains the test classes.** Today this is the most common one.
#
# The next cell measures the first two. Overlap lifts pixels at 5 shots by 10 points, from 60 to 71 %, and the learned
# embedding, already at 90 %, by about 2. The split by samples overstates the accuracy on new classes by 5 to 7 points
# (three training runs).
# Both errors are larger than the interval. *A narrow interval does not make a wrong number right.*

# %%
def overlapping_accuracies(predict, pool, n_way, k_shot, n_episodes, seed=1, n_query=5):
    """As `episode_accuracies`, but with the leak: queries are drawn from the whole class."""
    pool_images, pool_labels = pool
    generator = torch.Generator().manual_seed(seed)
    accuracies = []
    for _ in range(n_episodes):
        s_idx, s_y, _, _, classes = sample_episode(pool_labels, n_way, k_shot, n_query, generator)
        members = torch.stack([(pool_labels == c).nonzero().squeeze(1) for c in classes])
        q_idx = members[:, torch.randperm(members.shape[1], generator=generator)[:n_query]].flatten()
        with torch.no_grad():
            answers = predict(pool_images[s_idx], s_y.to(device, torch.int64), pool_images[q_idx])
        accuracies.append((answers.cpu() == torch.arange(n_way).repeat_interleave(n_query)).float().mean())
    return torch.stack(accuracies)


more_images, more_labels = glyphs(n_classes=200, per_class=40, seed=0)  # the same classes, 20 more drawings of each
new_drawing = torch.arange(len(more_labels)) % 40 >= 20
known, unknown = (
    embedded(metric_learner, (more_images[chosen].to(device), more_labels[chosen]))
    for chosen in (new_drawing & torch.isin(more_labels, part) for part in (train_classes, test_classes))
)
test_vectors = embedded(metric_learner, test_pool)
comparisons = {
    "overlap, pixels\n5-way 5-shot": (
        episode_accuracies(pixel_neighbours, test_pool, 5, 5, 400),
        overlapping_accuracies(pixel_neighbours, test_pool, 5, 5, 400),
    ),
    "overlap, learned\n5-way 5-shot": (
        episode_accuracies(metric_learner.answer, test_vectors, 5, 5, 400),
        overlapping_accuracies(metric_learner.answer, test_vectors, 5, 5, 400),
    ),
    "known classes, learned\n5-way 1-shot": (
        episode_accuracies(metric_learner.answer, unknown, 5, 1, 400),
        episode_accuracies(metric_learner.answer, known, 5, 1, 400),
    ),
    "known classes, learned\n20-way 1-shot": (
        episode_accuracies(metric_learner.answer, unknown, 20, 1, 200),
        episode_accuracies(metric_learner.answer, known, 20, 1, 200),
    ),
}
figure, axis = plt.subplots(figsize=(9, 4.4), layout="constrained")
for x, pair in enumerate(comparisons.values()):
    for offset, color, accuracies in zip((-0.2, 0.2), ("tab:blue", "tab:red"), pair):
        mean, half_width = (100 * float(part) for part in mean_ci95(accuracies))
        axis.bar(x + offset, mean, 0.36, yerr=half_width, capsize=4, color=color)
        axis.text(x + offset, mean + half_width + 1.5, f"{mean:.1f}\n± {half_width:.1f}", ha="center", linespacing=1)
axis.bar(0, 0, color="tab:blue", label="honest")
axis.bar(0, 0, color="tab:red", label="with the leak")
axis.set(xticks=range(len(comparisons)), ylim=(0, 120), yticks=range(0, 101, 20),
         ylabel="measured accuracy (%)")
axis.set_xticklabels(comparisons)
axis.legend(loc="upper left", ncols=2)
plt.show()

# %% [markdown]
# ### Question
#
# A team has 500 classes of product photos. Which of these practices makes its reported few-shot accuracy too
# high?
#
# - **a)** The same meta-test class turns up in several of the 600 test episodes, with different images and labels.
# - **b)** In each test episode the network takes gradient steps on the labelled support images before it is judged.
# - **c)** The number of gradient steps is the one with the highest accuracy over the 600 meta-test episodes.
# - **d)** The meta-validation classes are used for early stopping, and are never added to the training classes.

# %% question="q_leak"
# Write your choice, "a", "b", "c" or "d", like this: q_leak = "x"
### BEGIN SOLUTION
q_leak = "c"
### END SOLUTION

# %% [markdown]
# ## 4 · Three families, one example
#
# How can an algorithm $A_\omega$ be made learnable? The field's answers are usually sorted into three families
# (Hospedales et al., 2021, survey them and propose a finer order). We build one of each, on the same
# glyphs, with the same embedding network, the same meta-training and the same test episodes. Only the head
# changes.
#
# | family | learning a new task means | $\omega$ is |
# |---|---|---|
# | metric-based | storing the support set, comparing queries with it | a distance: the embedding |
# | model-based | reading the support set with a network, whose *state* then holds the task | that network's weights |
# | optimisation-based | taking gradient steps on the support loss | where the steps start (and how they go) |
#
# ### Metric-based: learn to compare
#
# We have already trained it. Nothing is fitted when a new task comes: the learning went into the
# embedding, whose distances say "same class" also for classes it never saw. The picture shows six meta-test
# classes, by pixels and in the learned embedding, each laid out in the plane by t-SNE (which keeps neighbours, not
# distances). A silhouette near 1 means tight classes, far apart; at 0 or below they are mixed. It is
# computed in the space itself, not in the plane, and a gain of 0.1 in 128 dimensions is what you see on the right.

# %%
from sklearn.manifold import TSNE
from sklearn.metrics import silhouette_score

shown = torch.isin(test_pool[1], test_classes[:6])
shown_images, shown_labels = test_pool[0][shown.to(device)], test_pool[1][shown]
metric_learner.eval()
with torch.no_grad():
    spaces = {"pixels": shown_images.flatten(1), "learned embedding": metric_learner.embed(shown_images)}
figure, axes = plt.subplots(1, 2, figsize=(10, 4.4), layout="constrained")
for axis, (name, points) in zip(axes, spaces.items()):
    points = points.cpu().numpy()
    plane = TSNE(perplexity=15, random_state=0).fit_transform(points)
    for number, class_id in enumerate(test_classes[:6]):
        axis.scatter(*plane[(shown_labels == class_id).numpy()].T, s=35, marker="osD^vP"[number],
                     label=f"class {int(class_id)}")
    axis.set(title=f"{name}: silhouette {silhouette_score(points, shown_labels.numpy()):.2f}", xticks=[], yticks=[])
axes[1].legend(loc="center left", bbox_to_anchor=(1, 0.5))
plt.show()

# %% [markdown]
# *Strengths*: fast, stable to train, any number of ways and shots at test time, nothing to tune. *Costs*: all
# knowledge sits in one fixed embedding, which cannot adjust to a task of another kind; it classifies,
# but does not act or regress without further ideas.
#
# ### Model-based: learn to remember
#
# Here a network reads the support set, and *what it has read changes its state*, not its weights: the
# activations of a recurrent network, the slots of a memory, the context of a transformer. Its forward pass **is**
# the learning algorithm. Santoro et al. (2016) do it with the external memory of Graves et al. (2014). A
# memory is a matrix $M$ with one slot per row. It is read **by content**: a key $k$ is compared with each
# slot, the comparisons become weights, and the read is the weighted mean of the slots,
#
# $$ w_i = \frac{\exp\big(\beta \cos(k, M_i)\big)}{\sum_j \exp\big(\beta \cos(k, M_j)\big)}, \qquad
#    r = \sum_i w_i M_i . $$
#
# All of it is differentiable, so a network can learn what to write, which key to ask with, and what to make of the
# answer. A large $\beta$ reads one slot, $\beta = 0$ the mean of all.
#
# ### Exercise: `memory_read`

# %% exercise="memory_read"
def memory_read(key: Tensor, memory: Tensor, beta: float) -> tuple[Tensor, Tensor]:
    """Read from a memory by content: the more a slot resembles the key, the more it counts.

        weights[b, i] = exp(beta * cos(key[b], memory[i])) / sum over all slots j of exp(beta * cos(key[b], memory[j]))
        read[b]       = sum over all slots i of weights[b, i] * memory[i]

    with cos(u, v) = u·v / (|u| |v|) and |v| the square root of the sum of v[d] ** 2 over d.

    Args:
        key: (B, D) float32 or float64, one key per row.
        memory: (M, D), same dtype and device as `key`, one slot per row. B, M and D are at least 1 and in
            general all different. No row of `key` or `memory` has length 0; their lengths differ, and are in
            general far from 1.
        beta: a Python number from 0 to 50: how sharply the memory is addressed. With beta = 0 all slots count
            alike, with a large beta almost only the most similar one.

    Returns:
        `(read, weights)`, in this order, in the dtype and on the device of the inputs:
        - read: (B, D), the slots as they are stored (not normalised), averaged with the weights;
        - weights: (B, M), each row is positive and sums to 1 over the slots.

    Keys do not influence each other. beta is at most 50, so that exp(beta) is finite in float32 too. (A weight
    may round to 0. A small constant that guards against division by zero is forgiven up to 1e-6.)

    Both results are differentiable in `key` and in `memory`. The memory acts on `read` in two ways, as what
    the key is compared with and as what is read, and its gradient holds both.

    `key` and `memory` are not modified.

    Source: Graves, Wayne and Danihelka 2014, section 3.3.1, equations 5 and 6, and equation 2 for the read;
        Santoro et al. 2016 (memory-augmented networks for one-shot learning; theirs has no beta).
    """
    ### BEGIN SOLUTION
    similarity = F.normalize(key, dim=1) @ F.normalize(memory, dim=1).T
    weights = torch.softmax(beta * similarity, dim=1)
    return weights @ memory, weights
    ### END SOLUTION

# %% check="memory_read"
toy_memory = torch.tensor([[3.0, 0.0, 0.0], [0.0, 5.0, 0.0], [-4.0, 0.0, 0.0], [0.0, 0.0, 2.0]])
toy_keys = torch.tensor([[2.0, 0.0, 0.0], [0.0, -4.0, 0.0]])
toy_read, toy_weights = memory_read(toy_keys, toy_memory, math.log(3))
assert toy_read.shape == (2, 3) and toy_weights.shape == (2, 4), (
    "2 keys, 4 slots and 3 features: expected a read of shape (2, 3) and then weights of shape (2, 4), got "
    f"{tuple(toy_read.shape)} and {tuple(toy_weights.shape)}"
)
expected_weights = torch.tensor([[9 / 16, 3 / 16, 1 / 16, 3 / 16], [0.3, 0.1, 0.3, 0.3]])
assert torch.allclose(toy_weights, expected_weights, atol=1e-4), (
    f"the weights are\n{toy_weights}\nbut by hand they are\n{expected_weights}\n"
    "The first key has the cosines 1, 0, -1, 0 with the slots, whatever their lengths. Times beta = log 3, the "
    "exponentials are 3, 1, 1/3, 1, and these are divided by their sum, 16/3"
)
expected_read = torch.tensor([[23 / 16, 15 / 16, 6 / 16], [-0.3, 0.5, 0.6]])
assert torch.allclose(toy_read, expected_read, atol=1e-4), (
    f"what is read is\n{toy_read}\nbut by hand it is\n{expected_read}\n"
    "for instance [0, 0]: 9/16 of 3 and 1/16 of -4, from the slots as they are stored"
)
sharp_read, sharp_weights = memory_read(toy_keys[:1], toy_memory, 50.0)
assert torch.allclose(sharp_weights, torch.tensor([[1.0, 0.0, 0.0, 0.0]]), atol=1e-4), (
    f"at beta = 50 only the slot that points the same way counts, the weights are {sharp_weights.tolist()}"
)
moving_keys = toy_keys.clone().requires_grad_()
assert memory_read(moving_keys, toy_memory, 2.0)[0].requires_grad, (
    "key requires a gradient, and read does not: something on the way cuts the graph (no_grad, detach, argmax)"
)
moving_memory = toy_memory.clone().requires_grad_()
assert all(part.requires_grad for part in memory_read(toy_keys, moving_memory, 2.0)), (
    "memory requires a gradient, and read or weights do not: something on the way cuts the graph"
)
print("memory_read: visible checks passed")

# %% [markdown]
# Our head is a small relative of theirs, with a simpler way of writing: each support sample is written to a slot
# of its own, as a learned key next to a learned code of its label. A query asks with its own key and an
# empty label part. The rest of the network must learn to decode a label from what it reads. Since the numbering
# is random in each episode, there is no other way to know it.
#
# The plot shows an episode in the memory of the trained learner: one row per query, one column per slot. A query of
# label 2 should look at slot 2. Where a row is smeared out, the learner is unsure.

# %%
class MemoryHead(nn.Module):
    """Write the support set into a memory, read it with each query, decode the label from what was read."""

    def __init__(self, n_way=5, n_key=64, n_code=32, beta=15.0):
        super().__init__()
        self.key = nn.Linear(128, n_key)
        self.code = nn.Embedding(n_way, n_code)
        self.decode = nn.Sequential(nn.Linear(n_key + n_code, 64), nn.ReLU(), nn.Linear(64, n_way))
        self.beta = beta

    def read(self, zs, ys, zq):
        memory = torch.cat([self.key(zs), self.code(ys)], dim=1)
        return memory_read(F.pad(self.key(zq), (0, self.code.embedding_dim)), memory, self.beta)

    def forward(self, zs, ys, zq):
        return self.decode(self.read(zs, ys, zq)[0])


torch.manual_seed(0)
memory_learner = Learner(MemoryHead()).to(device)
curves["model-based"] = meta_train(memory_learner, train_pool, val_pool, 400, "model-based")

s_idx, s_y, q_idx, q_y, _ = sample_episode(test_pool[1], 5, 1, 3, torch.Generator().manual_seed(1))
s_idx, q_idx = s_idx[s_y.argsort()], q_idx[q_y.argsort()]
s_y, q_y = s_y.sort().values.to(device, torch.int64), q_y.sort().values
vectors, _ = embedded(memory_learner, test_pool)
with torch.no_grad():
    weights = memory_learner.head.read(vectors[s_idx], s_y, vectors[q_idx])[1].cpu()
    answers = memory_learner.answer(vectors[s_idx], s_y, vectors[q_idx]).cpu()
figure, axis = plt.subplots(figsize=(7, 9), layout="constrained")
picture = axis.imshow(weights, cmap="Blues", vmin=0, vmax=1, aspect="auto")
for row, (true, said) in enumerate(zip(q_y.tolist(), answers.tolist())):
    axis.imshow(test_pool[0][q_idx[row], 0].cpu(), cmap="gray_r", extent=(-1.3, -0.6, row + 0.45, row - 0.45))
    axis.text(said, row, "right" if said == true else "wrong", ha="center", va="center",
              color="white" if weights[row, said] > 0.5 else "black" if said == true else "tab:red")
for slot in range(5):
    axis.imshow(test_pool[0][s_idx[slot], 0].cpu(), cmap="gray_r", extent=(slot - 0.4, slot + 0.4, -0.6, -1.6))
axis.hlines([2.5, 5.5, 8.5, 11.5], -1.3, 4.5, color="0.5", linewidth=0.8)
axis.set(xlim=(-1.35, 4.5), ylim=(14.5, -1.65), aspect="auto", xticks=range(5), yticks=[1 + 3 * y for y in range(5)],
         xlabel="slot of the memory: support sample with label ...", ylabel="queries, three of each label")
axis.set_yticklabels([f"label {y}" for y in range(5)])
axis.set_title("Where the queries look, and what the learner answers")
figure.colorbar(picture, ax=axis, label="weight", shrink=0.6)
plt.show()

# %% [markdown]
# *Strengths*: one forward pass per task, and hardly any assumption: the same scheme serves regression
# (Garnelo et al., 2018), sequences (Mishra et al., 2018) and reinforcement learning. *Costs*: least
# built in, so most must be learned, which takes many tasks; sizes are fixed (our decoder knows five labels and no
# sixth); nothing forces it to become better with more support samples. The border is not sharp. Our memory
# compares embeddings too, and resembles a matching network; what makes it model-based is that reading, coding and
# decoding are learned.
#
# ### Optimisation-based: learn to start
#
# The third family keeps the learning algorithm we all know, gradient descent, and learns what we used to set by
# hand: above all the starting point. Finn et al. (2017) ask for parameters $\theta$ from which few gradient steps
# on a task's support loss lead to a low query loss. With one step of rate $\alpha$,
#
# $$ \theta'_{\mathcal{T}} = \theta - \alpha \nabla_\theta \mathcal{L}_{S}(\theta), \qquad
#    \min_\theta \; \mathbb{E}_{\mathcal{T}} \big[ \mathcal{L}_{Q}(\theta'_{\mathcal{T}}) \big] . $$
#
# This is MAML. Its gradient passes through the step and needs second derivatives. The first-order version,
# FOMAML, leaves those out and uses $\nabla \mathcal{L}_Q$ *at* $\theta'$ as if it were the gradient at $\theta$.
# Chapter 2 is about all this; here we only want to see what a learned starting point is.
#
# Their first example is regression, and shows a task distribution in its purest form: every task is a sine wave
# $y = A \sin(x + \varphi)$ with its own amplitude $A \sim U[0.1, 5]$ and phase $\varphi \sim U[0, \pi]$.
#
# ### Exercise: `sinusoid_task`

# %% exercise="sinusoid_task"
def sinusoid_task(
    k_shot: int, n_query: int, generator: torch.Generator
) -> tuple[Tensor, Tensor, Tensor, Tensor, float | Tensor, float | Tensor]:
    """Draw one regression task: a sine curve, and points of it to learn from and to be judged on.

    A task is a function y = A * sin(x + phi). Its amplitude A is uniform between 0.1 and 5, its phase phi is
    uniform between 0 and pi (in radians). Both are drawn anew in each call, and both hold for support and query.

    Args:
        k_shot: number of support points, at least 1.
        n_query: number of query points, at least 1.
        generator: the only source of randomness, a generator on the CPU.

    Returns:
        `(xs, ys, xq, yq, amplitude, phase)`, all tensors on the CPU:
        - xs: (k_shot, 1) float32, the inputs of the support set;
        - ys: (k_shot, 1) float32, ys = amplitude * sin(xs + phase), without noise;
        - xq: (n_query, 1) float32, the inputs of the query set, drawn anew;
        - yq: (n_query, 1) float32, yq = amplitude * sin(xq + phase), with the same amplitude and phase;
        - amplitude, phase: the A and phi of this task, each a Python float or a tensor with one element.

    Every input in xs and xq is uniform between -5 and 5. A, phi and all inputs are drawn independently of each
    other: so the inputs are neither evenly spaced nor sorted, and xq has nothing to do with xs. Whether an end
    of an interval can itself be drawn is free, and so is the order in which you draw.

    Precision: amplitude and phase are those that ys and yq were computed with, up to float32 rounding errors.

    Randomness: the same state of `generator` gives the same task. Every call moves the generator on, so that
    the next call draws a new task. The global random states of torch, numpy and Python are neither used nor
    moved. (You may draw with another tool of your own, if you seed it with a number drawn from `generator`.)

    Source: Finn et al. 2017, section 5.1.
    """
    ### BEGIN SOLUTION
    amplitude = 0.1 + 4.9 * torch.rand(1, generator=generator).item()
    phase = math.pi * torch.rand(1, generator=generator).item()
    xs = 10 * torch.rand(k_shot, 1, generator=generator) - 5
    xq = 10 * torch.rand(n_query, 1, generator=generator) - 5
    return xs, amplitude * torch.sin(xs + phase), xq, amplitude * torch.sin(xq + phase), amplitude, phase
    ### END SOLUTION

# %% check="sinusoid_task"
toy_generator = torch.Generator().manual_seed(0)
toy_task = sinusoid_task(4, 7, toy_generator)
assert [tuple(part.shape) for part in toy_task[:4]] == [(4, 1), (4, 1), (7, 1), (7, 1)], (
    "4 support and 7 query points are columns of the shapes (4, 1), (4, 1), (7, 1), (7, 1), got "
    f"{[tuple(part.shape) for part in toy_task[:4]]}: is the order xs, ys, xq, yq?"
)
toy_dtypes = {part.dtype for part in toy_task[:4]}
assert toy_dtypes == {torch.float32}, f"all four tensors are float32, got {toy_dtypes}"
toy_a, toy_phi = float(toy_task[4]), float(toy_task[5])
for toy_name, toy_x, toy_y in (("support", *toy_task[:2]), ("query", *toy_task[2:4])):
    toy_seen, toy_expected = float(toy_y[2]), toy_a * math.sin(float(toy_x[2]) + toy_phi)
    assert math.isclose(toy_seen, toy_expected, abs_tol=1e-4), (
        f"{toy_name}: at x = {float(toy_x[2]):.4f} the curve with A = {toy_a:.4f} and phi = {toy_phi:.4f} has "
        f"y = {toy_expected:.4f}, got {toy_seen:.4f}: is y = A * sin(x + phi), with this A and this phi?"
    )
toy_tasks = [sinusoid_task(2, 2, toy_generator) for _ in range(300)]
toy_inputs = torch.cat([task[0] for task in toy_tasks] + [task[2] for task in toy_tasks])
assert float(toy_inputs.abs().max()) <= 5, (
    f"an input of {float(toy_inputs.abs().max()):.2f} was drawn, expected all between -5 and 5, uniform"
)
for toy_name, toy_values, toy_middle in (
    ("amplitude", torch.tensor([float(task[4]) for task in toy_tasks]), 2.55),
    ("phase", torch.tensor([float(task[5]) for task in toy_tasks]), math.pi / 2),
    ("input in xs", torch.cat([task[0] for task in toy_tasks]), 0.0),
    ("input in xq", torch.cat([task[2] for task in toy_tasks]), 0.0),
):
    assert abs(toy_values.mean() - toy_middle) < 0.8, (
        f"over 300 tasks, the average {toy_name} is {float(toy_values.mean()):.2f}, expected about "
        f"{toy_middle:.2f}: from where to where do you draw it, and anew in each call?"
    )
toy_again = sinusoid_task(4, 7, torch.Generator().manual_seed(0))
assert torch.equal(toy_again[0], toy_task[0]) and torch.equal(toy_again[3], toy_task[3]), (
    "two generators in the same state gave two different tasks: does every draw use generator=generator?"
)
print("sinusoid_task: visible checks passed")

# %% [markdown]
# Six draws from $p(\mathcal{T})$: ten support points each (dots) and queries (crosses). The tasks differ, but they
# share a great deal (one frequency, smoothness, zero mean), and this is what there is to be learned across tasks.

# %%
generator = torch.Generator().manual_seed(2)
figure, axes = plt.subplots(2, 3, figsize=(11, 5), sharex=True, sharey=True, layout="constrained")
grid = torch.linspace(-5, 5, 200)
for axis in axes.flat:
    xs, ys, xq, yq, amplitude, phase = sinusoid_task(10, 15, generator)
    axis.plot(grid, float(amplitude) * torch.sin(grid + float(phase)), color="0.7")
    axis.plot(xs[:, 0], ys[:, 0], "o", color="tab:blue", label="support")
    axis.plot(xq[:, 0], yq[:, 0], "x", color="tab:orange", label="query")
    axis.set_title(f"amplitude {float(amplitude):.2f}, phase {float(phase):.2f}")
axes[0, 0].legend(loc="upper left")
figure.supxlabel("$x$")
figure.supylabel("$y$")
plt.show()

# %% [markdown]
# ### One network for all tasks, or one that learns?
#
# A small network (one input, two layers of 40 ReLUs, one output) gets the ten support points of a new
# sine wave and takes gradient steps of rate 0.01. Three starting points compete.
#
# - *From scratch*: PyTorch's random initialisation.
# - *Pre-trained on all tasks jointly*: ordinary training on points of many waves. But a point $(x, y)$ does not say
#   which wave it belongs to, so the best that can be learned is the *average* of all tasks,
#   $\mathbb{E}[A] \cdot \frac{1}{\pi} \int_0^\pi \sin(x + \varphi) \, d\varphi = 2.55 \cdot \frac{2}{\pi} \cos x$.
# - *Meta-learned* with FOMAML: trained so that the network is good *after a step*.
#
# The code keeps the parameters of many tasks in one tensor (the first axis counts tasks), so that all of them
# adapt at once.

# %%
def sine_tasks(n_tasks, generator, n_query=10):
    """Draw tasks with ten support points: xs, ys, xq, yq, each (n_tasks, points, 1)."""
    drawn = [sinusoid_task(10, n_query, generator)[:4] for _ in range(n_tasks)]
    return [torch.stack(part).to(device) for part in zip(*drawn)]


def sine_start(seed):
    """Return PyTorch's random initialisation: [weight, bias] of three layers, with a first axis for tasks."""
    torch.manual_seed(seed)
    layers = [nn.Linear(1, 40), nn.Linear(40, 40), nn.Linear(40, 1)]
    start = [part for layer in layers for part in (layer.weight.T[None], layer.bias[None, None])]
    return [part.detach().clone().to(device).requires_grad_() for part in start]


def sine_network(params, x):
    w1, b1, w2, b2, w3, b3 = params
    return torch.relu(torch.relu(x @ w1 + b1) @ w2 + b2) @ w3 + b3


def task_errors(params, x, y):
    return (sine_network(params, x) - y).square().mean(dim=(1, 2))


def adapt(params, xs, ys, steps, lr=0.01):
    """Take gradient steps on each task's support loss; return the parameters of every task."""
    params = [part.detach().expand(len(xs), -1, -1).clone().requires_grad_() for part in params]
    for _ in range(steps):
        grads = torch.autograd.grad(task_errors(params, xs, ys).sum(), params)
        params = [(part - lr * grad).detach().requires_grad_() for part, grad in zip(params, grads)]
    return params


def train_start(name, steps, seed=0):
    params, generator = sine_start(seed), torch.Generator().manual_seed(seed)
    optimizer = torch.optim.Adam(params, lr=0.003)
    for _ in progress(range(steps), name):
        xs, ys, xq, yq = sine_tasks(25, generator)
        if name == "meta-learned (FOMAML)":
            adapted = adapt(params, xs, ys, steps=1)
            grads = torch.autograd.grad(task_errors(adapted, xq, yq).sum(), adapted)  # at the adapted parameters
            grads = [grad.mean(dim=0, keepdim=True) for grad in grads]
        else:
            grads = torch.autograd.grad(task_errors(params, xq, yq).mean(), params)
        for part, grad in zip(params, grads):
            part.grad = grad
        optimizer.step()
    return params


starts = {
    "from scratch": sine_start(0),
    "pre-trained jointly": train_start("pre-trained jointly", 800),
    "meta-learned (FOMAML)": train_start("meta-learned (FOMAML)", 2000),
}
xs, ys, xq, yq = sine_tasks(300, torch.Generator().manual_seed(99), n_query=50)
figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4.4), layout="constrained")
print(f"{'query error (MSE) after':<24}" + "".join(f"{f'{steps} steps':>16}" for steps in (0, 1, 5, 10)))
grid = torch.linspace(-5, 5, 200, device=device)[None, :, None]
like_cosine = (yq * torch.cos(xq)).mean(dim=(1, 2))
shown = int(like_cosine.masked_fill(yq.amax(dim=(1, 2)) < 3, math.inf).argmin())  # a large wave, unlike the average
for color, (name, start) in zip(("tab:gray", "tab:orange", "tab:blue"), starts.items()):
    results = {
        steps: [float(part) for part in mean_ci95(task_errors(adapt(start, xs, ys, steps), xq, yq).detach().cpu())]
        for steps in (0, 1, 2, 3, 5, 7, 10)
    }
    print(f"{name:<24}" + "".join(f"{results[s][0]:>10.2f} ± {results[s][1]:.2f}" for s in (0, 1, 5, 10)))
    left.errorbar(list(results), [mean for mean, _ in results.values()], [half for _, half in results.values()],
                  marker="o", capsize=3, color=color, label=name)
    for steps, style in ((0, ":"), (10, "-")):
        wave = sine_network(adapt(start, xs[[shown]], ys[[shown]], steps), grid)[0, :, 0].detach().cpu()
        right.plot(grid[0, :, 0].cpu(), wave, style, color=color, label=name if steps else None)
left.set(title="300 new sine waves", xlabel="gradient steps on the support set", ylabel="mean squared error on queries",
         ylim=(0, None))
left.legend()
right.plot(xq[shown].cpu(), yq[shown].cpu(), "x", color="0.6", label="queries")
right.plot(xs[shown].cpu(), ys[shown].cpu(), "ko", label="support points")
right.set(title="One new wave: before (dotted) and after 10 steps", xlabel="$x$", ylabel="$y$", ylim=(-5.5, 8.5))
right.legend(loc="upper left", ncols=2, fontsize=9)
plt.show()

# %% [markdown]
# Before any step the meta-learned start is *no better* than chance, and worse than joint pre-training: it was never
# asked to be good by itself. After one step the order is reversed (over three training runs, mean squared errors of
# 0.8 to 1.0 against 2.4 to 2.5 for joint pre-training and 4.2 to 4.3 from scratch), and after ten steps the gap is
# larger still: 0.25 to 0.32 against 1.6 to 1.8, with intervals of ± 0.06 and ± 0.22 at most. Joint pre-training answers
# "what do tasks look like on average?", meta-learning answers "from where is each task a step away?". On the right you
# see it on a wave unlike the average: the orange start is the cosine of the formula, and ten steps bend it part of the
# way; the blue one moves to the wave from which its ten points come.
#
# ### The same on glyphs
#
# Back to the running example. Raghu et al. (2020) found that in MAML on images the inner steps hardly change
# the convolutional layers, and that it is enough to adapt the *last* layer (they call this ANIL). That makes it
# fast, and it fits our interface: the head owns the starting point $(W, b)$ of a linear classifier
# and takes five gradient steps on the support loss. With `create_graph=True` the steps stay part of the graph, so
# that meta-training reaches through them, second derivatives included, to the starting point *and to the
# embedding*.

# %%
class GradientHead(nn.Module):
    """Fit a linear classifier to the support set by gradient steps from a learned starting point."""

    def __init__(self, n_way=5, steps=5, lr=0.04):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(128, n_way))
        self.bias = nn.Parameter(torch.zeros(n_way))
        self.steps, self.lr = steps, lr

    def forward(self, zs, ys, zq):
        weight, bias = self.weight, self.bias
        with torch.enable_grad():  # also at test time: this head learns by gradients
            for _ in range(self.steps):
                loss = F.cross_entropy(zs @ weight + bias, ys)
                grads = torch.autograd.grad(loss, (weight, bias), create_graph=self.training)
                weight, bias = weight - self.lr * grads[0], bias - self.lr * grads[1]
        return zq @ weight + bias


torch.manual_seed(0)
gradient_learner = Learner(GradientHead()).to(device)
curves["optimisation-based"] = meta_train(gradient_learner, train_pool, val_pool, 400, "optimisation-based")

# %% [markdown]
# *Strengths*: works with any model and any differentiable loss; keeps improving with more support data and more
# steps; falls back to ordinary training when the task is unusual. *Costs*: gradient steps for every task at test
# time, a memory-hungry and delicate meta-training (two nested learning rates, second derivatives), and our linear
# head again knows its number of ways.
#
# ### Side by side
#
# All learners meet the same 400 meta-test episodes. Times are for the head alone, on one 5-way, 1-shot episode with
# 25 queries; the embedding costs the same for all.

# %%
import time

learners = {
    "untrained network": untrained,
    "metric-based": metric_learner,
    "model-based": memory_learner,
    "optimisation-based": gradient_learner,
}
figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4.4), layout="constrained")
for (name, curve), marker in zip(curves.items(), "osD"):
    summaries = [[100 * float(part) for part in mean_ci95(accuracies)] for _, accuracies in curve]
    left.errorbar([step for step, _ in curve], [mean for mean, _ in summaries], [half for _, half in summaries],
                  marker=marker, capsize=3, label=name)
left.axhline(20, color="black", linestyle="--", label="guessing")
left.set(title="Meta-validation during meta-training", xlabel="training steps of four episodes",
         ylabel="5-way 1-shot accuracy (%)")
left.legend()
s_idx, s_y, q_idx, _, _ = sample_episode(test_pool[1], 5, 1, 5, torch.Generator().manual_seed(0))
s_y = s_y.to(device, torch.int64)
print(f"{'learner':<24}{'5-way 1-shot, %':>18}{'5-way 5-shot, %':>18}{'time for the head, ms':>24}")
for x, name in enumerate(["pixels, no learning", *learners]):
    learner = learners.get(name)
    predict, vectors = (learner.answer, embedded(learner, test_pool)) if learner else (pixel_neighbours, test_pool)
    results = [mean_ci95(100 * episode_accuracies(predict, vectors, 5, k, 400)) for k in (1, 5)]
    cells = [f"{float(mean):.1f} ± {float(half):.1f}" for mean, half in results]
    began = time.perf_counter()
    for _ in range(50):
        predict(vectors[0][s_idx], s_y, vectors[0][q_idx]).cpu()
    spent = (time.perf_counter() - began) / 50
    print(f"{name:<24}{cells[0]:>18}{cells[1]:>18}{1000 * spent:>24.2f}")
    right.barh(x, float(results[0][0]), xerr=float(results[0][1]), capsize=4, color="0.6" if x < 2 else f"C{x - 2}")
    right.text(2, x, cells[0], va="center", color="white")
right.axvline(20, color="black", linestyle="--")
right.set(title="Meta-test, 5-way 1-shot", xlabel="accuracy and 95 % interval over 400 episodes (%)",
          yticks=range(1 + len(learners)))
right.set_yticklabels(["pixels, no learning", *learners])
right.invert_yaxis()
plt.show()

# %% [markdown]
# Over three training runs, at 5 ways and 1 shot: metric-based 72 to 73 %, model-based 77 to 79 %, optimisation-based 72
# to 74 %, with intervals of ± 1.2 at most. All are far above their baselines, pixels (43 %) and the untrained network
# (46 to 48 %). At 5 shots, for which none was trained, the first two reach 89 to 90 % and the third 79 to 85 %: its
# starting point was trained for five steps on one shot.
#
# Do not read a ranking of the families out of this. The differences are those of 400 training steps, one small
# network and one set of hyperparameters, and the runs of one method differ by about 2 points. What the experiment
# shows is that three quite different ways of learning can *each* be learned from tasks. Which to choose is
# decided by what they need and what they can do:
#
# | | metric-based | model-based | optimisation-based |
# |---|---|---|---|
# | a new task costs | one forward pass | one forward pass | forward passes and gradient steps |
# | other numbers of ways | yes | not as built here | not as built here |
# | more shots than in training | helps | helps here, not in general | helps, steps may need tuning |
# | problems other than classification | with extra ideas | yes | yes |
# | tasks unlike the training tasks | weak | weakest | can still descend the loss |
# | examples | Prototypical networks (chapter 3) | SNAIL, neural processes | MAML, Reptile (chapter 2) |
#
# ### Question
#
# A watch recognises its owner's gestures. For a new owner, ten labelled gestures are fed one after another, each
# with its label, into a recurrent network whose weights never change after the factory. From then on its
# output names each new gesture. Which family is this?
#
# - **a)** Metric-based: the new gesture is judged by means of the ten labelled ones.
# - **b)** Model-based: the ten gestures change the state of the network, and this state is what was learned.
# - **c)** Optimisation-based: the network was trained by gradient descent before it was shipped.
# - **d)** None of the three: the weights stay fixed for a new owner, so nothing is learned from the ten gestures.

# %% question="q_family"
# Write your choice, "a", "b", "c" or "d", like this: q_family = "x"
### BEGIN SOLUTION
q_family = "b"
### END SOLUTION

# %% [markdown]
# ## 5 · Where it pays, and where it does not
#
# Meta-learning trades many related tasks for few samples per task. It pays where three things come together:
#
# 1. **many tasks of one kind** are at hand for meta-training (characters, users, molecules, robots, languages);
# 2. **new tasks have little data**: labels are rare, expensive, or must be given by a user who waits;
# 3. **new tasks are draws from the same distribution** as the old ones.
#
# So it is used for personalisation (keyboards, speech, health), for rare classes (species, defects, diseases with
# related records), in drug discovery (activity on a new target after few assays), in robotics (a new load or terrain),
# and for recommendation to new users. When one condition fails, something simpler is usually better:
#
# - *The task has plenty of labels*: train on them.
# - *There are no related tasks*: use regularisation, augmentation, or a model pre-trained on other data.
# - *The new tasks are of another kind*: then the learned bias is a wrong bias. Measure before you trust it.
# - *A large pre-trained network exists*: a plain classifier on its features is hard to beat. Chen et al. (2019) and
#   Tian et al. (2020) found that such baselines match elaborate meta-learners on standard benchmarks. So always
#   report one.
#
# The last demo tests two of these conditions. *Left*: 20 new glyph classes with 1 to 80 labelled images each. The
# metric-based learner (frozen) competes with the same network trained from scratch on these images, ordinary
# augmentation by small shifts included. *Right*: our glyph learner on tasks of another kind, handwritten digits,
# against pixels.

# %%
def scratch_accuracy(train_x, train_y, test_x, test_y, steps, seed):
    """Train the same network from scratch on one task; return its accuracy."""
    torch.manual_seed(seed)
    network = nn.Sequential(embedding_network(), nn.Linear(128, 20)).to(device)
    optimizer = torch.optim.Adam(network.parameters(), lr=0.003)
    for _ in range(steps):
        batch = torch.randint(len(train_x), (48,)).to(device)
        shift = [int(amount) for amount in torch.randint(-2, 3, (2,))]
        x = torch.roll(train_x[batch], shift, dims=(2, 3))
        optimizer.zero_grad()
        F.cross_entropy(network(x), train_y[batch]).backward()
        optimizer.step()
    network.eval()
    with torch.no_grad():
        return float((network(test_x).argmax(dim=1) == test_y).float().mean())


steps_for_shots, n_tasks = {1: 60, 5: 100, 20: 120, 80: 200}, 4  # more data deserve more steps
shots = list(steps_for_shots)
rich_images, _ = glyphs(n_classes=20 * n_tasks, per_class=100, seed=1)  # classes that nobody has seen
rich_images = rich_images.to(device).view(n_tasks, 20, 100, 1, 16, 16)
accuracies = {"learned across tasks, frozen": {k: [] for k in shots}, "trained from scratch": {k: [] for k in shots}}
for task in progress(range(n_tasks), "tasks"):
    test_x = rich_images[task, :, 80:].flatten(0, 1)
    test_y = torch.arange(20, device=device).repeat_interleave(20)
    for k in shots:
        train_x = rich_images[task, :, :k].flatten(0, 1)
        train_y = torch.arange(20, device=device).repeat_interleave(k)
        with torch.no_grad():
            metric_learner.eval()
            answers = metric_learner.answer(metric_learner.embed(train_x), train_y, metric_learner.embed(test_x))
        accuracies["learned across tasks, frozen"][k].append(float((answers == test_y).float().mean()))
        scratch = scratch_accuracy(train_x, train_y, test_x, test_y, steps_for_shots[k], seed=task)
        accuracies["trained from scratch"][k].append(scratch)

figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4.4), layout="constrained", width_ratios=(3, 2))
print(f"{'labels per class':<32}" + "".join(f"{k:>14}" for k in shots))
for name, by_shots in accuracies.items():
    summaries = [[100 * float(part) for part in mean_ci95(by_shots[k])] for k in shots]
    print(f"{name:<32}" + "".join(f"{mean:>7.1f} ± {half:4.1f}" for mean, half in summaries))
    left.errorbar(shots, [mean for mean, _ in summaries], [half for _, half in summaries], marker="o", capsize=4,
                  label=name)
left.set(title=f"20 new glyph classes (mean of {n_tasks} such tasks)", xlabel="labelled images per class",
         ylabel="accuracy (%)", xscale="log", xticks=shots)
left.set_xticklabels(shots)
left.minorticks_off()
left.legend(loc="lower right")
frozen, scratch = accuracies.values()
gains = [mean_ci95([100 * (a - b) for a, b in zip(frozen[k], scratch[k])]) for k in shots]
print(f"{'gain, task by task':<32}" + "".join(f"{float(mean):>+7.1f} ± {float(half):4.1f}" for mean, half in gains))
large_digits = F.interpolate(digit_images, size=(16, 16), mode="bilinear").to(device)
for x, target in enumerate((test_pool, (large_digits, digit_labels))):
    for offset, color, predict, vectors in (
        (-0.2, "0.6", pixel_neighbours, target),
        (0.2, "C0", metric_learner.answer, embedded(metric_learner, target)),
    ):
        mean, half_width = (100 * float(part) for part in mean_ci95(episode_accuracies(predict, vectors, 5, 1, 300)))
        right.bar(x + offset, mean, 0.36, yerr=half_width, capsize=4, color=color)
        right.text(x + offset, mean + half_width + 1.5, f"{mean:.1f}\n± {half_width:.1f}", ha="center")
right.bar(0, 0, color="0.6", label="pixels")
right.bar(0, 0, color="C0", label="learned on glyphs")
right.set(title="5-way 1-shot, two kinds of tasks", ylim=(0, 115), ylabel="accuracy (%)", xticks=(0, 1))
right.set_xticklabels(["new glyphs", "digits"])
right.legend(loc="upper left", ncols=2)
plt.show()

# %% [markdown]
# With one label per class, what was learned across tasks is worth 7 to 13 points, with 5 labels still 5 to 6 (three
# training runs). At 20 labels nothing is left of it: the interval of the gain contains zero. At 80 the order is
# reversed: the network trained from scratch is 4 to 8 points *ahead* (in two of the three runs by more than the
# interval), since the frozen embedding cannot profit from so many labels. With four tasks only, take these intervals
# as rough; you have seen what happens at five. And on digits the glyph learner, 30 points better than pixels at home,
# is 6 to 8 points *worse* than pixels. Nobody warned us:
# training and meta-validation looked well, and only a test on the tasks we meant showed it.
#
# ### Question
#
# For which of these projects is meta-learning the most promising tool?
#
# - **a)** A keyboard learns a new user's five hand signs from three recordings each; 4,000 earlier users have recorded
#   theirs.
# - **b)** A factory sorts ten kinds of screws, always the same, and has 50,000 labelled photos of each.
# - **c)** A museum has eight labelled scans of a script, the only ones in existence, and no related scripts.
# - **d)** A clinic wants to name tumours from five X-rays each, with a learner meta-trained on thousands of glyphs.

# %% question="q_worth"
# Write your choice, "a", "b", "c" or "d", like this: q_worth = "x"
### BEGIN SOLUTION
q_worth = "a"
### END SOLUTION

# %% [markdown] written="w_design" points=6
# ### Written question (6 points)
#
# A botanical garden wants a phone app that names plants. It has 30 photos of each of 900 species. Every month a
# few species arrive for which there are only three photos, and the app must know them on the same day, without a
# computing centre. Plan the project in about 200 words:
#
# 1. What is one task here, and how are its support and query set drawn in meta-training? (1 point)
# 2. How do you split the data, and what do you measure and report, so that the figure holds for *new* species? Name
#    one leak that threatens here, and how you prevent it. (2 points)
# 3. Which of the three families do you choose? Give one strength that decides, and one cost that you accept.
#    (2 points)
# 4. Which simple baseline must be beaten, and which result would make you give up meta-learning? (1 point)
#
# **Your answer**
#
# ### BEGIN SOLUTION
# **Mark scheme** (6 points)
#
# 1. *Task* (1): an episode of N species with K = 3 labelled photos as support (half a point), and other photos
#    of the same species as queries (half a point). N may be free; K near 3 or varied.
# 2. *Protocol* (2): species, not photos, are split into meta-training, meta-validation and meta-test (1; half if
#    validation is missing; none for a split by photos). Mean accuracy over several hundred meta-test episodes with a
#    confidence interval, N and K stated (half). A leak with its remedy (half), for instance: photos of one plant, or
#    of one walk, in support and query (split by plant or date); a pre-trained network that has seen the test species;
#    tuning on meta-test species; closely related species on both sides of the split, if the new ones will not be.
# 3. *Family* (2): any family with a strength that fits the case (1) and an honest cost (1). Metric-based fits best:
#    a new species is one more prototype, computed on the phone in one forward pass, and the number of ways can grow.
#    Optimisation-based is acceptable if gradient steps on the phone and the fixed number of ways are discussed;
#    model-based if the fixed sizes and the need for many tasks are. A choice without a reason from the case: half.
# 4. *Baseline* (1): nearest neighbour or a linear classifier on features of an ordinary pre-trained network (half;
#    pixels alone earn a quarter). Give up if, over several training runs, the gain is within the intervals, or if it
#    vanishes on species that are really new (half).
#
# *Model answer.* A task is to tell N = 20 species apart from three photos each; queries are five other photos of
# these species, taken from other plants. I split the 900 species into 600, 100 and 200, choose everything on the
# 100, and report the mean over 600 episodes of the 200, for N = 20 and N = 200, with 95 % intervals and over three
# training runs. Threat: several photos of one plant; I draw support and query from different plants. I choose
# a metric-based learner: a new species is a mean of three embeddings, which a phone computes at once, and classes can
# be added without end. The cost: a fixed embedding, which cannot adjust if a plant group differs in kind. Baseline:
# nearest prototype on the features of a publicly pre-trained network. If ours is not better by more than interval
# and variation between runs, I use the baseline.
# ### END SOLUTION

# %% [markdown]
# ## What you can do now
#
# | objective | exercises | questions | demos |
# |---|---|---|---|
# | 1 · what it is, and why | `sinusoid_task` | `q_worth` | *One network for all tasks, or one that learns?* |
# | 2 · the three families | `nearest_neighbour_predict`, `memory_read` | `q_family` | *Side by side* |
# | 3 · few-shot problems | `split_classes`, `sample_episode` | `w_design` | *What an episode looks like* |
# | 4 · the episodic protocol | `sample_episode`, `mean_ci95` | `q_interval`, `q_leak` | *Leaks* |
# | 5 · where it pays | – | `q_worth`, `w_design` | *Where it pays, and where it does not* |
#
# Chapter 2 opens up the optimisation-based family, chapter 3 the metric-based one, and chapter 4 asks what a network
# that was trained in the ordinary way can carry over to a new task.
#
# **Sources.** Chen et al. 2019, *A closer look at few-shot classification* · Cover and Hart 1967, *Nearest neighbor
# pattern classification* · Finn et al. 2017, *Model-agnostic meta-learning* · Garnelo et al. 2018, *Conditional
# neural processes* · Graves et al. 2014, *Neural Turing machines* · Hospedales et al. 2021, *Meta-learning in neural
# networks: a survey* · Lake et al. 2015, *Human-level concept learning through probabilistic program induction* ·
# Mishra et al. 2018, *A simple neural attentive meta-learner* · Nichol et al. 2018, *On first-order meta-learning
# algorithms* · Raghu et al. 2020, *Rapid learning or feature reuse?* · Ravi and Larochelle 2017, *Optimization as a
# model for few-shot learning* · Santoro et al. 2016, *Meta-learning with memory-augmented neural networks* ·
# Schmidhuber 1987, *Evolutionary principles in self-referential learning* (diploma thesis) · Snell et al. 2017,
# *Prototypical networks for few-shot learning* · Thrun and Pratt 1998, *Learning to learn* · Tian et al. 2020,
# *Rethinking few-shot image classification* · Vinyals et al. 2016, *Matching networks for one shot learning* · Yin et
# al. 2020, *Meta-learning without memorization*.
