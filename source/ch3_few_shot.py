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
# ### Exercise: `class_prototypes` ★

# %% exercise="class_prototypes"
def class_prototypes(z: Tensor, y: Tensor, n_way: int) -> Tensor:
    """Average the embeddings of each class: one prototype per class.

    Args:
        z: (M, D) float32 or float64, the embeddings of the support set, one per row.
        y: (M,) int64, the labels of the rows, on the same device. They lie in 0..n_way-1, and every one of these
            labels occurs at least once. The rows come in any order, and the classes may differ in size.
        n_way: the number of classes, at least 1. M and D are at least 1 as well.

    Returns:
        (n_way, D), in the dtype and on the device of `z`. Row j is the mean of those rows of `z` whose label is j:
        row 0 belongs to label 0, whichever label comes first in `y`. Both axes stay when n_way or D is 1.

    The result is differentiable in `z`: a row of `z` with label j, whose class has n_j rows, enters prototype j
    with the factor 1/n_j, and no other prototype.

    `z` and `y` are left as they were, their values as well as their `requires_grad` and `.grad`. Nothing is random.

    Source: Snell, Swersky and Zemel 2017, "Prototypical Networks for Few-shot Learning", equation 1.
    """
    ### BEGIN SOLUTION
    return torch.stack([z[y == label].mean(dim=0) for label in range(n_way)])
    ### END SOLUTION

# %% check="class_prototypes"
proto_rows = torch.tensor([[1.0, 0.0], [4.0, 8.0], [3.0, 2.0], [0.0, 6.0], [2.0, 4.0], [2.0, 4.0]], requires_grad=True)
proto_labels = torch.tensor([2, 0, 2, 1, 2, 2])
seen_prototypes = class_prototypes(proto_rows, proto_labels, 3)
assert seen_prototypes.shape == (3, 2), (
    f"six rows of 2 features in 3 classes give a result of shape {tuple(seen_prototypes.shape)}, expected (3, 2): "
    "one row per class, one column per feature"
)
assert torch.allclose(seen_prototypes[:2], torch.tensor([[4.0, 8.0], [0.0, 6.0]])), (
    f"classes 0 and 1 have a single row each, [4, 8] and [0, 6], yet their prototypes are\n{seen_prototypes[:2]}\n"
    "Is row j of the result the class with label j, and does each class divide by its own number of rows?"
)
assert torch.allclose(seen_prototypes[2], torch.tensor([2.0, 2.5])), (
    f"class 2 has the rows [1, 0], [3, 2], [2, 4] and [2, 4], their mean is [2, 2.5]; yours is "
    f"{seen_prototypes[2].tolist()}. Which rows do you pick, and what do you divide by?"
)
assert class_prototypes(proto_rows[3:4].double(), torch.tensor([0]), 1).shape == (1, 2), (
    f"one row in one class gives a result of shape "
    f"{tuple(class_prototypes(proto_rows[3:4].double(), torch.tensor([0]), 1).shape)}, expected (1, 2)"
)
assert class_prototypes(proto_rows.double(), proto_labels, 3).dtype == torch.float64, (
    f"float64 rows give {class_prototypes(proto_rows.double(), proto_labels, 3).dtype} prototypes, expected float64"
)
assert seen_prototypes.requires_grad, (
    "z requires a gradient, the prototypes do not: something on the way cuts the graph (no_grad, detach, numpy)"
)
pulled = torch.autograd.grad(seen_prototypes[2].sum(), proto_rows)[0]
assert torch.allclose(pulled[:, 0], torch.tensor([0.25, 0.0, 0.25, 0.0, 0.25, 0.25])), (
    f"the gradient of prototype 2 with respect to the six rows is {pulled[:, 0].tolist()}, expected a quarter for each "
    "of its four rows and 0 for the others"
)
print("class_prototypes: visible checks passed")

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
# ### Exercise: `proto_loss` ★

# %% exercise="proto_loss"
def proto_loss(zq: Tensor, yq: Tensor, prototypes: Tensor) -> tuple[Tensor, float | Tensor]:
    """Classify queries by their squared distances to the prototypes; return the loss and the accuracy.

    With d2[b, n] the squared Euclidean distance of query b to prototype n (summed over the D features), the
    probabilities are p[b] = softmax over n of -d2[b]. Write the distances out here; `pairwise_sq_dists` is graded
    on its own, and a mistake shall cost you only once.

    Args:
        zq: (B, D) float32 or float64, the embeddings of the queries.
        yq: (B,) int64, their labels in 0..N-1: in any order, some classes more often than others, some not at all.
        prototypes: (N, D), one per class, in the dtype of `zq`. B, N and D are at least 1 and in general different.
            All three arguments lie on one device.

    Returns:
        The tuple (loss, accuracy).
        loss: a tensor without axes, in the dtype and on the device of `zq`: the mean over the B queries of
            -log p[b, yq[b]].
        accuracy: the fraction, from 0 to 1, of the queries whose nearest prototype is that of their class; a float
            or a tensor without axes. No gradient will be asked of it.

    The loss is finite and right also for queries far from all prototypes, where every exp(-d2) is 0 in floating
    point. (A relative error of 1e-4 passes, so you are free to choose the formula.) Its gradients reach `zq` and
    `prototypes`. They are finite and right everywhere: for far queries too, and where a query equals a prototype.

    The arguments are left as they were: values, `requires_grad` and `.grad`. Nothing is random.

    Source: Snell, Swersky and Zemel 2017, equation 2 and algorithm 1.
    """
    ### BEGIN SOLUTION
    sq_dists = (zq[:, None] - prototypes[None]).pow(2).sum(dim=-1)
    loss = F.cross_entropy(-sq_dists, yq)
    accuracy = (sq_dists.argmin(dim=1) == yq).double().mean().item()
    return loss, accuracy
    ### END SOLUTION

# %% check="proto_loss"
two_prototypes = torch.tensor([[0.0, 0.0], [2.0, 0.0]], requires_grad=True)
three_queries = torch.tensor([[1.0, 5.0], [0.75, 0.0], [1.25, 1.0]], requires_grad=True)
three_labels = torch.tensor([1, 0, 0])

half_way, _ = proto_loss(three_queries[:1], three_labels[:1], two_prototypes)
assert half_way.shape == (), f"the loss has shape {tuple(half_way.shape)}, expected (): the mean over the queries"
assert abs(half_way.item() - 0.6931) < 1e-3, (
    f"a query at the same distance from both prototypes has the loss {half_way.item():.4f}, expected log 2 = 0.6931. "
    "Over which axis is the softmax taken?"
)
nearer, right_share = proto_loss(three_queries[1:2], three_labels[1:2], two_prototypes)
assert abs(nearer.item() - 0.3133) < 1e-3 and float(right_share) == 1, (
    f"the query [0.75, 0] of class 0 has squared distances 0.5625 and 1.5625, so p = 1 / (1 + exp(-1)) = 0.7311 and "
    f"the loss is -log p = 0.3133, the accuracy 1; yours are {nearer.item():.4f} and {float(right_share):.4f}. "
    "Is the distance squared, and does it enter with a minus sign?"
)
all_three, right_share = proto_loss(three_queries[1:], three_labels[1:], two_prototypes)
assert abs(all_three.item() - 0.8133) < 1e-3 and abs(float(right_share) - 0.5) < 1e-6, (
    f"with the query [1.25, 1] of class 0, whose loss is 1.3133, the mean is 0.8133 and half of the queries are right; "
    f"yours are {all_three.item():.4f} and {float(right_share):.4f}"
)
far_query = torch.tensor([[300.0, 400.0]], requires_grad=True)
far_loss, _ = proto_loss(far_query, torch.tensor([0]), two_prototypes)
assert torch.isclose(far_loss, torch.tensor(1196.0), rtol=1e-3), (
    f"a query at [300, 400] has the squared distances 250000 and 248804, so its loss is 1196; yours is "
    f"{far_loss.item()}. exp(-248804) is 0 in floating point: which function of torch keeps the logarithm from it?"
)
assert far_loss.requires_grad, "the arguments require a gradient, the loss does not: something cuts the graph"
for name, argument in (("zq", far_query), ("prototypes", two_prototypes)):
    slope = torch.autograd.grad(far_loss, argument, retain_graph=True, allow_unused=True)[0]
    assert slope is not None and torch.isfinite(slope).all() and slope.any(), (
        f"the gradient of the loss of the far query with respect to {name} is {slope}, expected numbers other than 0"
    )
print("proto_loss: visible checks passed")

# %% [markdown]
# ## 2 · Matching Networks
#
# (anchor: author B writes from this heading down to the heading of section 3)

# %% [markdown]
# ## 3 · Relation Networks
#
# (anchor)

# %% [markdown]
# ### Exercise: `relation_pairs`

# %% exercise="relation_pairs"
def relation_pairs(prototypes: Tensor, queries: Tensor) -> Tensor:
    """Put the feature maps of every query and every class side by side, for a relation module to compare.

    Args:
        prototypes: (N, C, H, W) float32 or float64, the feature maps of the N classes.
        queries: (B, C, H, W), those of the B queries, same dtype and device. All sizes are at least 1 and in
            general different.

    Returns:
        (B, N, 2C, H, W), in the dtype and on the device of the inputs. Entry [b, n] is the concatenation of
        prototypes[n] and queries[b] along the channels: the C channels of the prototype come first, then the C
        channels of the query, each as it was. All five axes stay when one of them has length 1.

    The result is differentiable in `prototypes` and in `queries`: each gets the sum of the gradients of all pairs
    in which it occurs.

    The arguments are left as they were: values, `requires_grad` and `.grad`. Nothing is random.

    Source: Sung et al. 2018, "Learning to Compare: Relation Network for Few-Shot Learning", section 3.2.
    """
    ### BEGIN SOLUTION
    n_way, n_queries = len(prototypes), len(queries)
    of_classes = prototypes[None].expand(n_queries, -1, -1, -1, -1)
    of_queries = queries[:, None].expand(-1, n_way, -1, -1, -1)
    return torch.cat([of_classes, of_queries], dim=2)
    ### END SOLUTION

# %% check="relation_pairs"
class_maps = (10 * torch.arange(1.0, 4.0).view(3, 1, 1, 1)).expand(3, 2, 4, 5).clone().requires_grad_()  # 10, 20, 30
query_maps = torch.arange(1.0, 3.0).view(2, 1, 1, 1).expand(2, 2, 4, 5).clone().requires_grad_()  # 1, 2
side_by_side = relation_pairs(class_maps, query_maps)
assert side_by_side.shape == (2, 3, 4, 4, 5), (
    f"2 queries and 3 classes with maps of shape (2, 4, 5) give a result of shape {tuple(side_by_side.shape)}, "
    "expected (2, 3, 4, 4, 5): queries, classes, twice the channels, height, width"
)
for query in range(2):
    for number in range(3):
        expected_channels = [10.0 * (number + 1)] * 2 + [query + 1.0] * 2
        seen_channels = side_by_side[query, number].mean(dim=(1, 2)).tolist()
        assert seen_channels == expected_channels, (
            f"every map of class n holds 10 (n + 1), every map of query b holds b + 1. Pair [{query}, {number}] has the "
            f"channels {seen_channels}, expected {expected_channels}: first those of the class, then those of the query"
        )
assert side_by_side.requires_grad, "the maps require a gradient, the pairs do not: something cuts the graph"
for name, maps, count in (("prototypes", class_maps, 2), ("queries", query_maps, 3)):
    pulled = torch.autograd.grad(side_by_side.sum(), maps, retain_graph=True, allow_unused=True)[0]
    assert pulled is not None and torch.allclose(pulled, torch.full_like(maps, count)), (
        f"the sum of all pairs has the gradient {pulled} with respect to {name}, expected {count} everywhere: "
        f"each of them occurs in {count} pairs"
    )
print("relation_pairs: visible checks passed")

# %% [markdown]
# ### Exercise: `relation_loss` ★

# %% exercise="relation_loss"
def relation_loss(scores: Tensor, y: Tensor) -> Tensor:
    """Compare relation scores with 1 for the right class and 0 for all others: the mean squared error.

    Args:
        scores: (B, N) float32 or float64, the relation scores of B queries to N classes. They are in [0, 1] already;
            0 and 1 themselves occur. B and N are at least 1.
        y: (B,) int64, the labels of the queries in 0..N-1, on the same device: in any order, some classes more often
            than others, some not at all. The last class, too, may be absent.

    Returns:
        A tensor without axes, in the dtype and on the device of `scores`: the mean over all B * N entries of
        (scores[b, n] - t[b, n]) ** 2, where t[b, n] is 1 if n equals y[b] and 0 otherwise. No entry counts more
        than another, and nothing is applied to the scores before.

    It is differentiable in `scores`. The gradient of entry [b, n] is 2 (scores[b, n] - t[b, n]) / (B N), also for
    scores of exactly 0 or 1.

    The arguments are left as they were: values, `requires_grad` and `.grad`. Nothing is random.

    Source: Sung et al. 2018, equation 2, with the mean instead of the sum.
    """
    ### BEGIN SOLUTION
    targets = F.one_hot(y, num_classes=scores.shape[1]).to(scores.dtype)
    return (scores - targets).pow(2).mean()
    ### END SOLUTION

# %% check="relation_loss"
some_scores = torch.tensor([[0.5, 0.25, 0.0], [0.25, 1.0, 0.5]], requires_grad=True)
some_labels = torch.tensor([0, 1])
seen_loss = relation_loss(some_scores, some_labels)
assert seen_loss.shape == (), f"the loss has shape {tuple(seen_loss.shape)}, expected (): one number for all scores"
assert abs(seen_loss.item() - 0.1041667) < 1e-5, (
    f"for the scores [0.5, 0.25, 0] of class 0 and [0.25, 1, 0.5] of class 1 the squared errors are 0.25, 0.0625, 0 "
    f"and 0.0625, 0, 0.25; their mean over all six is 0.1042, yours is {seen_loss.item():.4f}. "
    "Three times as much: do you divide by 2 instead of 6? Something else: is anything applied to the scores?"
)
assert seen_loss.requires_grad, "the scores require a gradient, the loss does not: something cuts the graph"
slope = torch.autograd.grad(seen_loss, some_scores)[0]
assert torch.allclose(slope[0] * 6, torch.tensor([-1.0, 0.5, 0.0])), (
    f"six times the gradient of the loss with respect to the first row of scores is {(slope[0] * 6).tolist()}, "
    "expected [-1, 0.5, 0]: 2 (score - target)"
)
assert abs(relation_loss(some_scores, torch.tensor([0, 0])).item() - 0.3541667) < 1e-5, (
    f"with both queries in class 0 the loss is {relation_loss(some_scores, torch.tensor([0, 0])).item():.4f}, expected "
    "0.3542: there are still three classes"
)
assert relation_loss(some_scores.double(), some_labels).dtype == torch.float64, (
    f"float64 scores give a {relation_loss(some_scores.double(), some_labels).dtype} loss, expected float64"
)
print("relation_loss: visible checks passed")

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
