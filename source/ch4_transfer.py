# %% [markdown]
# # Chapter 4 · Transfer learning
#
# The first three chapters trained networks *for* being adapted. Most networks that are adapted in practice were
# never trained for it: they learned one large task in the ordinary way, and somebody carries them to a smaller one.
# This chapter is about that carrying: to other classes, to other inputs, into a smaller network, and from inputs that
# nobody has labelled.
#
# After this chapter you can
#
# 1. select a fine-tuning strategy: which layers to update, at which rates, and what to hold on to;
# 2. explain domain-adversarial learning, and measure the distance between two domains;
# 3. compress a network with distillation, by its outputs and by its features;
# 4. pre-train without labels, by contrasting views, and say when it helps;
# 5. apply transfer learning properly: choose data, keep the test set out of the preparation, and evaluate fairly.
#
# Reading and running takes about 25 minutes; the exercises come on top. Those marked ★ are the core path. The cells
# between them show each function at work, so solve an exercise before you run the cells after it. Figures quoted in
# the text were measured with three training runs each, unless it says otherwise; a rerun prints its own, which differ
# a little from machine to machine.

# %% given="setup"
import copy
import math
from collections.abc import Callable, Sequence

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
# ## 1 · Fine-tuning
#
# A network that was trained on many classes is to recognise new ones, of which we have a few labelled images. What
# may change, and how fast?

# %% [markdown]
# ## 2 · Domain adaptation
#
# The classes stay the same, but the inputs look different, and nobody has labelled them. This section and the next
# use scikit-learn's handwritten digits: 1,797 grey images of 8 × 8 pixels in ten classes.

# %% given="digits"
images, labels = digits()
images = images.squeeze(1)  # (1797, 8, 8), values in 0..1

# %% [markdown]
# ### Gradient reversal
#
# We have labelled images from a **source** domain and unlabelled ones from a **target** domain, here
# upright and rotated digits. A classifier trained on the source alone relies on whatever separates the
# source classes, and some of that is gone in the target. Ganin and Lempitsky (2015) and Ganin et al. (2016)
# ask for features from which one *cannot tell the domain*: if source and target features are distributed
# alike, a classifier that works on the first has a chance on the second. That is a hope and not a theorem,
# since alike distributions may still mix up classes.
#
# Three networks take part: features $f = G(x; \theta_f)$, a label classifier with loss $L_y(\theta_f,
# \theta_y)$ on the source, and a domain classifier with loss $L_d(\theta_f, \theta_d)$ on both domains. The
# domain classifier wants $L_d$ small; the features want $L_y$ small and $L_d$ *large*. With step size $\mu$
# and weight $\lambda$:
#
# $$\theta_d \leftarrow \theta_d - \mu \frac{\partial L_d}{\partial \theta_d}, \qquad
# \theta_f \leftarrow \theta_f - \mu\left(\frac{\partial L_y}{\partial \theta_f}
# - \lambda \frac{\partial L_d}{\partial \theta_f}\right).$$
#
# Minimising $L_y + L_d$ would give these updates, were it not for the factor $-\lambda$ on the way from the
# domain classifier back to the features. So we put a layer $R$ exactly there. Forward it does nothing;
# backward it multiplies by $-\lambda$:
#
# $$R(x) = x, \qquad \frac{\mathrm{d}R}{\mathrm{d}x} = -\lambda I.$$
#
# No function has this derivative: it is a rule we give to autograd. The features also feed the label
# classifier, and that path must not notice the layer. PyTorch has two tools for such a rule:
# `torch.autograd.Function`, whose `backward` you write yourself, and `Tensor.register_hook`, which lets you
# replace the gradient that arrives at a tensor. A hook sees *all* of the gradient of its tensor, from every
# path, so think about which tensor it is for.

# %% exercise="grad_reverse"
def grad_reverse(x: torch.Tensor, lam: float) -> torch.Tensor:
    """Return the values of `x`; on the way back, multiply the gradient by `-lam`.

    Forward, the result equals `x` (up to rounding). Backward, when the gradient g arrives at the result, the
    gradient that goes on to `x` is `-lam * g`, entry by entry, and from `x` it goes on to whatever made `x`.

    x: float32 or float64 tensor of any shape, also 0-d. The result has its shape, dtype and device.
    lam: a Python number (float or int), 0 or larger, the factor itself and not the progress of training. Each
        call keeps the `lam` it was given, also when several calls with different `lam` lie in one graph.

    Only this branch is reversed: where `x` is also used elsewhere, that other path gives its own, unchanged
    gradient, and the gradients of both add up in `x` as usual. The same holds when the branches meet again,
    as in `grad_reverse(x, lam) + x`, whose gradient is `(1 - lam) * g`. Two calls on the same `x` are two
    branches, whose gradients add up in `x`; a call on the result of another reverses once more. A second
    backward pass through the same result (`retain_graph=True`) gives the same gradient again.

    It also works for an `x` that needs no gradient, whose result then needs none, and in `torch.no_grad()`.
    The call leaves `x` as it is, both its values and its `requires_grad`. Whether the result shares memory
    with `x` is left open.

    Source: Ganin et al. 2016, equation 11 (there as a layer with weight lambda).
    """
    ### BEGIN SOLUTION
    branch = x.clone()
    if branch.requires_grad:
        branch.register_hook(lambda gradient: -lam * gradient)
    return branch
    ### END SOLUTION

# %% check="grad_reverse"
_x = torch.tensor([1.0, -2.0, 4.0], requires_grad=True)
_weights = torch.tensor([10.0, 20.0, 30.0])
_reversed = grad_reverse(_x, 0.5)
assert torch.allclose(_reversed, torch.tensor([1.0, -2.0, 4.0])), (
    f"the values are {_reversed.tolist()}, expected [1.0, -2.0, 4.0]: forward, nothing changes"
)
assert _reversed.requires_grad, (
    "the result does not require a gradient although x does: reversing a gradient is not cutting it off"
)
(_gradient,) = torch.autograd.grad(
    (_weights * _reversed).sum(), _x, allow_unused=True, materialize_grads=True
)
assert torch.allclose(_gradient, -0.5 * _weights), (
    f"the gradient of (weights * grad_reverse(x, 0.5)).sum() is {_gradient.tolist()}, expected "
    f"{(-0.5 * _weights).tolist()}: the gradient that arrives is `weights`, and it is multiplied by -lam"
)
_x = torch.tensor([1.0, -2.0, 4.0], requires_grad=True)
(_gradient,) = torch.autograd.grad(grad_reverse(_x, 3.0).sum() + (_weights * _x).sum(), _x)
assert torch.allclose(_gradient, _weights - 3.0), (
    f"with a second path beside grad_reverse the gradient is {_gradient.tolist()}, expected "
    f"{(_weights - 3.0).tolist()}: -3 from the reversed branch plus `weights` from the other one"
)
assert torch.equal(grad_reverse(torch.ones(2), 0.5), torch.ones(2)), (
    "for an x that needs no gradient the values must come back as well"
)
print("grad_reverse: visible checks passed")

# %% [markdown]
# ### Digits, rotated by 20°
#
# The source is 900 upright digits with labels, the target the other 897, rotated by 20° and without labels.
# The features come from a 64-100-64 network. The weight of the reversal rises from 0 to $\lambda_{\max}$
# during training, $\lambda = \lambda_{\max}\,\big(2/(1 + e^{-10p}) - 1\big)$ with $p$ the progress from 0
# to 1, and the learning rate falls, $0.02/(1+10p)^{0.75}$, both in the form Ganin et al. use. With
# $\lambda_{\max} = 0$ the features ignore the domain classifier: that is training on the source only.
# Target labels are used for the figure and nowhere else.
#
# With all digits in the target, five runs with different seeds gave an accuracy of 67 to 73 % on the source
# alone, 74 to 80 % at $\lambda_{\max} = 0.3$ and 78 to 84 % at $\lambda_{\max} = 1$. Then a target in which
# only the digits 0, 1 and 2 occur: 61 to 72 % falls to 51 to 59 % and 47 to 57 %. To make the domains look
# alike, the features of three digits have to spread over the place of ten, so many of them end where
# another digit belongs. Reversal assumes that the classes occur about equally often in both domains, and
# without target labels nothing warns you when they do not.

# %%
def rotate(images, degrees):
    """(n, 8, 8) images, turned about their centre."""
    angle = math.radians(degrees)
    matrix = torch.tensor([[math.cos(angle), -math.sin(angle), 0.0], [math.sin(angle), math.cos(angle), 0.0]])
    grid = F.affine_grid(matrix.expand(len(images), 2, 3), [len(images), 1, 8, 8], align_corners=False)
    return F.grid_sample(images[:, None], grid, align_corners=False)[:, 0]


def train_adversarially(lam_max, target_classes=10, seed=0, epochs=45, batch=32):
    """Percent right on the target after each epoch; only digits below `target_classes` are in the target."""
    torch.manual_seed(seed)
    source, target = torch.randperm(len(images)).split([900, 897])
    target = target[labels[target] < target_classes]
    xs, ys = images[source].flatten(1), labels[source]
    xt, yt = rotate(images[target], 20).flatten(1), labels[target]
    features = nn.Sequential(nn.Linear(64, 100), nn.ReLU(), nn.Linear(100, 64), nn.ReLU())
    classifier = nn.Linear(64, 10)
    domain_head = nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 1))
    domain = torch.cat([torch.zeros(batch, 1), torch.ones(batch, 1)])
    networks = nn.ModuleList([features, classifier, domain_head])
    optimizer = torch.optim.SGD(networks.parameters(), lr=0.02, momentum=0.9)
    steps = len(source) // batch
    on_target = []
    for epoch in range(epochs):
        for step, i in enumerate(torch.randperm(len(source))[: steps * batch].split(batch)):
            p = (epoch * steps + step) / (epochs * steps)
            optimizer.param_groups[0]["lr"] = 0.02 / (1 + 10 * p) ** 0.75
            lam = lam_max * (2 / (1 + math.exp(-10 * p)) - 1)
            j = torch.randint(len(target), (batch,))
            both = features(torch.cat([xs[i], xt[j]]))
            label_loss = F.cross_entropy(classifier(both[:batch]), ys[i])
            domain_loss = F.binary_cross_entropy_with_logits(domain_head(grad_reverse(both, lam)), domain)
            optimizer.zero_grad()
            (label_loss + domain_loss).backward()
            optimizer.step()
        with torch.no_grad():
            on_target.append(100 * (classifier(features(xt)).argmax(1) == yt).float().mean().item())
    return on_target


strengths = [0, 0.3, 1]
names = ["0\n(source only)", "0.3", "1"]
all_digits = [train_adversarially(lam_max) for lam_max in strengths]
three_digits = [train_adversarially(lam_max, target_classes=3) for lam_max in strengths]

figure, (left, right) = plt.subplots(1, 2, figsize=(10, 3.8))
for name, curve, shade in zip(names, all_digits, (0.0, 0.45, 0.8), strict=True):
    left.plot(range(1, 46), curve, color=plt.cm.viridis(shade), label=name.replace("\n", " "))
left.set(xlabel="epoch", ylabel="accuracy on the target (%)", title="Target: all rotated digits")
left.legend(title=r"$\lambda_{\max}$")
groups = (
    (-0.2, all_digits, "seagreen", "target: all digits"),
    (0.2, three_digits, "indianred", "target: only 0 to 2"),
)
for shift, curves, color, label in groups:
    heights = [curve[-1] for curve in curves]
    bars = right.bar([k + shift for k in range(3)], heights, 0.4, color=color, label=label)
    right.bar_label(bars, fmt="%.0f", padding=2)
right.set_xticks(range(3), names)
right.set(xlabel=r"$\lambda_{\max}$", ylabel="accuracy (%)", ylim=(0, 115), title="After 45 epochs")
right.legend(loc="upper center", ncols=2)
figure.tight_layout()
plt.show()

# %% [markdown]
# ## 3 · Distillation
#
# A trained classifier says more than the name of the class. For a picture of an 8 it may give 0.95 to the
# 8, 0.04 to the 3 and almost nothing to the 1, and these small numbers tell which classes look alike.
# Hinton, Vinyals and Dean (2015) train a small **student** on such outputs of a large **teacher**.
#
# A confident teacher's small probabilities are too small to matter in a loss, so both networks are softened
# by a *temperature* $T$: logits $v$ (teacher) and $z$ (student) become
#
# $$p_c = \frac{e^{v_c/T}}{\sum_k e^{v_k/T}}, \qquad q_c = \frac{e^{z_c/T}}{\sum_k e^{z_k/T}},$$
#
# and the student is asked to match $p$ while also getting the true label $y$ right:
#
# $$L = \alpha\, T^2\, \frac{1}{B}\sum_{b=1}^{B} \sum_{c=1}^{C} p_{bc}\,\big(\log p_{bc} - \log q_{bc}\big)
# \; + \; (1 - \alpha)\, \frac{1}{B}\sum_{b=1}^{B} -\log \mathrm{softmax}(z_b)_{y_b}.$$
#
# The divergence is not symmetric: the teacher's $p$ stands in front and is the one that weighs the
# logarithms. The factor $T^2$ keeps the two terms in balance. The gradient of the divergence with respect
# to $z_c$ is $(q_c - p_c)/T$ per sample, and $q - p$ itself shrinks about like $1/T$, so without the factor
# a higher temperature would also mean a weaker teacher. The true label is not a soft target, and its term
# uses the logits as they are.

# %% exercise="kd_loss"
def kd_loss(
    student: torch.Tensor, teacher: torch.Tensor, y: torch.Tensor, temperature: float, alpha: float
) -> torch.Tensor:
    """Distillation loss: match the softened teacher, and classify correctly.

    The loss is

        alpha * T^2 * KL(softmax(teacher / T) || softmax(student / T))  +  (1 - alpha) * CE(student, y)

    with T = `temperature`. KL(p || q) = sum over the C classes of p * (log p - log q), then the mean over
    the B samples; p is the teacher, and both are softened by T. CE is the usual cross-entropy of the
    student's logits as they are (no temperature) with the true labels, mean over the B samples. `alpha`
    weighs the teacher's term.

    student, teacher: (B, C) logits, both float32 or both float64.
    y: (B,) int64 class labels in 0..C-1.
    temperature: a number above 0, float or int.
    alpha: a number from 0 to 1, both included, float or int.

    Returns a 0-d tensor with the dtype and device of `student`, differentiable in it through both terms. No
    gradient flows to the teacher, also when `teacher` requires one, and the student's is the same in either
    case. The inputs stay as they are, both their values and their `requires_grad`. Loss and gradient are finite
    and accurate for logits between -50 and 50 and T of 0.5 or more in float32, also where a probability is too
    small for float32 and becomes 0.

    Source: Hinton, Vinyals and Dean 2015, section 2 (alpha and 1 - alpha are a common way to write the
    weights of their average).
    """
    ### BEGIN SOLUTION
    log_p = F.log_softmax(teacher.detach() / temperature, dim=1)
    log_q = F.log_softmax(student / temperature, dim=1)
    divergence = F.kl_div(log_q, log_p, reduction="batchmean", log_target=True)
    return alpha * temperature**2 * divergence + (1 - alpha) * F.cross_entropy(student, y)
    ### END SOLUTION

# %% check="kd_loss"
# At T = 2 the teacher's rows soften to (3/4, 1/4) and (1/2, 1/2); the student says (1/2, 1/2) to both.
_teacher = 2 * torch.tensor([[0.75, 0.25], [0.5, 0.5]]).log()
_student = torch.zeros(2, 2, requires_grad=True)
_y = torch.tensor([1, 0])
_divergence = (0.75 * math.log(1.5) + 0.25 * math.log(0.5)) / 2
_loss = kd_loss(_student, _teacher, _y, 2.0, 1.0)
assert torch.is_tensor(_loss) and _loss.shape == (), (
    f"the loss is {_loss}, expected a 0-d tensor: one number for the whole batch, still a tensor"
)
assert math.isclose(_loss.item(), 4 * _divergence, rel_tol=1e-4), (
    f"with alpha = 1 and T = 2 the loss is {_loss.item():.4f}, expected {4 * _divergence:.4f}: T^2 = 4 "
    "times the mean of the two rows' divergences, sum of p * (log p - log q) with the teacher as p"
)
_loss = kd_loss(_student, _teacher, _y, 2.0, 0.0)
assert math.isclose(_loss.item(), math.log(2), rel_tol=1e-4), (
    f"with alpha = 0 the loss is {_loss.item():.4f}, expected log 2 = {math.log(2):.4f}: only the "
    "cross-entropy is left"
)
_loss = kd_loss(_student, _teacher, _y, 2.0, 1.0)
assert _loss.requires_grad, "with alpha = 1 the loss has no graph: keep the divergence connected to student"
(_gradient,) = torch.autograd.grad(_loss, _student)
assert torch.allclose(_gradient, torch.tensor([[-0.25, 0.25], [0.0, 0.0]]), atol=1e-5), (
    f"with alpha = 1 the gradient of the student is {_gradient.tolist()}, expected T * (q - p) / B, "
    "here [[-0.25, 0.25], [0, 0]]"
)
print("kd_loss: visible checks passed")

# %% [markdown]
# ### A student that has never seen a 3
#
# Hinton, Vinyals and Dean took all examples of one digit out of the student's training set and found that
# the student still recognised most of them, taught by nothing but the teacher's small probabilities. The
# demo repeats this with the digit 3: the teacher (200 hidden units) learns from 1,200 images of all ten
# digits, the students (32 hidden units) from those of the 1,200 that are not a 3. The student with hard
# labels has $\alpha = 0$, the others $\alpha = 1$.
#
# On average over three runs the teacher recognises 94 % of the 3s in the test set. With hard labels a
# student recognises none, and at $T = 1$ about 1 %: the teacher is so sure of its answers that almost
# nothing about the 3 gets through. At $T = 2$ it is 60 %, at $T = 4$ 85 % and at $T = 8$ 88 %. On the other
# digits all students are right in about 97 % of the cases. The runs differ (the dots), most at $T = 2$, but
# their order is the same.

# %%
def mlp(n_hidden):
    return nn.Sequential(nn.Linear(64, n_hidden), nn.ReLU(), nn.Linear(n_hidden, 10))


def train(model, x, loss, lr, epochs=30):
    """Adam on `loss(logits, indices)` over shuffled batches of 64."""
    optimizer = torch.optim.Adam(model.parameters(), lr)
    for _ in range(epochs):
        for i in torch.randperm(len(x)).split(64):
            optimizer.zero_grad()
            loss(model(x[i]), i).backward()
            optimizer.step()


def distilled(x, y, targets, temperature, alpha, seed):
    """A student with 32 hidden units, trained on teacher logits `targets` and labels `y`."""
    torch.manual_seed(seed)
    student = mlp(32)
    train(student, x, lambda z, i: kd_loss(z, targets[i], y[i], temperature, alpha), lr=0.005)
    return student


def without_threes(seed, settings):
    """Percent right on 3s and on the rest: the teacher's, then a student's for each (temperature, alpha)."""
    torch.manual_seed(seed)
    for_training, for_test = torch.randperm(len(images)).split([1200, 597])
    x, y = images[for_training].flatten(1), labels[for_training]
    teacher = mlp(200)
    train(teacher, x, lambda z, i: F.cross_entropy(z, y[i]), lr=0.003)
    rest = y != 3
    with torch.no_grad():
        targets = teacher(x[rest])
    students = [distilled(x[rest], y[rest], targets, *setting, seed + 100) for setting in settings]
    x_test, y_test = images[for_test].flatten(1), labels[for_test]
    return [_accuracies(model, x_test, y_test) for model in [teacher, *students]]


def _accuracies(model, x, y):
    with torch.no_grad():
        is_right = (model(x).argmax(1) == y).float()
    return 100 * is_right[y == 3].mean().item(), 100 * is_right[y != 3].mean().item()


names = ["teacher", "hard labels", "T = 1", "T = 2", "T = 4", "T = 8"]
settings = [(1, 0.0), (1, 1.0), (2, 1.0), (4, 1.0), (8, 1.0)]
runs = torch.tensor([without_threes(seed, settings) for seed in range(3)])  # (seeds, networks, 3s and rest)

figure, axes = plt.subplots(figsize=(8, 3.8))
for side, shift, color, label in ((0, -0.2, "seagreen", "on 3s"), (1, 0.2, "silver", "on the other digits")):
    heights = runs[:, :, side].mean(0)
    axes.bar(torch.arange(6) + shift, heights, 0.4, color=color, label=label)
    for k in range(6):
        axes.text(k + shift, runs[:, k, side].max() + 2, f"{heights[k]:.0f}", ha="center")
    for run in runs:
        axes.plot(torch.arange(6) + shift, run[:, side], ".", color="black", markersize=4)
axes.set_xticks(range(6), names)
axes.set(ylabel="test accuracy (%)", ylim=(0, 125), title="Trained without a single 3 (dots: three runs)")
axes.legend(loc="upper center", ncols=2)
figure.tight_layout()
plt.show()

# %% [markdown]
# ## 4 · Self-supervision
#
# Everything so far began with a network trained on labels. But images without labels are what most people have
# plenty of. **Self-supervised** pre-training makes up a task whose answers cost nothing. The one that has worked best
# for images asks: *which two pictures show the same thing?* Take an image, change it twice at random in ways that do
# not change what it shows (turned a little, shifted, with noise), and you have two **views** that belong together.
# Views of other images do not. An encoder that can tell has to keep what survives such changes and drop what does not,
# and this is what a later classifier needs.
#
# So the changes are where our knowledge enters. A view that is turned by up to 20° says that slant does not matter. A
# view turned by 180° would say that a 6 is a 9.
#
# ### SimCLR: a softmax over everything else in the batch
#
# SimCLR (Chen et al., 2020) draws $N$ images and makes two views of each. The encoder and a small *projection head*
# on top of it map these $2N$ views to vectors $z_1, \dots, z_{2N}$. They are compared by their cosine, $s_{ij} =
# z_i^\top z_j / (\lVert z_i\rVert\, \lVert z_j\rVert)$. Each view serves once as **anchor** $i$; the other view of
# its image is its **positive** $p(i)$, and it has to be found among all $2N - 1$ views but the anchor itself:
#
# $$ \ell_i = -\log \frac{\exp(s_{i\,p(i)}/\tau)}{\sum_{k \ne i} \exp(s_{ik}/\tau)}, \qquad
#    L = \frac{1}{2N} \sum_{i=1}^{2N} \ell_i . $$
#
# This is cross-entropy with $2N - 1$ classes, none of which was named by a person (*NT-Xent*: normalised,
# temperature-scaled cross-entropy). The positive stands in the denominator, too; the anchor does not, since its
# cosine with itself is always 1. The temperature $\tau$ says how sharply the softmax looks at the most similar
# negatives.
#
# **Both** views train the encoder. Pulling them together alone would have a trivial solution, one point for all
# images. What prevents it is the denominator, which pushes apart.
#
# **By hand.** Two images, two equal views each, the images at a right angle: every anchor has one candidate with
# cosine 1, the positive, and two with cosine 0. At $\tau = 1/2$ the loss is $\log(1 + 2e^{-2}) = 0.2395$. If all views
# have the same direction, it is $\log(2N - 1)$: guessing.
#
# ### Exercise: `nt_xent` ★

# %% exercise="nt_xent"
def nt_xent(z1: Tensor, z2: Tensor, tau: float) -> Tensor:
    """The contrastive loss of SimCLR for two views of N images.

    Rows i of `z1` and `z2` are two views of image i. All 2N rows together are the candidates. Each of the 2N rows
    is an anchor once. For the anchor i with positive p(i), the other view of its image,

        loss_i = -log( exp(s(i, p(i)) / tau) / sum over k != i of exp(s(i, k) / tau) )

    where k runs over the 2N - 1 rows other than the anchor itself: the positive is among them, and so are the
    other rows of the anchor's own view. s is the cosine of two rows, whatever their lengths.

    Args:
        z1, z2: (N, D), N of 2 or more, both float32 or both float64, on one device. The length of every row is
            above 0 and need not be 1.
        tau: the temperature, a number above 0, float or int. Every similarity is divided by it.

    Returns:
        The mean of loss_i over the 2N anchors, those of both views: a 0-d tensor with the dtype and device of the
        views. Its gradient reaches z1 and z2, in whatever role a row takes part (as anchor, positive or negative,
        and through its length), and what they were computed from.

    `z1` and `z2` are left as they were, their values, their requires_grad and their .grad. Nothing is random.

    Source: Chen et al. (2020), eq. 1 and algorithm 1.
    """
    ### BEGIN SOLUTION
    z = F.normalize(torch.cat([z1, z2]), dim=1)
    own = torch.eye(len(z), dtype=torch.bool, device=z.device)
    similarities = (z @ z.T / tau).masked_fill(own, -math.inf)
    positives = torch.arange(len(z), device=z.device).roll(len(z1))
    return F.cross_entropy(similarities, positives)
    ### END SOLUTION

# %% check="nt_xent"
right_angle = torch.tensor([[1.0, 0.0], [0.0, 1.0]])
expected = math.log(1 + 2 * math.exp(-2))
loss = nt_xent(right_angle, right_angle.clone(), 0.5)
assert torch.is_tensor(loss) and loss.shape == (), f"the loss is {loss}, expected a 0-d tensor: one number for the batch"
assert math.isclose(loss.item(), expected, rel_tol=1e-4), (
    f"for two images at a right angle and tau = 0.5 the loss is {loss.item():.4f}, expected log(1 + 2 exp(-2)) = "
    f"{expected:.4f}. Each anchor has three candidates: its positive with cosine 1 and two negatives with cosine 0. "
    f"{math.log(2 + 2 * math.exp(-2)):.4f} means that the anchor competes with itself."
)
loss = nt_xent(torch.tensor([[3.0, 0.0], [0.0, 0.2]]), torch.tensor([[0.5, 0.0], [0.0, 7.0]]), 0.5)
assert math.isclose(loss.item(), expected, rel_tol=1e-4), (
    f"with rows of other lengths and the same directions the loss is {loss.item():.4f}, expected {expected:.4f} as "
    "before: the cosine does not depend on lengths. Look at the axis along which you normalise."
)
loss = nt_xent(torch.ones(4, 3), torch.ones(4, 3), 2.0)
assert math.isclose(loss.item(), math.log(7), rel_tol=1e-4), (
    f"for four images whose views are all alike the loss is {loss.item():.4f}, expected log 7 = {math.log(7):.4f}: "
    "seven equal candidates for each anchor, those of its own view included"
)
torch.manual_seed(0)
one, other = torch.randn(3, 4, requires_grad=True), torch.randn(3, 4, requires_grad=True)
loss, swapped = nt_xent(one, other, 0.5), nt_xent(other, one, 0.5)
assert torch.allclose(loss, swapped), (
    f"the loss is {loss.item():.4f}, and {swapped.item():.4f} with the views swapped; expected the same number: the "
    "rows of both views are anchors"
)
for name, view in (("z1", one), ("z2", other)):
    grad = torch.autograd.grad(loss, view, retain_graph=True, allow_unused=True, materialize_grads=True)[0]
    assert grad.abs().max() > 0.001, f"no gradient reaches {name}, expected that both views train the encoder"
    along = (grad * view).sum(dim=1).abs().max()
    assert along < 1e-4, (
        f"the gradient of {name} has a part along its rows ({along:.3f}), expected none: a longer row has the same "
        "cosine, so only its direction matters. Keep the division by the length in the graph."
    )
print("nt_xent: visible checks passed")

# %% [markdown]
# ### MoCo: a queue of negatives and an encoder that follows slowly
#
# SimCLR's negatives come from the batch, so many negatives need large batches: the paper uses 4,096 images. MoCo (He
# et al., 2020) takes them from the past. A **queue** holds the $K$ latest keys, so its length is not tied to the batch.
# But keys of earlier batches were made by earlier encoders, and if the encoder moves fast, they no longer fit
# together. So there are two encoders. The **query encoder** $\theta_q$ is trained. The **key encoder** $\theta_k$
# makes the keys, gets no gradient, and follows slowly as a moving average (He et al., eq. 2):
#
# $$ \theta_k \leftarrow m\, \theta_k + (1 - m)\, \theta_q . $$
#
# With $m = 0.99$, about a hundred steps of the query encoder are averaged. With $m = 0$ the key encoder is a copy.
#
# ### Exercise: `momentum_update`

# %% exercise="momentum_update"
def momentum_update(query_encoder: nn.Module, key_encoder: nn.Module, m: float) -> None:
    """Move the key encoder towards the query encoder: k <- m * k + (1 - m) * q, for each parameter.

    Args:
        query_encoder, key_encoder: two modules of the same architecture; parameters that correspond have the same
            name and the same place in parameters(). The query encoder's parameters require a gradient, or some
            of them do; those of the key encoder do not (they were frozen when it was made).
        m: the momentum, a number from 0 to 1, both included, float or int.

    Every parameter of the key encoder is updated in place, at whatever depth it lies and whether or not its
    counterpart requires a gradient: key_encoder keeps its Parameter objects, which get new values (whether in
    their old memory is left open). They stay leaves without requires_grad and without .grad, although the query
    encoder's parameters require gradients. The two encoders share no memory afterwards, for m = 0 neither.

    Everything else stays as it was: the query encoder's parameters (a backward pass through it that is under way
    still works), their .grad and requires_grad; the buffers of both encoders (running statistics of batch norm
    are no parameters); their training flags; and whether autograd records. Nothing is random. Returns None.

    Source: He et al. (2020), eq. 2.
    """
    ### BEGIN SOLUTION
    with torch.no_grad():
        for key, query in zip(key_encoder.parameters(), query_encoder.parameters()):
            key.mul_(m).add_(query, alpha=1 - m)
    ### END SOLUTION

# %% check="momentum_update"
query_net, key_net = nn.Sequential(nn.Linear(2, 1), nn.BatchNorm1d(1)), nn.Sequential(nn.Linear(2, 1), nn.BatchNorm1d(1))
key_net.requires_grad_(False)
with torch.no_grad():
    query_net[0].weight.copy_(torch.tensor([[1.0, 2.0]]))
    key_net[0].weight.copy_(torch.tensor([[5.0, 10.0]]))
    query_net[1].bias.fill_(4.0)
    query_net[1].running_mean.fill_(3.0)
held = key_net[0].weight
momentum_update(query_net, key_net, 0.75)
assert torch.allclose(held, torch.tensor([[4.0, 8.0]])), (
    f"with m = 0.75 the key weight (5, 10) and the query weight (1, 2) give {held.tolist()}, expected [[4.0, 8.0]]: "
    "three quarters of the key's own value. (2, 4) are swapped shares; (5, 10) means that the parameter which the key "
    "encoder had before was not written."
)
assert key_net[0].weight is held, "the key encoder has another Parameter object now, expected the same with new values"
assert torch.allclose(key_net[1].bias, torch.tensor([1.0])), (
    f"the bias of batch norm went from 0 to {key_net[1].bias.item():.2f}, expected 1: it is a parameter as well"
)
assert key_net[1].running_mean.item() == 0, (
    f"the running mean of the key encoder is {key_net[1].running_mean.item():.2f}, expected 0 as before: it is a buffer"
)
assert held.is_leaf and not held.requires_grad, (
    "the key weight is no leaf any more or requires a gradient: it was computed from the query weight while autograd "
    "recorded"
)
assert torch.equal(query_net[0].weight, torch.tensor([[1.0, 2.0]])), "the query encoder changed, expected it untouched"
momentum_update(query_net, key_net, 0)
with torch.no_grad():
    query_net[0].weight.fill_(9.0)
assert torch.equal(key_net[0].weight, torch.tensor([[1.0, 2.0]])), (
    f"after a copy with m = 0 the query weight was set to 9, and the key weight is {key_net[0].weight.tolist()}; "
    "expected [[1.0, 2.0]]: copy the values, do not share the memory"
)
print("momentum_update: visible checks passed")

# %% [markdown]
# ### The queue
#
# A queue as a tensor of $K$ rows and a pointer: new keys overwrite the rows from the pointer on, and after the last
# row comes row 0 again. So the oldest keys leave first, and nothing is ever moved. MoCo's published code asks that
# the batch size divide $K$; ours need not.
#
# ### Exercise: `enqueue`

# %% exercise="enqueue"
def enqueue(queue: Tensor, ptr: int, keys: Tensor) -> int:
    """Write a batch of keys into a circular queue, over its oldest rows, and return the new pointer.

    keys[0] goes to row `ptr`, keys[1] to the next one, and so on; the row after row K - 1 is row 0. The other rows
    stay as they are. The returned pointer is the row after the last one written, where the next call goes on.

    Args:
        queue: (K, D), without requires_grad. It is changed in place: its own memory is written, so that views of
            it see the new rows.
        ptr: an int in 0..K-1.
        keys: (B, D) with 1 <= B <= K, of the dtype and on the device of `queue`; B need not divide K. The rows are
            stored as they are, whatever their lengths. They may carry a graph.

    Returns:
        The new pointer, an int in 0..K-1: 0 when the last row was the last one written.

    Only values are stored: `queue` requires no gradient afterwards, although `keys` may, and later changes of
    `keys` do not show in it. `keys` are left as they were, their values, graph, requires_grad and .grad, and so is
    whether autograd records. Nothing is random.

    Source: He et al. (2020), section 3.2, "Dictionary as a queue", and algorithm 1.
    """
    ### BEGIN SOLUTION
    rows = (ptr + torch.arange(len(keys), device=queue.device)) % len(queue)
    queue[rows] = keys.detach()
    return (ptr + len(keys)) % len(queue)
    ### END SOLUTION

# %% check="enqueue"
queue = torch.zeros(5, 1)
ptr = enqueue(queue, 0, torch.tensor([[1.0], [2.0], [3.0]]))
assert queue[:, 0].tolist() == [1, 2, 3, 0, 0], (
    f"after the keys 1, 2, 3 an empty queue of five holds {queue[:, 0].tolist()}, expected [1, 2, 3, 0, 0]. "
    "Zeros only mean that you changed a new tensor, not the one that was handed in."
)
assert ptr == 3, f"the pointer is {ptr} after three keys, expected 3: the row where the next key goes"
ptr = enqueue(queue, ptr, torch.tensor([[4.0], [5.0], [6.0]]))
assert queue[:, 0].tolist() == [6, 2, 3, 4, 5], (
    f"after three more keys it holds {queue[:, 0].tolist()}, expected [6, 2, 3, 4, 5]: after the last row comes row 0"
)
assert ptr == 1, f"the pointer is {ptr}, expected 1: the row behind the 6"
ptr = enqueue(queue, 2, torch.tensor([[7.0], [8.0], [9.0]], requires_grad=True))
assert ptr == 0, f"the pointer is {ptr} after the last row was filled, expected 0: the queue has rows 0 to 4"
assert not queue.requires_grad, "the queue requires a gradient now: store the values of the keys, not their graph"
print("enqueue: visible checks passed")

# %% [markdown]
# ### One positive, K negatives
#
# A query $q$ and a key $k^+$ are two views of one image. The key competes with the $K$ rows of the queue (He et al.,
# eq. 1), all normalised to length 1:
#
# $$ \ell = -\log \frac{\exp(q^\top k^+/\tau)}{\exp(q^\top k^+/\tau) + \sum_{j=1}^{K} \exp(q^\top k_j/\tau)} . $$
#
# Written as cross-entropy: $K + 1$ logits, the positive in column 0, and 0 is the right class for every query. In
# contrast to NT-Xent the loss is one-sided. Gradients reach $q$ only; $k^+$ and the queue are constants. In a training
# step the order is: keys without a graph, queries, loss, backward and optimizer step, `momentum_update`, `enqueue`. The
# queue is written last, since the backward pass needs it as it was.
#
# ### Exercise: `moco_loss` ★

# %% exercise="moco_loss"
def moco_loss(q: Tensor, k: Tensor, queue: Tensor, tau: float) -> Tensor:
    """The contrastive loss of MoCo: each query has to find its key among that key and the queue.

    With q and k normalised to rows of length 1, query i has K + 1 logits: q_i . k_i / tau for its own key, and
    q_i . queue_j / tau for each row j of the queue. Its loss is the cross-entropy with its own key as the right
    class, -log softmax. The keys of other samples in the batch are no candidates.

    Args:
        q: (B, D) queries. k: (B, D) keys; row i of k belongs to row i of q. Both are normalised inside, row by row;
            the length of every row is above 0.
        queue: (K, D) keys of earlier batches, whose rows already have length 1. It is read only.
        tau: the temperature, a number above 0, float or int.
        All float32 or all float64, on one device.

    Returns:
        The mean of the losses over the B queries: a 0-d tensor with the dtype and device of q. Its gradient
        reaches q, through positive, negatives and normalisation, and what q was computed from. No gradient
        reaches k or queue, also when these require one.

    The arguments are left as they were: values, graph, requires_grad and .grad. Nothing is random.

    Source: He et al. (2020), eq. 1 and algorithm 1.
    """
    ### BEGIN SOLUTION
    q, k, queue = F.normalize(q, dim=1), F.normalize(k.detach(), dim=1), queue.detach()
    positive = (q * k).sum(dim=1, keepdim=True)
    logits = torch.cat([positive, q @ queue.T], dim=1) / tau
    return F.cross_entropy(logits, torch.zeros(len(q), dtype=torch.int64, device=q.device))
    ### END SOLUTION

# %% check="moco_loss"
axis_queue = torch.tensor([[0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
q, k = torch.tensor([[2.0, 0.0, 0.0]], requires_grad=True), torch.tensor([[0.5, 0.0, 0.0]], requires_grad=True)
expected = math.log(1 + 2 * math.exp(-2))
loss = moco_loss(q, k, axis_queue, 0.5)
assert torch.is_tensor(loss) and loss.shape == (), f"the loss is {loss}, expected a 0-d tensor: one number for the batch"
assert math.isclose(loss.item(), expected, rel_tol=1e-4), (
    f"a key in the direction of the query and two negatives at a right angle give {loss.item():.4f} at tau = 0.5, "
    f"expected log(1 + 2 exp(-2)) = {expected:.4f}. Are q and k normalised, and is the positive among the candidates?"
)
queries, keys = torch.eye(3)[:2].requires_grad_(), torch.eye(3)[:2].requires_grad_()
loss = moco_loss(queries, keys, torch.tensor([[0.0, 0.0, 1.0]]), 1)
expected = math.log(1 + math.exp(-1))
assert math.isclose(loss.item(), expected, rel_tol=1e-4), (
    f"two queries with two keys and a queue of one row give {loss.item():.4f} at tau = 1, expected log(1 + exp(-1)) = "
    f"{expected:.4f}: two candidates for each query, its own key and the row of the queue; the mean over the queries"
)
loss = moco_loss(torch.tensor([[1.0, 1.0, 0.0]]).requires_grad_(), k, axis_queue.requires_grad_(), 0.5)
grads = torch.autograd.grad(loss, [k, axis_queue], allow_unused=True, materialize_grads=True)
assert all(grad.abs().max() == 0 for grad in grads), "a gradient reaches k or the queue, expected that only q gets one"
q = torch.tensor([[1.0, 1.0, 0.0]], requires_grad=True)
grad = torch.autograd.grad(moco_loss(q, k, axis_queue, 0.5), q, allow_unused=True, materialize_grads=True)[0]
assert grad[0, 0] < 0 < grad[0, 1], (
    f"the gradient of q between its key and a negative is {grad.tolist()}, expected that a step against it leads "
    "towards the key and away from the negative. Is a part of the loss cut off from q?"
)
print("moco_loss: visible checks passed")

# %% [markdown]
# ## 5 · Transfer in practice
#
# The losses of this chapter are ten lines each. What decides whether a transfer works lies around them: which data are
# used, how they are prepared, and whether the figure at the end can be believed.
#
# **Leakage** is information about the test set that reaches training, or information about *other* test samples that
# reaches a prediction (Kaufman et al., 2012). It seldom looks like cheating. Typical ways in: scaling with statistics of
# all data; choosing features or hyper-parameters where the test set takes part; two near-copies of one image on both
# sides of the split. The rule that closes all of them: *split first; whatever is estimated, is estimated on the training
# part and then applied to the test part.*
#
# The smallest instance is standardization, the first tool of a linear probe. For feature $j$ with $n$ training values
# $x_{ij}$
#
# $$ \mu_j = \frac1n \sum_{i=1}^n x_{ij}, \qquad \sigma_j^2 = \frac1n \sum_{i=1}^n (x_{ij} - \mu_j)^2, \qquad
#    x \mapsto \frac{x - \mu_j}{\sigma_j}, $$
#
# with the *same* $\mu_j, \sigma_j$ for the test set. A feature that never varies in training has $\sigma_j = 0$ and tells
# nothing; it becomes 0, not NaN. (The corners of digit images are such features.)
#
# ### Exercise: `standardize`

# %% exercise="standardize"
def standardize(train: Tensor, test: Tensor, eps: float = 1e-8) -> tuple[Tensor, Tensor]:
    """Standardize the features of both sets with the statistics of the training set.

    For each feature, a column: subtract its mean over `train` and divide by its population standard deviation over
    `train`, the square root of the mean squared deviation (divisor n, not n - 1). The same two numbers serve
    for `test`; how its own values are distributed plays no part.

    Args:
        train: (n, d) with n of 1 or more. test: (n_test, d). Both float32 or both float64.
        eps: a tiny number that keeps from dividing by 0. How it enters is left open: added to the deviation or to
            the variance, or as a lower bound.

    Returns:
        (train, test), standardized: new tensors with the shapes, dtype and device of the arguments.

    A feature that is constant in `train` (every feature, if n = 1) gives 0, never NaN: 0 in all rows of `train`, and in
    those of `test` that hold the same value. For other values in `test` the result is a finite number, and which
    one is left open. The other features are not affected.

    `train` and `test` are left as they were. Nothing is random.

    Source: Kaufman et al. (2012), on leakage; Hastie, Tibshirani and Friedman (2009), section 7.10.2.
    """
    ### BEGIN SOLUTION
    mean = train.mean(dim=0)
    std = train.std(dim=0, correction=0).clamp(min=eps)
    return (train - mean) / std, (test - mean) / std
    ### END SOLUTION

# %% check="standardize"
train_rows = torch.tensor([[1.0, 10.0, 3.0], [3.0, 30.0, 3.0]])
test_rows = torch.tensor([[5.0, 20.0, 3.0], [5.0, 60.0, 3.0], [5.0, 20.0, 3.0]])
done_train, done_test = standardize(train_rows, test_rows)
assert torch.allclose(done_train[:, :2], torch.tensor([[-1.0, -1.0], [1.0, 1.0]])), (
    f"the first two features of train become {done_train[:, :2].tolist()}, expected -1 and 1 in both: their means are 2 "
    "and 20, their population deviations 1 and 10. 0.71 means that the divisor is n - 1."
)
assert torch.allclose(done_test[:, :2], torch.tensor([[3.0, 0.0], [3.0, 4.0], [3.0, 0.0]])), (
    f"the first two features of test become {done_test[:, :2].tolist()}, expected [3, 0], [3, 4], [3, 0]: minus 2 and "
    "20, divided by 1 and 10, which are the statistics of train"
)
assert done_train[:, 2].tolist() == [0, 0] and done_test[:, 2].tolist() == [0, 0, 0], (
    f"the third feature, constant in train, becomes {done_train[:, 2].tolist()} and {done_test[:, 2].tolist()}, expected "
    "zeros: look at what you divide by when the deviation is 0"
)
assert train_rows[0].tolist() == [1, 10, 3] and test_rows[1].tolist() == [5, 60, 3], (
    "train or test were changed by the call, expected new tensors"
)
print("standardize: visible checks passed")

# %% [markdown]
# ### The features of a frozen encoder
#
# The second tool runs an encoder over a whole data set. Three things go wrong silently. In *training mode* dropout makes
# features random, and batch norm lets each image depend on its neighbours in the batch while it changes the running
# statistics. *With a graph*, every batch keeps its activations alive. And an encoder that is *left in evaluation mode*
# trains on without dropout and with frozen statistics, which no error message will ever tell.
#
# ### Exercise: `extract_features`

# %% exercise="extract_features"
def extract_features(encoder: nn.Module, x: Tensor, batch_size: int) -> Tensor:
    """Run an encoder over all rows of `x`, batch by batch, for evaluation only.

    Args:
        encoder: maps a batch (b, ...) to features (b, D), b of 1 or more; its modules are all in training mode or all
            in evaluation mode. In evaluation mode each row's features depend on that row alone.
        x: (n, ...), n of 1 or more: vectors, images, or whatever the encoder takes.
        batch_size: the largest number of rows that the encoder is given in one call, 1 or more; it may be larger
            than n and need not divide it.

    Returns:
        (n, D): row i holds the features of x[i], computed in evaluation mode (dropout off, batch norm with its
        running statistics). All rows in the original order, those of a last partial batch too. The result does not
        require a gradient. dtype and device are those of the encoder's output.

    Afterwards the encoder and all modules in it are in the mode in which they were, whichever it was. Its buffers,
    its parameters, their .grad and requires_grad are as before, and so are `x` and whether autograd records.

    Source: linear evaluation as in Chen et al. (2020), section 4, and He et al. (2020), section 4.1.
    """
    ### BEGIN SOLUTION
    was_training = encoder.training
    encoder.eval()
    with torch.no_grad():
        features = [encoder(batch) for batch in x.split(batch_size)]
    encoder.train(was_training)
    return torch.cat(features)
    ### END SOLUTION

# %% check="extract_features"
class _Noted(nn.Module):
    """Doubles its input, after dropout, and notes the size of each batch."""

    def __init__(self):
        super().__init__()
        self.body, self.sizes = nn.Sequential(nn.Dropout(0.5), nn.BatchNorm1d(2, eps=0.0)), []

    def forward(self, x):
        self.sizes.append(len(x))
        return 2 * self.body(x)


noted, rows = _Noted(), torch.arange(14.0).view(7, 2)
features = extract_features(noted, rows, 3)
assert features.shape == (7, 2), (
    f"seven rows in batches of three give features of shape {tuple(features.shape)}, expected (7, 2): the last row is a "
    "batch of its own"
)
assert torch.allclose(features, 2 * rows), (
    f"the features begin with {features[:2].tolist()}, expected {(2 * rows[:2]).tolist()}: in evaluation mode dropout "
    "does nothing, and batch norm uses running statistics, here 0 and 1. Are the rows in their order?"
)
assert max(noted.sizes) <= 3, f"the encoder got {max(noted.sizes)} rows in one call, expected at most batch_size = 3"
assert not features.requires_grad, "the features require a gradient, expected none: nothing here is to be trained"
assert noted.training and noted.body[0].training, (
    "the encoder was in training mode and is not, or not in all layers: training would go on without dropout"
)
noted.eval()
extract_features(noted, rows, 3)
assert not noted.training, "the encoder was in evaluation mode before the call and is in training mode after it"
print("extract_features: visible checks passed")

# %% [markdown]
# ## 6 · Questions
#
# Four questions and a written one.

# %% [markdown]
# ## What you can do now
#
# | objective | exercises | questions | demos |
# |---|---|---|---|
