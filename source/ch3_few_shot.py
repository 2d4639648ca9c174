# %% [markdown]
# # Chapter 3 · Learning to compare
#
# A few-shot learner gets a handful of labelled images of classes that it has never seen, the **support set**, and has
# to name new images of them, the **queries**. Chapter 2 met this with a few gradient steps on every task. The methods
# of this chapter take none. They have learned, on many other classes, *how to compare* images; a new task is solved by
# comparing each query with the support set.
#
# After this chapter you can
#
# 1. explain the principles of Prototypical Networks, and why they use the squared Euclidean distance;
# 2. explain the architecture of Matching Networks: attention over the support set, and full-context embeddings;
# 3. say what a Relation Network gains by learning the comparison, and what that costs;
# 4. implement Siamese Networks, with pairs and with triplets;
# 5. choose between the methods for a given task, by its shots, ways, domain and computing time.
#
# Reading and running takes about 25 minutes; the exercises come on top. Those marked ★ are the core path. The cells
# between them show each function at work, so solve an exercise before you run the cells after it. Figures quoted in
# the text were measured with three training runs each; a rerun prints its own, which differ a little from machine to
# machine.

# %% given="setup"
import copy
import time
from collections.abc import Callable

import matplotlib.pyplot as plt
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
# ### What all sections share
#
# Every method below is trained and tested in the same way, with the four functions of the next cell. `draw_task`
# draws an episode from an array of drawings, `(n_classes, per_class, ...)`. `make_encoder` builds the network that
# turns images into embeddings. `train_on_tasks` trains whatever has parameters on a loss of one episode.
# `test_on_tasks` measures the accuracy on many episodes of *unseen* classes; since the encoder is fixed by then, it is
# enough to embed all images once and to draw the episodes among the embeddings.

# %% given="episodes"
def draw_task(drawings, generator, n_way=5, k_shot=1, n_query=5):
    """Draw a task from `drawings`, (n_classes, per_class, ...): support, ys, query, yq, class by class."""
    classes = torch.randperm(len(drawings), generator=generator)[:n_way]
    members = torch.rand(n_way, drawings.shape[1], generator=generator).argsort(dim=1)[:, : k_shot + n_query]
    drawn = drawings[classes[:, None], members]  # (n_way, k_shot + n_query, ...)
    labels = torch.arange(n_way, device=drawings.device)
    return (drawn[:, :k_shot].flatten(0, 1), labels.repeat_interleave(k_shot),
            drawn[:, k_shot:].flatten(0, 1), labels.repeat_interleave(n_query))


def make_encoder(seed, flat=True):
    """Build an untrained network from images (n, 1, 16, 16) to embeddings (n, 256), or to maps (n, 64, 4, 4)."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        blocks = []
        for c_in, c_out in ((1, 32), (32, 64), (64, 64))[: 3 if flat else 2]:
            blocks += [nn.Conv2d(c_in, c_out, 3, stride=2, padding=1), nn.BatchNorm2d(c_out), nn.ReLU()]
        return nn.Sequential(*blocks, *([nn.Flatten()] if flat else [])).to(device)


def train_on_tasks(model, task_loss, drawings, label, n_tasks=300, seed=0, **sizes):
    """Train `model` by Adam on task_loss(support, ys, query, yq), one task drawn from `drawings` per step."""
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.002)
    model.train()
    for _ in progress(range(n_tasks), label):
        optimizer.zero_grad()
        task_loss(*draw_task(drawings, generator, **sizes)).backward()
        optimizer.step()
    return model.eval()


@torch.no_grad()
def embed(encoder, drawings):
    """Embed all of `drawings`, (n_classes, per_class, ...), and keep the first two axes."""
    return encoder(drawings.flatten(0, 1)).unflatten(0, drawings.shape[:2])


@torch.no_grad()
def test_on_tasks(predict, embedded, n_tasks=600, seed=1, **sizes):
    """Return the mean accuracy in per cent and the half width of its 95 % interval over `n_tasks` tasks.

    predict(support, ys, query, n_way) gives the label of each query; `embedded` is (n_classes, per_class, ...).
    """
    generator, accuracies = torch.Generator().manual_seed(seed), []
    for _ in range(n_tasks):
        support, ys, query, yq = draw_task(embedded, generator, **sizes)
        named = predict(support, ys, query, int(ys.max()) + 1)
        accuracies.append(100 * (named == yq).double().mean())
    accuracies = torch.stack(accuracies)
    return float(accuracies.mean()), float(1.96 * accuracies.std() / n_tasks**0.5)

# %% [markdown]
# The drawings are the glyphs of chapter 1: 120 classes to train on, 50 others to test on.

# %%
alphabet = load_data("glyphs")[0].view(200, 20, 1, 16, 16).to(device)
shuffled_classes = torch.randperm(200, generator=torch.Generator().manual_seed(3))
train_glyphs, test_glyphs = alphabet[shuffled_classes[:120]], alphabet[shuffled_classes[150:]]

# %% [markdown]
# ## 1 · Prototypical Networks
#
# (anchor)

# %% [markdown]
# ### All distances at once: `pairwise_sq_dists` ★
#
# Let $a_1, \dots, a_B$ be the embeddings of $B$ queries and $b_1, \dots, b_N$ those of what we compare them
# with: the support images, or one summary vector per class. All are vectors with $D$ entries. A learner by
# comparison asks the same question $B \cdot N$ times:
#
# $$ s_{ij} \;=\; \lVert a_i - b_j \rVert^2 \;=\; \sum_{d=1}^{D} (a_{id} - b_{jd})^2 . $$
#
# The answers form a $(B, N)$ table. Row $i$ belongs to query $i$, and its smallest entry is the nearest
# $b_j$.
#
# **Why squared?** For ranking, the root changes nothing. For learning, it does.
#
# - *The gradient.* With respect to $a_i$ it is $2\,(a_i - b_j)$, and with respect to $b_j$ its negative:
#   both are defined everywhere, and zero where two vectors coincide. The root has the derivative
#   $1 / (2\sqrt{s})$, which is infinite at $s = 0$. By the chain rule, autograd multiplies it with the zero
#   from inside, and $\infty \cdot 0$ is NaN. One image that meets its own copy is then enough to destroy
#   every weight of the network, and squaring the root afterwards does not help: the NaN arises on the way
#   back.
# - *The mean.* Among all points, the mean of a set of vectors has the smallest sum of squared distances to
#   them. With the plain distance that is not so. Prototypical Networks represent a class by the mean of its
#   support embeddings, and this is their reason to square (Snell, Swersky and Zemel 2017, section 2.3, with
#   the Bregman divergences as the general case).
#
# **Sum, not mean.** Dividing by $D$ would keep the ranking too. But the distances will soon stand in a
# softmax, and there a factor of $1/D$ makes every prediction less certain.
#
# **A faster formula and its price.** Multiplied out, the same number is
#
# $$ s_{ij} \;=\; \lVert a_i \rVert^2 + \lVert b_j \rVert^2 - 2\, a_i^\top b_j , $$
#
# which needs one matrix product and no $(B, N, D)$ table of differences. Its price is cancellation: far
# from the origin it subtracts huge numbers that are almost equal. In float32 numbers near 100 000 lie
# $2^{-7} \approx 0.008$ apart, so a distance of 0.001 drowns in rounding and can come out **negative**,
# which no squared distance is. Whoever takes this formula has to rule that out.

# %% exercise="pairwise_sq_dists"
def pairwise_sq_dists(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    """Compute the squared Euclidean distance of every row of `a` to every row of `b`.

    Args:
        a: (B, D) float32 or float64, one vector per row.
        b: (N, D), same dtype and device as `a`. B, N and D are at least 1 and in general all different.

    Returns:
        (B, N), in the dtype and on the device of the inputs. Entry [i, j] is the sum over the D features of
        (a[i, d] - b[j, d]) ** 2: no root is taken and nothing is averaged. Both axes stay when B or N is 1.

    No entry is ever below 0, not even by rounding: rows may lie far from the origin and close to each other.
    (Otherwise rounding is forgiven: a relative error of 1e-4 passes, so you are free to choose the formula.)

    The result is differentiable in `a` and in `b`. The gradient of entry [i, j] is 2 (a[i] - b[j]) with
    respect to a[i] and 2 (b[j] - a[i]) with respect to b[j]. It is finite everywhere, also where the two rows
    are identical: there it is zero.

    `a` and `b` are left as they were: neither their values nor their `requires_grad` change.

    Source: Snell, Swersky and Zemel 2017, "Prototypical Networks for Few-shot Learning", sections 2.3, 2.4.
    """
    ### BEGIN SOLUTION
    difference = a[:, None, :] - b[None, :, :]
    return difference.pow(2).sum(dim=-1)
    ### END SOLUTION

# %% check="pairwise_sq_dists"
corner_a = torch.tensor([[0.0, 0.0, 0.0], [1.0, 2.0, 2.0]])
corner_b = torch.tensor([[1.0, 2.0, 2.0], [0.0, 0.0, 2.0], [0.0, 0.0, 0.0], [3.0, 2.0, 2.0]])
corner_table = pairwise_sq_dists(corner_a, corner_b)
assert corner_table.shape == (2, 4), (
    f"2 rows in a and 4 rows in b make a table of shape (2, 4), yours has {tuple(corner_table.shape)}: "
    "one row per row of a, one column per row of b"
)
for dtype in (torch.float32, torch.float64):
    dtype_seen = pairwise_sq_dists(corner_a.to(dtype), corner_b.to(dtype)).dtype
    assert dtype_seen == dtype, (
        f"{dtype} rows give a {dtype_seen} table, expected {dtype}: which dtype have the tensors you create?"
    )
expected_table = torch.tensor([[9.0, 4.0, 0.0, 17.0], [0.0, 5.0, 9.0, 4.0]])
assert torch.allclose(corner_table, expected_table, atol=1e-4), (
    f"the table is\n{corner_table}\nbut by hand it is\n{expected_table}\n"
    "for instance [0, 0]: 1² + 2² + 2² = 9, without a root and without dividing by the 3 features"
)
meeting = corner_a.clone().requires_grad_()
meeting_entry = pairwise_sq_dists(meeting, corner_b)[1, 0]
assert meeting_entry.requires_grad, (
    "a requires a gradient, the result does not: something on the way cuts the graph (no_grad, detach, item)"
)
meeting_entry.backward()
assert torch.allclose(meeting.grad, torch.zeros(2, 3), atol=1e-4), (
    f"a[1] and b[0] are identical, and there the gradient of their distance is\n{meeting.grad}\n"
    "expected zeros: is there a root on the way, whose derivative at 0 is infinite?"
)
moving = corner_a.clone().requires_grad_()
pairwise_sq_dists(moving, corner_b)[1, 3].backward()
assert torch.allclose(moving.grad[1], torch.tensor([-4.0, 0.0, 0.0]), atol=1e-4), (
    f"the gradient of entry [1, 3] with respect to a[1] is {moving.grad[1]}, "
    "but by hand it is 2 (a[1] - b[3]) = [-4, 0, 0]"
)
print("pairwise_sq_dists: visible checks passed")

# %% [markdown]
# ## 2 · Matching Networks
#
# (anchor: author B writes from this heading down to the heading of section 3)

# %% [markdown]
# ## 3 · Relation Networks
#
# (anchor)

# %% [markdown]
# ## 4 · Siamese Networks
#
# (anchor: author B writes from this heading down to the heading of section 5)

# %% [markdown]
# ## 5 · Comparison and choice
#
# (anchor)

# %% [markdown]
# ## 6 · What you can do now
#
# (anchor)
