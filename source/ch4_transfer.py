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
# Pre-training needs many labels, or does it?

# %% [markdown]
# ## 5 · Transfer in practice
#
# What goes wrong around the network: data, preparation, evaluation.

# %% [markdown]
# ## 6 · Questions
#
# Four questions and a written one.

# %% [markdown]
# ## What you can do now
#
# | objective | exercises | questions | demos |
# |---|---|---|---|
