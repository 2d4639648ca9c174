# %% [markdown]
# # Chapter 3 · Few-shot learning by comparison
#
# A few-shot learner gets a handful of labelled images of classes that it has never seen (the *support* set)
# and has to name new images of them (the *queries*). Training a classifier on five images invites
# overfitting. The methods of this chapter train nothing at that moment: they embed all images as vectors
# and **compare** each query with the support.
#
# So far this notebook holds the one tool that these comparisons rest on, the table of all squared distances
# between two sets of vectors.

# %% given="setup"
import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits

# %% given="digits"
digit_images = torch.tensor(load_digits().images / 16, dtype=torch.float32)  # (1797, 8, 8), from 0 to 1
digit_labels = torch.tensor(load_digits().target)  # (1797,), from 0 to 9

# %% [markdown]
# ## All distances at once
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
# ### What the table shows
#
# The smallest possible learner by comparison: no network at all, the pixels are the embedding. We take
# three labelled images of each of the ten digits, average them to one vector per class, and let the table
# name all other images. The plot shows the table for ten queries, one of each digit. Read it row by row:
# the darkest cell is the nearest class, and the frame marks it.

# %%
source = torch.Generator().manual_seed(6)
order = torch.randperm(len(digit_labels), generator=source)
members = [order[digit_labels[order] == digit] for digit in range(10)]
support = torch.stack([rows[:3] for rows in members])  # (10, 3): three images of each digit
rest = torch.cat([rows[3:] for rows in members])
shown = torch.stack([rows[3] for rows in members])  # one query of each digit

pixels = digit_images.flatten(start_dim=1)
class_means = pixels[support].mean(dim=1)  # (10, 64)
named = pairwise_sq_dists(pixels[rest], class_means).argmin(dim=1)
accuracy = (named == digit_labels[rest]).float().mean()
table = pairwise_sq_dists(pixels[shown], class_means)
nearest = table.argmin(dim=1)

figure = plt.figure(figsize=(7.6, 7.6))
grid = figure.add_gridspec(11, 11, left=0.08, right=0.98, bottom=0.03, top=0.86, wspace=0.08, hspace=0.08)
heat = figure.add_subplot(grid[1:, 1:])
heat.imshow(table, cmap="viridis", aspect="auto")
for i in range(10):
    for j in range(10):
        colour = "black" if table[i, j] > table.mean() else "white"
        heat.text(j, i, f"{table[i, j]:.1f}", ha="center", va="center", color=colour, fontsize=9)
    is_right = nearest[i] == i
    corner = (nearest[i] - 0.45, i - 0.45)
    edge = "white" if is_right else "red"
    heat.add_patch(plt.Rectangle(corner, 0.9, 0.9, fill=False, edgecolor=edge, linewidth=3))
heat.set(xticks=[], yticks=[])
for k in range(10):
    mean_axis, query_axis = figure.add_subplot(grid[0, k + 1]), figure.add_subplot(grid[k + 1, 0])
    mean_axis.imshow(class_means[k].view(8, 8), cmap="gray_r")
    mean_axis.set_title(f"class {k}", fontsize=9)
    query_axis.imshow(digit_images[shown[k]], cmap="gray_r")
    query_axis.set_ylabel(f"a {k}", rotation=0, ha="right", va="center", fontsize=9)
    for axis in (mean_axis, query_axis):
        axis.set(xticks=[], yticks=[])
figure.suptitle(
    "Squared distance of each query (rows) to each class mean (columns)\n"
    f"frame: the nearest class, red if wrong; of the {len(rest)} other images {accuracy:.0%} are right"
)
plt.show()

# %% [markdown]
# Two of the ten queries are misnamed, and narrowly: the 3 lies at 3.0 from the mean of the nines and at 3.2
# from that of the threes, the 8 at 3.9 from the ones and at 4.3 from the eights. The table is right in both
# cases. It is the pixels that put these images there: a distance between pixels compares ink, cell by cell,
# and knows nothing of strokes. What a few-shot learner learns is an embedding in which this same table is a
# better guide.
