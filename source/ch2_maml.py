# %% [markdown]
# # Chapter 2 · Learning an initialisation
#
# A network that has to learn a new task from five examples cannot learn much *about* the task; most of what it needs
# must be there before the first example arrives. **Model-agnostic meta-learning** (MAML; Finn, Abbeel and Levine,
# 2017) puts it into the initial parameters: it looks for a point $\theta$ from which a few steps of plain gradient
# descent lead to a good solution of *each* task of a family. That makes two optimisations, one inside the other, and
# the outer one differentiates *through* the inner one.
#
# After this chapter you can
#
# 1. write down what MAML optimises, and say how it differs from ordinary pre-training;
# 2. explain how the gradient passes through both levels, and where the second derivatives come from;
# 3. implement MAML in PyTorch, and estimate its costs in time and memory;
# 4. tell MAML, FOMAML and Reptile apart, in formulae and in measurements;
# 5. apply MAML to new tasks, and stabilise it with the tools of MAML++.
#
# Reading takes about half an hour, and the demos run for two minutes; the exercises come on top. Those marked ★ are
# the core path. The cells between them show each function at work, so solve an exercise before you run the cells
# after it; if you skip one, skip the demo that calls it too. Each exercise is graded alone: write it out, without
# calling your other exercises, and a mistake in one costs no points in another. Figures quoted in the text were
# measured with three training runs each; a rerun prints its own, which differ from machine to machine and with `SEED`.

# %% given="setup"
import copy
import math
from collections.abc import Callable, Sequence

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
# ## 1 · A starting point instead of an answer
#
# Suppose you tune pianos. No two are alike, so you cannot carry the right tension of each string in your head. What
# you can carry is a habit of starting: where to set the pins first so that a few turns, guided by the ear, suffice.
# MAML learns such a habit for a network. The turns are steps of gradient descent, the ear is the loss on a few
# examples, and the pins' first position is the **initialisation** $\theta$.
#
# A task $\mathcal{T}$ comes with a few labelled examples to learn from, its **support set**, and with others to be
# judged on, its **query set**. Write $L_S$ and $L_Q$ for the losses on the two. With $U(\theta)$ for the parameters
# that gradient descent on $L_S$ reaches from $\theta$, MAML's objective is
#
# $$ \min_\theta \; F(\theta) = \mathbb{E}_{\mathcal{T}} \big[ L_Q\big(U(\theta)\big) \big],
#    \qquad\text{and with one step}\quad U(\theta) = \theta - \alpha \nabla L_S(\theta). $$
#
# Compare this with **joint pre-training**, $\min_\theta \mathbb{E}_{\mathcal{T}}[L_Q(\theta)]$. The only difference
# is the $U$: pre-training asks for parameters that are good on average *now*, MAML for parameters that are good
# *after adaptation*. Nothing in $F$ rewards being good before it, and nothing forbids it.
#
# The problem has two levels. The **inner loop** adapts to one task and forgets it afterwards. The **outer loop** (the
# meta-optimisation) changes $\theta$, and it alone is what lasts. "Model-agnostic" means that no new parts are added
# to the model: whatever is trained by gradient descent, a classifier, a regressor or a policy, can be given a better
# start.
#
# Our first family of tasks is the one of Finn et al. (2017, §5.1). Every task is a sine wave $y = A \sin(x +
# \varphi)$ with amplitude $A \sim U[0.1, 5]$ and phase $\varphi \sim U[0, \pi]$. The network gets ten points of a
# wave as support set and has to predict other points.
#
# ### Networks as functions of their parameters
#
# An `nn.Module` keeps its parameters inside, and `optimizer.step()` overwrites them. Overwriting is what we cannot
# use here: after three steps the starting point would be gone, and autograd has no record of how the new values came
# from the old ones. So in this chapter a model is a **pure function** `fn(params, x)`: the parameters are an
# argument, a dictionary from names to tensors. One step of gradient descent then makes a *new* dictionary, and the
# old one is still there. (`torch.func.functional_call` turns any module into this form; section 4 uses it.)

# %% given="sine_waves"
def draw_sine_tasks(n_tasks, generator, k_shot=10, n_query=10):
    """Draw sine waves with A in [0.1, 5] and phase in [0, pi]: xs, ys, xq, yq, each (n_tasks, points, 1)."""
    amplitude, phase = torch.rand(2, n_tasks, 1, 1, generator=generator)
    x = 10 * torch.rand(n_tasks, k_shot + n_query, 1, generator=generator) - 5
    y = (0.1 + 4.9 * amplitude) * torch.sin(x + math.pi * phase)
    return tuple(part.to(device) for part in (x[:, :k_shot], y[:, :k_shot], x[:, k_shot:], y[:, k_shot:]))


def sine_start(seed):
    """Draw fresh parameters of a network with two layers of 40 ReLUs, as leaves that require grad."""
    generator, params = torch.Generator().manual_seed(seed), {}
    for layer, (d_in, d_out) in enumerate(((1, 40), (40, 40), (40, 1)), start=1):
        for name, rows in ((f"w{layer}", d_in), (f"b{layer}", 1)):
            drawn = (2 * torch.rand(rows, d_out, generator=generator) - 1) / d_in**0.5
            params[name] = drawn.to(device).requires_grad_()
    return params


def sine_network(params, x):
    """Map x: (..., points, 1) to predictions of the same shape."""
    hidden = torch.relu(x @ params["w1"] + params["b1"])
    hidden = torch.relu(hidden @ params["w2"] + params["b2"])
    return hidden @ params["w3"] + params["b3"]


def interval(values):
    """Return the mean of some values and the half width of its 95 % confidence interval."""
    values = torch.as_tensor(values, dtype=torch.float64)
    return float(values.mean()), float(1.96 * values.std() / len(values) ** 0.5)

# %% [markdown]
# ## 2 · The inner loop
#
# Write $f_\theta(x)$ for the prediction, an array of $n$ rows and $c$ columns. The loss on the support set $(x, y)$
# is the mean squared error, averaged over *all* $nc$ elements,
#
# $$L(\theta) = \frac{1}{n c}\sum_{i=1}^{n}\sum_{j=1}^{c}\bigl(f_\theta(x_i)_j - y_{ij}\bigr)^2 ,$$
#
# and adapting to the task means to follow its gradient for $S$ steps with learning rate $\alpha$:
#
# $$\theta_0 = \theta, \quad \theta_{t+1} = \theta_t - \alpha\,\nabla L(\theta_t), \quad t = 0, \dots, S-1 .$$
#
# Each gradient is taken where the previous step has arrived. The result $\theta_S$ is a function of $\theta$, and the
# outer optimisation wants its derivative. One step contributes, by the chain rule,
#
# $$\frac{\partial \theta_{t+1}}{\partial \theta_t} = I - \alpha\, H(\theta_t), \qquad H = \nabla^2 L .$$
#
# The $I$ is there because the step *starts* from $\theta_t$; we call it the **identity path**. The $\alpha H$ is
# there because moving $\theta_t$ also changes the *gradient* we follow: a second derivative of the loss. PyTorch
# forgets how a gradient was computed unless it is told to remember, with `create_graph=True` in
# `torch.autograd.grad`.
#
# Remembering costs memory and time for every step. The *first-order* variant of MAML (Finn et al., 2017, §5.2)
# therefore treats the inner gradients as constants. Then each factor is just $I$, and so is the derivative of the
# whole loop. It does **not** become zero: what is cut is the path through the inner gradients, not the identity path.
#
# **By hand.** Take one weight, $f_w(x) = wx$, two examples $(1, 3)$ and $(2, 4)$, and start at $w = 0$. Then $L'(w) =
# 5w - 11$ and $H = 5$. With $\alpha = 0.1$ a step is $w \mapsto 0.5\,w + 1.1$, so three steps lead from 0 over 1.1
# and 1.65 to 1.925. The derivative of the result with respect to the start is $0.5^3 = 0.125$ with second order, and
# 1 without. The visible checks begin with these numbers.
#
# ### Exercise: `inner_loop` ★

# %% exercise="inner_loop"
def inner_loop(
    fn: Callable[[dict[str, Tensor], Tensor], Tensor],
    params: dict[str, Tensor],
    x: Tensor,
    y: Tensor,
    lr: float,
    steps: int,
    create_graph: bool = True,
) -> dict[str, Tensor]:
    """Adapt `params` to one task: `steps` steps of gradient descent on its support set.

    theta_0 = params and theta_{t+1} = theta_t - lr * (gradient of L at theta_t), where L(theta) is the mean
    squared error of fn(theta, x) against y: the mean over all elements, rows and columns, without a
    factor 1/2. All parameters step together, each along its part of the gradient at the current theta_t.

    Args:
        fn: pure function of (params, x). It uses every entry of `params`; its prediction has the shape of y,
            (n, columns) or (n,).
        params: name -> tensor, under any names and of any shapes (0-d too). Every tensor requires grad. It may be a
            leaf or itself the result of a computation.
        x, y: inputs and targets of the support set; they do not require grad. `params`, `x` and `y` have one
            dtype, float32 or float64, and one device.
        lr: the learning rate, a number above 0.
        steps: the number of steps S, 0 or more.
        create_graph: whether the inner gradients stay part of the graph.
            True (the default): theta_S is a differentiable function of `params`, through the inner gradients
            of all steps, and to second order: a loss at theta_S can be differentiated twice with respect to
            `params`.
            False: the inner gradients count as constants. theta_S still depends on `params` through the
            identity path, so that the derivative of theta_S with respect to `params` is the identity matrix.

    Returns:
        theta_S: a dict with the keys of `params`, in any order; shapes, dtype and device as there; every
        entry requires grad. With steps=0 it is theta_0 itself, still connected to `params` (the same dict or
        a copy of it).

    Gradients through the result reach `params` and, where these were computed from other tensors, those as
    well. The arguments are left as they were: the dict `params` still holds the same tensors, with the same
    values, the same .grad (None stays None) and the same requires_grad; `x` and `y` are unchanged and still
    do not require grad. Nothing is random.

    Source: Finn, Abbeel and Levine (2017), algorithm 1, line 6, repeated for several steps; §5.2 for
    create_graph=False.
    """
    ### BEGIN SOLUTION
    adapted = dict(params)
    for _ in range(steps):
        loss = ((fn(adapted, x) - y) ** 2).mean()
        grads = torch.autograd.grad(loss, list(adapted.values()), create_graph=create_graph)
        adapted = {name: value - lr * grad for (name, value), grad in zip(adapted.items(), grads)}
    return adapted
    ### END SOLUTION

# %% check="inner_loop"
def proportional(params: dict[str, Tensor], x: Tensor) -> Tensor:
    return params["w"] * x


start = {"w": torch.zeros(1, requires_grad=True)}
x_line, y_line = torch.tensor([[1.0], [2.0]]), torch.tensor([[3.0], [4.0]])

one = inner_loop(proportional, start, x_line, y_line, 0.1, 1)["w"]
assert torch.allclose(one, torch.tensor([1.1])), (
    f"one step from w = 0 leads to {one.tolist()}, expected [1.1]: the slope of the loss there is -11. "
    "Look at the sign of the step and at how the loss is averaged."
)
assert start["w"].grad is None and start["w"].item() == 0, (
    f"after the call the start is {start['w'].item()}, its .grad {start['w'].grad}; expected 0 and None. "
    "Ask for the gradients as values instead of collecting them in .grad, and make new tensors in each step."
)
three = inner_loop(proportional, start, x_line, y_line, 0.1, 3)["w"]
assert torch.allclose(three, torch.tensor([1.925])), (
    f"three steps from w = 0 lead to {three.tolist()}, expected [1.925] by way of 1.1 and 1.65. "
    "Is each gradient taken at the current adapted value, and does each step start there?"
)
assert three.requires_grad, (
    "the adapted w does not require grad, expected that it depends on the initial w. "
    "Look for a detach, a no_grad or .data between the two."
)
slope = torch.autograd.grad(three.sum(), start["w"], allow_unused=True, materialize_grads=True)[0]
assert torch.allclose(slope, torch.tensor([0.125])), (
    f"the derivative of the adapted w with respect to the initial w is {slope.tolist()}, expected [0.125]: "
    "each of the three steps contributes a factor 0.5. "
    "1 means that the graph of the inner gradients is missing, 0 that the start is cut off."
)
wide_start = {"w": torch.zeros(1, 2, requires_grad=True)}
wide = inner_loop(proportional, wide_start, x_line, torch.tensor([[3.0, 0.0], [4.0, 0.0]]), 0.1, 1)["w"]
assert torch.allclose(wide, torch.tensor([[0.55, 0.0]])), (
    f"with a second column of targets one step leads to {wide.tolist()}, expected [[0.55, 0.0]]: "
    "four elements share the mean now, so the slope is half as steep. Look at what the loss is averaged over."
)
print("inner_loop: visible checks passed")

# %% [markdown]
# ### Many tasks in one call
#
# A step on ten points takes far less arithmetic than Python needs to ask for it, so looping over hundreds of tasks
# wastes time. There is a simple way to adapt them all at once. Give each of $T$ tasks *its own copy* of $\theta$, by
# a new first axis of every parameter (`expand` makes no real copies), and stack their data along the same axis: `@`
# and `+` then work task by task. The mean over all elements is now $\frac{1}{T}\sum_i L_i(\theta_i)$, and its
# gradient with respect to copy $i$ is $\frac{1}{T}\nabla L_i(\theta_i)$, because no other task's loss contains
# $\theta_i$. So `inner_loop` with rate $\alpha T$ does exactly what $T$ separate calls with rate $\alpha$ would do.
# (`torch.func.vmap` automates the first half of this; it combines with `torch.func.grad`, not with
# `torch.autograd.grad`.)

# %% given="many_tasks"
def spread(params, n_tasks):
    """Give every task its own copy of the parameters, along a new first axis."""
    return {name: value.expand(n_tasks, *value.shape) for name, value in params.items()}


def adapt(params, tasks, lr, steps):
    """Adapt to stacked tasks (xs, ys, ...) all at once; return the parameters of each task."""
    xs, ys, n_tasks = *tasks[:2], len(tasks[0])
    return inner_loop(sine_network, spread(params, n_tasks), xs, ys, lr * n_tasks, steps, create_graph=False)


def task_errors(params, x, y):
    """Return the mean squared error of each task, (n_tasks,), without a graph."""
    return (sine_network(params, x) - y).square().mean(dim=(1, 2)).detach()

# %% [markdown]
# ### The inner loop at work: a fresh network on sine waves
#
# No meta-learning yet. Left: a freshly drawn network follows the ten support points of one wave. Right: the query
# error over 100 waves, as a function of the number of steps and of the rate $\alpha$. Ten steps hardly help, and even
# a hundred leave much to be desired: ten points and a start that knows nothing. With rate 0.1 most waves diverge, and
# the curve ends: along a direction in which the curvature $h$ (an eigenvalue of $H$) has $\alpha h > 2$, the factor
# $1 - \alpha h$ stretches instead of shrinks.

# %%
import matplotlib.pyplot as plt

torch.set_num_threads(1)  # more threads slow such small networks down
SEED = 0  # change it to see another run of everything that is trained below

waves = draw_sine_tasks(300, torch.Generator().manual_seed(99), n_query=50)  # what all starts are tested on
xs, ys, xq, yq = waves
grid = torch.linspace(-5, 5, 200, device=device)[:, None]
unlike_average = (yq * torch.cos(xq)).mean(dim=(1, 2)).masked_fill(yq.amax(dim=(1, 2)) < 3, math.inf)
shown = int(unlike_average.argmin())  # a large wave, which the average of all waves resembles least


def draw_wave(axis):
    """Plot the points of the wave that is shown."""
    axis.plot(xq[shown].cpu(), yq[shown].cpu(), "x", color="0.7", label="queries")
    axis.plot(xs[shown].cpu(), ys[shown].cpu(), "ko", label="support points")
    axis.set(xlabel="$x$", ylabel="$y$", ylim=(-5.5, 8.5))


fresh = sine_start(SEED)
figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4.2), layout="constrained")
draw_wave(left)
for steps, color in ((0, "0.5"), (1, "C0"), (10, "C1"), (100, "C3")):
    adapted = inner_loop(sine_network, fresh, xs[shown], ys[shown], 0.01, steps)
    left.plot(grid.cpu(), sine_network(adapted, grid).detach().cpu(), color=color,
              label=f"after {steps} step{'s' * (steps != 1)}")
left.set_title("One wave, rate 0.01")
left.legend(ncols=2, loc="upper left", fontsize=9)
counts = [0, 1, 2, 5, 10, 20, 50, 100]
for lr in (0.001, 0.01, 0.03, 0.1):
    errors = [task_errors(adapt(fresh, waves, lr, steps), xq, yq)[:100].median().item() for steps in counts]
    right.plot(counts, errors, "o-", label=f"rate {lr}")
right.set(title="Median of 100 waves", xlabel="inner steps", ylabel="mean squared error on queries",
          xscale="symlog", xticks=counts, ylim=(0, 7))
right.set_xticklabels(counts)
right.minorticks_off()
right.legend()
plt.show()

# %% [markdown]
# ## 3 · The outer loop: a gradient through gradients
#
# Now we improve the start. For a batch of tasks $\mathcal{T}_1, \dots, \mathcal{T}_T$ the **meta-loss** is
#
# $$ F(\theta) = \frac{1}{T} \sum_{i=1}^T L_{Q_i}\big(\theta^{(i)}_S\big), $$
#
# where $\theta^{(i)}_S$ is the end of the inner loop on the support set of task $i$. Its gradient is a product, read
# from right to left: start with the query gradient *at the adapted parameters*, then carry it back through every
# step,
#
# $$ \nabla F(\theta) = \frac{1}{T} \sum_{i=1}^T
#    \big(I - \alpha H_i(\theta_0)\big) \big(I - \alpha H_i(\theta^{(i)}_1)\big) \cdots
#    \big(I - \alpha H_i(\theta^{(i)}_{S-1})\big) \; \nabla L_{Q_i}\big(\theta^{(i)}_S\big), $$
#
# with $H_i$ the Hessian of the *support* loss. (Hessians are symmetric, so no transposes appear; their order
# matters.) The rightmost factor asks: where should the adapted parameters go? The others ask: how do I move the
# *start* so that they go there? A direction in which the support loss is strongly curved is corrected by the inner
# steps anyway; there $I - \alpha H$ is near 0, and the start need not bother. In flat directions it is near 1, and
# the start alone can help.
#
# The update $\theta \leftarrow \theta - \beta \nabla F(\theta)$, with Adam in the place of plain descent if you like,
# finishes one round of the outer loop (Finn et al., 2017, algorithm 1):
#
# ```
# repeat:   draw a batch of tasks
#           for each task:  adapted = inner_loop(start, support set)       (inner loop)
#                           judge `adapted` on the query set
#           start = start - beta * gradient of the mean query loss         (outer loop)
# ```
#
# Two mistakes are common. If the adapted parameters of one task become the start of the next, the tasks are no longer
# independent. If support and query are confused, the start is trained for learning by heart.
#
# ### Exercise: `maml_meta_loss` ★

# %% exercise="maml_meta_loss"
def maml_meta_loss(
    fn: Callable[[dict[str, Tensor], Tensor], Tensor],
    params: dict[str, Tensor],
    tasks: Sequence[tuple[Tensor, Tensor, Tensor, Tensor]],
    lr: float,
    steps: int,
) -> Tensor:
    """The objective of MAML: how good a starting point `params` is, averaged over tasks.

    For each task (xs, ys, xq, yq): theta' is where `steps` steps of gradient descent on the support loss
    lead from `params`, theta <- theta - lr * (gradient of L(theta; xs, ys) at the current theta). The task
    then counts with its query loss at that point, L(theta'; xq, yq). In both places L(theta; x, y) is the
    mean squared error of fn(theta, x) against y: the mean over all elements, rows and columns, without a
    factor 1/2.

    The result is the mean of these query losses over the tasks. Every task counts the same, however many
    examples it holds. Tasks are independent: each one starts from `params`.

    Args:
        fn: pure function of (params, x). It uses every entry of `params`; its prediction has the shape of
            the targets, (n, columns) or (n,).
        params: name -> tensor, under any names and of any shapes (0-d too). Every tensor requires grad. It
            may be a leaf or itself the result of a computation.
        tasks: a list or tuple of one or more tasks (xs, ys, xq, yq): inputs and targets of the support set,
            inputs and targets of the query set. The sets may differ in size, within a task and from task to
            task. They do not require grad. `params` and all tasks have one dtype, float32 or float64, and
            one device.
        lr: the learning rate of the inner steps, a number above 0.
        steps: the number of inner steps, 0 or more. With 0 it is the query loss at `params` that is averaged.

    Returns:
        A 0-d tensor of the dtype and on the device of `params`. It is a differentiable function of `params`
        through the inner gradients of all steps of all tasks (MAML, not its first-order variant), and to
        second order: it can be differentiated twice with respect to `params`.

    Gradients through the result reach `params` and, where these were computed from other tensors, those as
    well. The arguments are left as they were: `params` and `tasks` hold the same tensors, with the same
    values, the same .grad (None stays None) and the same requires_grad. Nothing is random.

    Source: Finn, Abbeel and Levine (2017), algorithm 1, lines 4 to 8, and the sum in eq. 1 divided by the number of
    tasks; several steps as in §2.2 there.
    """
    ### BEGIN SOLUTION
    losses = []
    for xs, ys, xq, yq in tasks:
        adapted = dict(params)
        for _ in range(steps):
            loss = ((fn(adapted, xs) - ys) ** 2).mean()
            grads = torch.autograd.grad(loss, list(adapted.values()), create_graph=True)
            adapted = {name: value - lr * grad for (name, value), grad in zip(adapted.items(), grads)}
        losses.append(((fn(adapted, xq) - yq) ** 2).mean())
    return torch.stack(losses).mean()
    ### END SOLUTION

# %% check="maml_meta_loss"
def scaled(params: dict[str, Tensor], x: Tensor) -> Tensor:
    return params["w"] * x


def column(*values: float) -> Tensor:
    return torch.tensor(values)[:, None]


# On task one a step of rate 0.1 is w -> 0.5 w + 1.1, on task two it is w -> 0.6 w + 0.4.
task_one = (column(1.0, 2.0), column(3.0, 4.0), column(1.0), column(2.0))
task_two = (column(2.0, 0.0), column(2.0, 0.0), column(1.0, 2.0), column(1.0, 4.0))
start = {"w": torch.tensor(0.0, requires_grad=True)}

loss = maml_meta_loss(scaled, start, [task_one], 0.1, 1)
assert torch.allclose(loss, torch.tensor(0.81)), (
    f"the meta-loss of task one alone is {float(loss):.4f}, expected 0.81: the support set leads from w = 0 to "
    "1.1, and (1.1 * 1 - 2)^2 is the loss on the query set. Look at which set adapts and which one judges."
)
assert start["w"].grad is None and start["w"].item() == 0, (
    f"after the call the initial w is {start['w'].item()}, its .grad {start['w'].grad}; expected 0 and None. "
    "Ask for gradients as values instead of collecting them in .grad, and make new tensors in each step."
)
loss = maml_meta_loss(scaled, start, [task_one], 0.1, 2)
assert torch.allclose(loss, torch.tensor(0.1225)), (
    f"after two steps the meta-loss of task one is {float(loss):.4f}, expected 0.1225: w goes from 0 over 1.1 "
    "to 1.65. Is every gradient taken at the current adapted parameters?"
)
loss = maml_meta_loss(scaled, start, [task_one, task_two], 0.1, 1)
assert torch.allclose(loss, torch.tensor(3.055)), (
    f"the meta-loss of both tasks is {float(loss):.4f}, expected 3.055, the mean of 0.81 and 5.3. "
    "6.11 is their sum; 3.80 lets the task with more query examples count more; "
    "another number may come from a second task that starts where the first one ended."
)
assert loss.requires_grad, (
    "the meta-loss does not require grad, expected that it depends on the initial w. "
    "Look for a detach, a no_grad or an item() on the way."
)
slope = torch.autograd.grad(loss, start["w"], allow_unused=True, materialize_grads=True)[0]
assert torch.allclose(slope, torch.tensor(-2.55)), (
    f"the derivative of the meta-loss is {float(slope):.4f}, expected -2.55, the mean of 0.5 * (-1.8) and "
    "0.6 * (-7). -4.4 leaves out the factors 0.5 and 0.6: the graph of the inner gradients is missing."
)
print("maml_meta_loss: visible checks passed")

# %% [markdown]
# ### What the outer loop sees
#
# For a picture we take a model with two parameters only, the wave $f(x) = a \sin(x + p)$ itself. A task is a point
# $(\varphi, A)$ in the plane, and each dot is one. The left map shows the mean query loss *without* adaptation, the
# right one *after three steps* of rate 0.1, in both cases over the same 60 tasks. The white path is the descent on
# `maml_meta_loss`, with 0 and with 3 inner steps, from the same start.

# %%
def wave_model(params, x):
    return params["amplitude"] * torch.sin(x + params["phase"])


cloud = draw_sine_tasks(60, torch.Generator().manual_seed(5), n_query=30)
phases, amplitudes = torch.meshgrid(torch.linspace(-1, 4.1, 45), torch.linspace(0, 5.2, 40), indexing="xy")
n_points, n_tasks = phases.numel(), 60
everywhere = {  # every point of the map with every task
    name: value.flatten().repeat_interleave(n_tasks)[:, None, None].to(device).requires_grad_()
    for name, value in (("phase", phases), ("amplitude", amplitudes))
}
c_xs, c_ys, c_xq, c_yq = (part.repeat(n_points, 1, 1) for part in cloud)
basis = torch.cat([torch.sin(cloud[2]), torch.cos(cloud[2])], dim=2)  # A sin(x + p) = A cos(p) sin(x) + A sin(p) cos(x)
a_cos, a_sin = torch.linalg.lstsq(basis.cpu(), cloud[3].cpu()).solution[..., 0].unbind(dim=1)
figure, axes = plt.subplots(1, 2, figsize=(11, 4.8), layout="constrained", sharey=True)
for axis, steps, title in zip(axes, (0, 3), ("before adaptation", "after three inner steps")):
    adapted = inner_loop(wave_model, everywhere, c_xs, c_ys, 0.1 * len(c_xs), steps, create_graph=False)
    losses = (wave_model(adapted, c_xq) - c_yq).detach().square().mean(dim=(1, 2))
    losses = losses.view(*phases.shape, n_tasks).mean(dim=2)
    picture = axis.contourf(phases, amplitudes, losses.cpu(), levels=[0.5 * level for level in range(15)], extend="max")
    axis.plot(torch.atan2(a_sin, a_cos), torch.hypot(a_sin, a_cos), ".", color="white", markersize=8,
              markeredgecolor="black", markeredgewidth=0.6, label="tasks")
    theta = {
        name: torch.full((1, 1), value, device=device, requires_grad=True)
        for name, value in (("phase", 0.0), ("amplitude", 0.5))
    }
    path = [[value.item() for value in theta.values()]]
    for _ in range(150):
        loss = maml_meta_loss(wave_model, spread(theta, n_tasks), [cloud], 0.1 * n_tasks, steps)
        slopes = torch.autograd.grad(loss, list(theta.values()))
        theta = {
            name: (value - 0.1 * slope).detach().requires_grad_()
            for (name, value), slope in zip(theta.items(), slopes)
        }
        path.append([value.item() for value in theta.values()])
    axis.plot(*zip(*path), "w-", linewidth=2.5)
    axis.plot(*path[-1], "*", color="tab:red", markersize=18, markeredgecolor="white")
    axis.set(title=f"Mean query loss {title}: {loss.item():.2f} at the star", xlabel="phase")
    print(f"{title:<26} phase {path[-1][0]:.2f}, amplitude {path[-1][1]:.2f}: mean query loss {loss.item():.2f}")
axes[0].set_ylabel("amplitude")
axes[0].legend(loc="upper left")
figure.colorbar(picture, ax=axes, label="mean query loss")
plt.show()

# %% [markdown]
# The two stars are different answers to different questions. Without adaptation the best amplitude is about 1.7, well
# below the mean of the tasks: a wave of the wrong phase costs less if it is small. With adaptation the best start has
# an amplitude of about 2.9. Why so large? The slope of the loss in the phase is proportional to the amplitude, so a
# small wave cannot *learn its phase* within three steps. A start is chosen for what gradients do from there.
#
# ### Sine waves: joint pre-training against MAML
#
# Now the network. Since `maml_meta_loss` with `steps=0` is the loss of joint pre-training, one training function
# serves both; the batches, the optimiser (Adam) and the number of outer steps are the same.

# %%
def meta_gradient(params, tasks, steps):
    """Return the gradient of the meta-loss for stacked tasks, with inner rate 0.01."""
    n_tasks = len(tasks[0])
    loss = maml_meta_loss(sine_network, spread(params, n_tasks), [tasks], 0.01 * n_tasks, steps)
    return dict(zip(params, torch.autograd.grad(loss, list(params.values()))))


def train_start(gradient, label, n_outer=2000):
    """Train a start with Adam, 25 waves a step; return it with [(outer step, query error after one inner step)]."""
    params, generator = sine_start(SEED), torch.Generator().manual_seed(SEED)
    held_out = draw_sine_tasks(200, torch.Generator().manual_seed(98))
    optimizer, curve = torch.optim.Adam(params.values(), lr=0.003), []
    for step in progress(range(n_outer), label):
        if step % (n_outer // 10) == 0:
            curve.append((step, interval(task_errors(adapt(params, held_out, 0.01, 1), *held_out[2:]))))
        grads = gradient(params, draw_sine_tasks(25, generator))
        for name, value in params.items():
            value.grad = grads[name]
        optimizer.step()
    curve.append((n_outer, interval(task_errors(adapt(params, held_out, 0.01, 1), *held_out[2:]))))
    for value in params.values():
        value.grad = None
    return params, curve


starts, curves = {"fresh": fresh}, {}
for name, steps in (("joint pre-training", 0), ("MAML", 1)):
    starts[name], curves[name] = train_start(lambda params, tasks: meta_gradient(params, tasks, steps), name)


def show_errors(names, counts=(0, 1, 2, 5, 10)):
    """Print the query errors of starts on the 300 test waves, and return them as {name: [(mean, half width), ...]}."""
    print(f"{'query error after':<22}" + "".join(f"{f'{count} steps':>15}" for count in counts))
    table = {}
    for name in names:
        table[name] = [interval(task_errors(adapt(starts[name], waves, 0.01, count), xq, yq)) for count in counts]
        print(f"{name:<22}" + "".join(f"{f'{mean:.2f} ± {half:.2f}':>15}" for mean, half in table[name]))
    return table


table = show_errors(starts)
figure, axes = plt.subplots(1, 3, figsize=(13, 4.2), layout="constrained")
for color, (name, row) in zip(("0.5", "tab:orange", "tab:blue"), table.items()):
    means, half_widths = zip(*row)
    axes[0].errorbar([0, 1, 2, 5, 10], means, half_widths, marker="o", capsize=3, color=color, label=name)
axes[0].set(title="300 new waves", xlabel="inner steps", ylabel="mean squared error on queries", ylim=(0, None))
axes[0].legend()
for axis, name in zip(axes[1:], ("joint pre-training", "MAML")):
    draw_wave(axis)
    for steps, style in ((0, ":"), (1, "--"), (10, "-")):
        adapted = inner_loop(sine_network, starts[name], xs[shown], ys[shown], 0.01, steps)
        axis.plot(grid.cpu(), sine_network(adapted, grid).detach().cpu(), style, color="tab:red",
                  label=f"after {steps} step{'s' * (steps != 1)}")
    axis.set_title(f"{name}, one new wave")
    axis.legend(ncols=2, loc="upper left", fontsize=9)
plt.show()

# %% [markdown]
# Before any step the two starts look alike: both draw about the average of all waves, which is a good place to leave
# from in every direction, and their error is about the same. Nothing in $F$ forces this (a start further below, that
# of FOMAML, is worse before adaptation and good after it). One step tells them apart: 0.6 for MAML against 2.6 to 2.7
# (three training runs; intervals of ± 0.1 and ± 0.3), and after ten steps 0.2 against 1.7 to 2.0. The fresh network
# learns nothing useful in ten steps. So what MAML has learned is not in the *function* that the start computes but in
# its *gradients*: one step bends the whole curve into a sine, also where there is no support point. The jointly
# trained curve follows the points only partly, even after ten steps.
#
# ### Question
#
# In another experiment, the meta-trained network's query loss *before* any adaptation is 4.7; that of an untrained
# network is 4.4. After one step it is 0.6, that of the untrained network 4.2. What do you conclude?
#
# - **a)** Meta-training has not converged: a good start must have a lower loss than an untrained network at every
#   step.
# - **b)** The start has over-fitted the training tasks: its loss before adaptation shows what it knows about new
#   ones.
# - **c)** Support and query must have been mixed up, since no single gradient step can lower a query loss so far.
# - **d)** Nothing is wrong: the loss before adaptation does not occur in MAML's objective, so it may take any value.

# %% question="q_start"
# Write your choice, "a", "b", "c" or "d", like this: q_start = "x"
### BEGIN SOLUTION
q_start = "d"
### END SOLUTION

# %% [markdown]
# ## 4 · What PyTorch does, and what it costs
#
# **The graph.** While it computes the support loss, autograd writes down a graph: one node per operation, with the
# tensors needed to differentiate it. `torch.autograd.grad` walks this graph backwards, and by default throws it away
# on the way. With `create_graph=True` two things change. The graph is kept, and the *backward walk itself is
# recorded*, as a new piece of graph whose outputs are the inner gradients. The adapted parameters are then ordinary
# tensors with a history, and a later `backward()` of the query loss passes through the support loss's gradients down
# to $\theta$. That backward pass of a backward pass is where second derivatives come from. No Hessian is ever built.
#
# **Hessian-vector products.** For one step, write $v = \nabla L_Q(\theta')$ and hold it fixed. The meta-gradient is
#
# $$ (I - \alpha H)\, v = v - \alpha H v, \qquad
#    H v = \nabla_\theta \big\langle \nabla L_S(\theta),\, v \big\rangle . $$
#
# The right-hand formula (Pearlmutter, 1994) is the trick of the whole subject: the inner product is *one number*, so
# its gradient costs about as much as another backward pass, while $H$ itself has as many columns as there are
# parameters (about 1,800 for our small network, millions for a real one). `create_graph=True` does the same silently.
# The exercise does it in the open. (One line around `maml_meta_loss` would give the same numbers; writing the product
# out shows you what that line does.)
#
# **torch.func.** The functional way composes the same thing from pure functions: `torch.func.grad` of a function that
# calls `torch.func.grad`. A graph option is not needed, since a transformed function is differentiable as it is.
#
# ### Exercise: `maml_grad_hvp`

# %% exercise="maml_grad_hvp"
def maml_grad_hvp(
    fn: Callable[[dict[str, Tensor], Tensor], Tensor],
    params: dict[str, Tensor],
    task: tuple[Tensor, Tensor, Tensor, Tensor],
    lr: float,
) -> list[Tensor]:
    """The meta-gradient of one task and one inner step, written out with a Hessian-vector product.

    With theta = `params` and theta' = theta - lr * (gradient of L(theta; xs, ys)), one step of gradient descent
    on the support set, this is the derivative of the query loss L(theta'; xq, yq) with respect to theta:

        (I - lr * H) v,   H = Hessian of the support loss L( . ; xs, ys) at theta,
                          v = gradient of the query loss L( . ; xq, yq) at theta'.

    L(theta; x, y) is the mean squared error of fn(theta, x) against y: the mean over all elements, rows and
    columns, without a factor 1/2. The vector v is a constant here. I, H and v belong to all parameters together,
    as if they were one long vector: H also has the mixed derivatives with respect to two different entries
    of `params`.

    The product H v can be had without H itself, as the gradient of the number <gradient of L, v>. You may
    compute it in another way (forward mode, the whole Hessian, autograd through the inner step), but not
    approximately: the result is exact up to rounding, so finite differences are not accepted.

    Args:
        fn: pure function of (params, x), whose prediction has the shape of the targets, (n, columns) or
            (n,). It uses every entry of `params`.
        params: name -> tensor, under any names and of any shapes (0-d too). Every tensor requires grad. It
            may be a leaf or itself the result of a computation.
        task: (xs, ys, xq, yq), inputs and targets of the support set and of the query set. The two sets may
            differ in size. They do not require grad. `params` and the task have one dtype, float32 or
            float64, and one device.
        lr: the learning rate of the inner step, a number above 0.

    Returns:
        A list with one tensor for each entry of `params`, in the order of `params`, of the shape, dtype and
        device of that entry. Whether the tensors carry a graph is free.

    The arguments are left as they were: `params` and `task` hold the same tensors, with the same values, the
    same .grad (None stays None) and the same requires_grad. Where `params` were computed from other tensors,
    those are left alone as well, .grad included. Nothing is random.

    Source: Finn, Abbeel and Levine (2017), the gradient in eq. 1, and §2.2 on Hessian-vector products;
    Pearlmutter (1994) for the product without the matrix.
    """
    ### BEGIN SOLUTION
    xs, ys, xq, yq = task
    theta = list(params.values())

    def loss(values: list[Tensor], x: Tensor, y: Tensor) -> Tensor:
        return ((fn(dict(zip(params, values)), x) - y) ** 2).mean()

    grads = torch.autograd.grad(loss(theta, xs, ys), theta, create_graph=True)
    adapted = [(value - lr * grad).detach().requires_grad_() for value, grad in zip(theta, grads)]
    vector = torch.autograd.grad(loss(adapted, xq, yq), adapted)
    inner_product = sum((grad * v).sum() for grad, v in zip(grads, vector))
    product = torch.autograd.grad(inner_product, theta)
    return [v - lr * hv for v, hv in zip(vector, product)]
    ### END SOLUTION

# %% check="maml_grad_hvp"
def scaled(params: dict[str, Tensor], x: Tensor) -> Tensor:
    return params["w"] * x


def scaled_twice(params: dict[str, Tensor], x: Tensor) -> Tensor:
    return params["b"] * params["a"] * x


def column(*values: float) -> Tensor:
    return torch.tensor(values)[:, None]


line = {"w": torch.tensor(0.0, requires_grad=True)}
line_task = (column(1.0, 2.0), column(3.0, 4.0), column(1.0), column(2.0))
result = maml_grad_hvp(scaled, line, line_task, 0.1)
assert isinstance(result, list | tuple) and len(result) == 1, (
    f"the result is of type {type(result).__name__}, expected a list with one tensor for the one entry of params."
)
assert torch.allclose(result[0], torch.tensor(-0.9)), (
    f"the meta-gradient of the line is {float(result[0]):.4f}, expected -0.9 = (1 - 0.1 * 5) * (-1.8): the support "
    "loss has curvature 5, and the step leads from w = 0 to 1.1, where the query loss has slope -1.8. "
    "-1.8 leaves out the Hessian, -1.44 has that of the query loss, and -2.7 adds where it has to subtract."
)
product = {"a": torch.tensor(1.0, requires_grad=True), "b": torch.tensor(2.0, requires_grad=True)}
product_task = (column(1.0), column(3.0), column(1.0), column(2.08))
result = maml_grad_hvp(scaled_twice, product, product_task, 0.1)
assert torch.allclose(torch.stack(list(result)), torch.tensor([0.32, 1.36]), atol=1e-5), (
    f"the meta-gradient of a * b * x is {[round(float(entry), 4) for entry in result]}, expected [0.32, 1.36]. "
    "At a = 1, b = 2 the support loss has the Hessian [[8, 2], [2, 2]], and the vector is [4.4, 2.8], the query "
    "gradient at a = 1.4, b = 2.2. [0.88, 2.24] leaves out the mixed derivatives, the two 2s beside the diagonal."
)
assert line["w"].grad is None and line["w"].item() == 0, (
    f"after the calls the initial w is {line['w'].item()}, its .grad {line['w'].grad}; expected 0 and None. "
    "Ask for gradients as values instead of collecting them in .grad, and make new tensors for the step."
)
print("maml_grad_hvp: visible checks passed")

# %% [markdown]
# ### One gradient, five ways
#
# The same meta-gradient of one wave, in double precision: by your `maml_meta_loss` and autograd, by your
# Hessian-vector product, by `torch.func`, by finite differences, and by the library *learn2learn* (Arnold et al.,
# 2020), where `clone()` makes a differentiable copy of a module and `adapt(loss)` takes an inner step. For the
# library the network is a module, and `torch.func.functional_call` gives us the function of its parameters. The
# first-order gradient is added for comparison.

# %%
import contextlib
import io

torch.manual_seed(0)
module = nn.Sequential(nn.Linear(1, 40), nn.Tanh(), nn.Linear(40, 1)).double().to(device)
theta = dict(module.named_parameters())
single = tuple(part[0].double() for part in draw_sine_tasks(1, torch.Generator().manual_seed(3)))


def module_function(params, x):
    return torch.func.functional_call(module, params, (x,))


def func_meta_loss(params, task, lr):
    def loss(at, x, y):
        return (module_function(at, x) - y).square().mean()

    slopes = torch.func.grad(loss)(params, *task[:2])
    return loss({name: value - lr * slopes[name] for name, value in params.items()}, *task[2:])


def finite_differences(params, task, lr, eps=1e-5):
    """Move every single entry of the parameters up and down."""
    slopes = {name: torch.zeros_like(value) for name, value in params.items()}
    for name, value in params.items():
        for position in range(value.numel()):
            ends = []
            for shift in (eps, -eps):
                moved = value.detach().clone()
                moved.view(-1)[position] += shift
                at = {**params, name: moved.requires_grad_()}
                ends.append(maml_meta_loss(module_function, at, [task], lr, 1).item())
            slopes[name].view(-1)[position] = (ends[0] - ends[1]) / (2 * eps)
    return slopes


exact = torch.autograd.grad(maml_meta_loss(module_function, theta, [single], 0.05, 1), list(theta.values()))
others = {
    "Hessian-vector product": maml_grad_hvp(module_function, theta, single, 0.05),
    "torch.func": torch.func.grad(func_meta_loss)({k: v.detach() for k, v in theta.items()}, single, 0.05).values(),
    "finite differences": finite_differences(theta, single, 0.05).values(),
}
try:
    with contextlib.redirect_stderr(io.StringIO()):  # one of its dependencies prints a notice
        import learn2learn
    learner = learn2learn.algorithms.MAML(module, lr=0.05).clone()
    learner.adapt((learner(single[0]) - single[1]).square().mean())
    loss = (learner(single[2]) - single[3]).square().mean()
    others["learn2learn"] = torch.autograd.grad(loss, list(theta.values()))
except ImportError:
    print("learn2learn is not installed, so this comparison is left out")
adapted = inner_loop(module_function, theta, *single[:2], 0.05, 1, create_graph=False)
others["first order only"] = torch.autograd.grad(
    (module_function(adapted, single[2]) - single[3]).square().mean(), list(adapted.values())
)
flat = torch.cat([part.flatten() for part in exact])
print(f"{'compared with autograd through inner_loop':<44}{'largest difference':>20}{'relative':>12}")
for name, parts in others.items():
    gap = torch.cat([part.detach().flatten() for part in parts]) - flat
    print(f"{name:<44}{gap.abs().max().item():>20.1e}{(gap.norm() / flat.norm()).item():>12.1e}")

# %% [markdown]
# The exact ways agree to rounding, finite differences to about nine digits. The first-order gradient is another
# vector.
#
# ### The price: memory grows with every step
#
# With `create_graph=True` *all* $S$ steps stay in memory until the outer backward pass, so memory grows linearly in
# $S$. The first-order variants drop each step's graph once it is used. To see this we ask autograd:
# `saved_tensors_hooks` is called for each tensor that it stores for a backward pass, and we note how many bytes are
# held at the worst moment.

# %%
import time


class Held:
    """A stored tensor; it reports to the ledger when it is stored and when it is dropped."""

    def __init__(self, tensor, ledger):
        self.tensor, self.ledger = tensor, ledger
        self.size = min(tensor.numel() * tensor.element_size(), tensor.untyped_storage().nbytes())  # expanded: less
        ledger.change(self.size)

    def __del__(self):
        self.ledger.change(-self.size)


class GraphMemory(torch.autograd.graph.saved_tensors_hooks):
    """Count the bytes that autograd holds for backward passes, and the most it ever held."""

    def __init__(self):
        self.now = self.peak = 0
        super().__init__(lambda tensor: Held(tensor, self), lambda held: held.tensor)

    def change(self, size):
        self.now += size
        self.peak = max(self.peak, self.now)


def measure(work, repeats=15):
    """Return the median time of `work()` in milliseconds and its peak graph memory in kilobytes."""
    memory = GraphMemory()
    with memory:
        work()
    times = []
    for _ in range(repeats):
        began = time.perf_counter()
        work()
        if device == "cuda":
            torch.cuda.synchronize()
        times.append(1000 * (time.perf_counter() - began))
    return sorted(times)[repeats // 2], memory.peak / 1000


def one_outer_gradient(steps, second_order):
    tasks = draw_sine_tasks(25, torch.Generator().manual_seed(0))
    wide = spread(fresh, 25)
    adapted = inner_loop(sine_network, wide, *tasks[:2], 0.01 * 25, steps, create_graph=second_order)
    loss = (sine_network(adapted, tasks[2]) - tasks[3]).square().mean()
    torch.autograd.grad(loss, list(fresh.values() if second_order else adapted.values()))


figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4), layout="constrained")
counts = [1, 2, 3, 5, 8]
for second_order, label, marker in ((True, "second order (MAML)", "o"), (False, "first order (FOMAML)", "s")):
    spent, held = zip(*(measure(lambda: one_outer_gradient(steps, second_order)) for steps in counts))
    left.plot(counts, held, marker=marker, label=label)
    right.plot(counts, spent, marker=marker, label=label)
    print(f"{label:<24}" + "".join(f"{f'{count} steps: {size:,.0f} kB':>20}" for count, size in zip(counts, held)))
left.set(title="What autograd holds at the worst moment", ylabel="kilobytes", ylim=(0, None))
right.set(title="Time for one meta-gradient of 25 waves", ylabel="milliseconds (median)", ylim=(0, None))
for axis in (left, right):
    axis.set(xlabel="inner steps", xticks=counts)
    axis.legend()
plt.show()

# %% [markdown]
# Time grows linearly in both cases, and a second-order step costs about twice a first-order one: a backward pass
# through a backward pass. (The curve of times is jagged where other programs share the machine.)
#
# What helps when memory is short, in the order in which one would try it: fewer inner steps in training than at test
# time; `backward()` of *each task's* loss divided by $T$ instead of once for their mean (gradients add up, and one
# graph lives at a time); first-order gradients, in all epochs or only in the first (section 7); adapting fewer
# parameters (ANIL, section 8).
#
# ### Question
#
# A colleague adapts by `loss.backward()` and `p.data -= lr * p.grad` for each parameter `p`, clears the `.grad`s, and
# calls `query_loss.backward()` at the adapted values. Then she writes the initial values back into `p.data` and lets
# Adam step with the `.grad`s. Which method does she train with?
#
# - **a)** MAML: the query loss was computed at parameters that result from the inner step, so `backward()` passes
#   through it.
# - **b)** FOMAML: writing into `p.data` is not recorded, so the query gradient is taken at the adapted values and
#   used as it is.
# - **c)** Joint pre-training: the initial values were written back, so Adam receives the gradient that belongs to
#   these.
# - **d)** No method at all: with the link to the initial values cut, every gradient that reaches Adam is zero.

# %% question="q_in_place"
# Write your choice, "a", "b", "c" or "d", like this: q_in_place = "x"
### BEGIN SOLUTION
q_in_place = "b"
### END SOLUTION

# %% [markdown]
# ## 5 · First-order methods
#
# ### FOMAML: leave the Hessians out
#
# Replace each factor $I - \alpha H$ by $I$. What is left of $\nabla F$ is the mean of the query gradients *at the
# adapted parameters*,
#
# $$ g_{\text{FOMAML}} = \frac{1}{T} \sum_{i=1}^T \nabla L_{Q_i}\big(\theta^{(i)}_S\big), $$
#
# applied to $\theta$ as if it belonged there. Finn et al. (2017, §5.2) found it nearly as good as MAML on
# MiniImageNet; they put this down to ReLU networks being locally almost linear. (Piecewise linear in the *input*,
# that is. A network of several layers is not linear in its parameters, and a squared error is curved anyway.)
#
# *What is lost?* FOMAML still evaluates at $\theta'$, so it knows where adaptation leads. It does not know that
# moving the start also changes the *steps*. The error per step is $\alpha H v$: small if the rate is small or if the
# gradient lies in flat directions, serious where $\alpha H$ is near 1 or above. In a strongly curved direction the
# inner step undoes any change of the start; MAML knows and saves its effort, FOMAML pushes on.
#
# ### Exercise: `fomaml_grads` ★

# %% exercise="fomaml_grads"
def fomaml_grads(
    fn: Callable[[dict[str, Tensor], Tensor], Tensor],
    params: dict[str, Tensor],
    tasks: Sequence[tuple[Tensor, Tensor, Tensor, Tensor]],
    lr: float,
    steps: int,
) -> dict[str, Tensor]:
    """First-order MAML: the gradient of the query loss at the adapted parameters, averaged over tasks.

    For each task (xs, ys, xq, yq): theta' is where `steps` steps of gradient descent on the support loss
    lead from `params`, theta <- theta - lr * (gradient of L(theta; xs, ys) at the current theta). The task
    then counts with the gradient of its query loss L(theta; xq, yq), taken at theta = theta' and with respect
    to theta': how theta' depends on `params` plays no part, and no second derivative enters. In both places
    L(theta; x, y) is the mean squared error of fn(theta, x) against y: the mean over all elements, rows and
    columns, without a factor 1/2.

    The result is the mean of these gradients over the tasks. Every task counts the same, however many
    examples it holds. Tasks are independent: each one starts from `params`.

    Args:
        fn: pure function of (params, x), whose prediction has the shape of the targets, (n, columns) or
            (n,). It uses every entry of `params`.
        params: name -> tensor, under any names and of any shapes (0-d too). Every tensor requires grad. It
            may be a leaf or itself the result of a computation.
        tasks: a list or tuple of one or more tasks (xs, ys, xq, yq): inputs and targets of the support set,
            inputs and targets of the query set. The sets may differ in size, within a task and from task to
            task. They do not require grad. `params` and all tasks have one dtype, float32 or float64, and
            one device.
        lr: the learning rate of the inner steps, a number above 0.
        steps: the number of inner steps, 0 or more. With 0 the gradients are taken at `params`.

    Returns:
        A dict with the keys of `params`, in any order. Each entry is a tensor of the shape, dtype and device of
        that parameter. Whether the entries carry a graph is free.

    The arguments are left as they were: `params` and `tasks` hold the same tensors, with the same values, the
    same .grad (None stays None) and the same requires_grad. Where `params` were computed from other tensors,
    those are left alone as well, .grad included. Nothing is random.

    Source: Finn, Abbeel and Levine (2017), §5.2, "first-order approximation"; Nichol, Achiam and Schulman
    (2018), §2.
    """
    ### BEGIN SOLUTION
    def gradient(theta: dict[str, Tensor], x: Tensor, y: Tensor) -> dict[str, Tensor]:
        loss = ((fn(theta, x) - y) ** 2).mean()
        grads = torch.autograd.grad(loss, list(theta.values()))
        return dict(zip(theta, grads))

    per_task = []
    for xs, ys, xq, yq in tasks:
        adapted = dict(params)
        for _ in range(steps):
            grads = gradient(adapted, xs, ys)
            adapted = {name: value - lr * grads[name] for name, value in adapted.items()}
        per_task.append(gradient(adapted, xq, yq))
    return {name: torch.stack([grads[name] for grads in per_task]).mean(dim=0) for name in params}
    ### END SOLUTION

# %% check="fomaml_grads"
def scaled(params: dict[str, Tensor], x: Tensor) -> Tensor:
    return params["w"] * x


def column(*values: float) -> Tensor:
    return torch.tensor(values)[:, None]


# On task one a step of rate 0.1 is w -> 0.5 w + 1.1, on task two it is w -> 0.6 w + 0.4.
task_one = (column(1.0, 2.0), column(3.0, 4.0), column(1.0), column(2.0))
task_two = (column(2.0, 0.0), column(2.0, 0.0), column(1.0, 2.0), column(1.0, 4.0))
start = {"w": torch.tensor(0.0, requires_grad=True)}

slope = fomaml_grads(scaled, start, [task_one], 0.1, 1)["w"]
assert torch.allclose(slope, torch.tensor(-1.8)), (
    f"the gradient for task one alone is {float(slope):.4f}, expected -1.8: the support set leads from w = 0 to "
    "1.1, and 2 * (1.1 - 2) is the slope of the query loss there. -4 is its slope at the initial w; "
    "-0.9 contains the derivative of the inner step, which first-order MAML leaves out."
)
assert start["w"].grad is None and start["w"].item() == 0, (
    f"after the call the initial w is {start['w'].item()}, its .grad {start['w'].grad}; expected 0 and None. "
    "The gradients are returned, not stored in params or applied to it: ask for them with torch.autograd.grad."
)
slope = fomaml_grads(scaled, start, [task_one], 0.1, 2)["w"]
assert torch.allclose(slope, torch.tensor(-0.7)), (
    f"after two steps the gradient for task one is {float(slope):.4f}, expected -0.7: w goes from 0 over 1.1 to "
    "1.65. Is every gradient taken at the current adapted parameters?"
)
slope = fomaml_grads(scaled, start, [task_one, task_two], 0.1, 1)["w"]
assert torch.allclose(slope, torch.tensor(-4.4)), (
    f"the gradient for both tasks is {float(slope):.4f}, expected -4.4, the mean of -1.8 and -7. "
    "-8.8 is their sum; another number may come from a second task that starts where the first one ended."
)
print("fomaml_grads: visible checks passed")

# %% [markdown]
# ### Two gradients as tangents
#
# One parameter suffices to see it. The model is $3 \sin(x + p)$, the task has phase 1, and one inner step of rate
# 0.18 is taken. Left: the meta-loss $F(p)$, with the slopes of `maml_meta_loss` and `fomaml_grads` drawn as tangents
# at four points. Middle: the same two slopes for every $p$. Right: the factor $1 - \alpha H(p)$ between them.

# %%
def phase_model(params, x):
    return 3 * torch.sin(x + params["phase"])


line_xs, line_xq = torch.linspace(-3, 3, 12)[:, None], torch.linspace(-2.9, 3.1, 40)[:, None]
line_ys, line_yq = 3 * torch.sin(line_xs + 1), 3 * torch.sin(line_xq + 1)
phase_task = tuple(part.to(device) for part in (line_xs, line_ys, line_xq, line_yq))
starting_points = torch.linspace(-2, 4, 121)
heights, before, exact_slopes, short_slopes = [], [], [], []
for start in starting_points:
    theta = {"phase": start.to(device).clone().requires_grad_()}
    loss = maml_meta_loss(phase_model, theta, [phase_task], 0.18, 1)
    heights.append(loss.item())
    before.append(maml_meta_loss(phase_model, theta, [phase_task], 0.18, 0).item())
    exact_slopes.append(torch.autograd.grad(loss, theta["phase"])[0].item())
    short_slopes.append(fomaml_grads(phase_model, theta, [phase_task], 0.18, 1)["phase"].item())
figure, (left, middle, right) = plt.subplots(1, 3, figsize=(13, 4.6), layout="constrained", width_ratios=(4, 3, 3))
left.plot(starting_points, before, color="0.7", label="loss before the step")
left.plot(starting_points, heights, color="black", label="$F$: loss after the step")
for position in (16, 30, 52, 96):
    span = torch.tensor([-0.45, 0.45])
    for slopes, color, style in ((exact_slopes, "C0", "-"), (short_slopes, "C1", "--")):
        left.plot(starting_points[position] + span, heights[position] + slopes[position] * span, style, color=color,
                  linewidth=2.5)
    left.plot(starting_points[position], heights[position], "ko", markersize=5)
left.plot([], [], color="C0", linewidth=2.5, label="MAML's tangent")
left.plot([], [], "--", color="C1", linewidth=2.5, label="FOMAML's")
left.set(xlabel="start $p$", ylabel="query loss", ylim=(-3, 25), title="One parameter, one step")
left.legend(loc="upper center", ncols=2, fontsize=9)
middle.plot(starting_points, exact_slopes, color="C0", label="MAML: $F'(p)$")
middle.plot(starting_points, short_slopes, "--", color="C1", label="FOMAML")
middle.set(xlabel="start $p$", ylabel="slope", title="The two slopes")
middle.legend(loc="upper left")
exact_slopes, short_slopes = torch.tensor(exact_slopes), torch.tensor(short_slopes)
factors = (exact_slopes / short_slopes).masked_fill(short_slopes.abs() < 0.05, math.nan)
right.plot(starting_points, factors, color="C2", linewidth=2.5)
right.axhspan(-1, 0, color="tab:red", alpha=0.15)
right.text(1, -0.9, "wrong sign", color="tab:red", ha="center")
right.axhline(1, color="black", linestyle=":", linewidth=1)
right.set(xlabel="start $p$", title=r"Their ratio $1 - \alpha H(p)$", ylim=(-1, 3.2))
for axis in (middle, right):
    axis.axhline(0, color="black", linewidth=0.8)
plt.show()
wrong_way = (exact_slopes * short_slopes < 0).float().mean()
print(f"On {wrong_way:.0%} of the axis the first-order slope points the wrong way.")

# %% [markdown]
# Around the solution $\alpha H > 1$: the step overshoots, the factor is negative, and FOMAML's slope has the wrong
# sign. Further out the loss is concave, the factor exceeds 1, and FOMAML underestimates. The two agree only where the
# curvature is near 0 (the factor crosses 1); between there and the solution FOMAML overestimates. In this example the
# wrong sign does no harm in the end: it drives the start away from the solution, to one of the two places beside it
# from which a single step lands on the solution exactly, and there both slopes are 0. Whether the difference matters
# thus depends on the rate and on the curvature where training takes place.
#
# ### Reptile: leave the query set out as well
#
# Nichol, Achiam and Schulman (2018) go one step further. Run ordinary training on a task for a few steps, and move
# the start a little towards where it ended:
#
# $$ \theta \leftarrow \theta + \epsilon \, \frac{1}{T} \sum_{i=1}^T \big(\theta^{(i)}_S - \theta\big). $$
#
# There is no query set and no gradient through anything. Why does it work? With one step, $\theta_1 - \theta =
# -\alpha \nabla L$, and Reptile *is* joint pre-training. With two steps the difference is $-\alpha (g_1 + g_2)$,
# where the second gradient is taken after the first step, and on other samples of the task. Write $\bar g_1, \bar g_2$
# for the gradients of the two samples' losses at $\theta$ and $\bar H_2$ for the Hessian of the second. Then $g_2
# \approx \bar g_2 - \alpha \bar H_2\, \bar g_1$. Since the two samples are drawn alike, exchanging them changes nothing
# in expectation, so $\mathbb{E}[\bar H_2 \bar g_1] = \frac12 \mathbb{E}[\bar H_2 \bar g_1 + \bar H_1 \bar g_2] =
# \frac12 \nabla\, \mathbb{E} \langle \bar g_1, \bar g_2 \rangle$: following $-g_2$ *increases the agreement of
# gradients from different samples of one task* (their §5). That is generalisation within the task, and MAML's
# gradient contains the same term, with a larger weight relative to the average. (Our demo below takes all its steps on
# the same twenty points. What is rewarded then is a start from which a few full steps go far: large, steady gradients.)
#
# ### Exercise: `reptile_update` ★

# %% exercise="reptile_update"
def reptile_update(
    params: dict[str, Tensor], adapted: Sequence[dict[str, Tensor]], epsilon: float
) -> dict[str, Tensor]:
    """Move the initialisation towards the adapted parameters: theta + epsilon * mean_i (theta_i - theta).

    The mean is over the tasks i, entry by entry: every element moves by itself, whatever the shapes. All
    differences are taken from the theta that was handed in, so the order of the tasks does not matter.
    epsilon = 0 gives the values of theta, epsilon = 1 the mean of the theta_i.

    Args:
        params: name -> theta, floating-point tensors of any shapes, 0-d included. They may require grad.
        adapted: one dict theta_i per task, one task or more, in a list or tuple. Each has the names of `params`,
            possibly in another order; what belongs together has the same name, and the same shape, dtype and
            device. Its tensors may require grad and may be the result of a computation that began at `params`.
        epsilon: the step size, a Python number of 0 or more, usually at most 1; it is used as it is.

    Returns:
        A new dict with the keys of `params`, in any order; shapes, dtype and device as there. Each value is a
        tensor of its own that shares no memory with `params` or `adapted`, also for an epsilon of 0 or 1 and
        for a single task: whoever writes into the result in place leaves the arguments as they are.
        Nothing is differentiated through this update, so whether the result requires grad is up to you.

    The arguments are left as they were: `params`, `adapted` and its dicts hold the same tensors, with the same
    values, requires_grad and .grad as before. Nothing is random.

    Source: Nichol, Achiam and Schulman (2018), Reptile in its batched version.
    """
    ### BEGIN SOLUTION
    updated = {}
    for name, theta in params.items():
        moves = [theta_i[name].detach() - theta.detach() for theta_i in adapted]
        updated[name] = theta.detach() + epsilon * sum(moves) / len(moves)
    return updated
    ### END SOLUTION

# %% check="reptile_update"
reptile_start = {"w": torch.tensor([1.0, 2.0], requires_grad=True), "b": torch.tensor(4.0, requires_grad=True)}
reptile_ends = [
    {"w": torch.tensor([2.0, 2.0]), "b": torch.tensor(0.0)},
    {"b": torch.tensor(2.0), "w": torch.tensor([5.0, -4.0])},
]

nearer = reptile_update(reptile_start, reptile_ends[:1], 0.25)
assert torch.allclose(nearer["w"], torch.tensor([1.25, 2.0])), (
    f"with one task, adapted from w = [1, 2] to [2, 2], epsilon = 0.25 leads to {nearer['w'].tolist()}, expected "
    "[1.25, 2.0]: a quarter of the way. Look at the sign of the difference and at what epsilon multiplies."
)
assert reptile_start["w"].tolist() == [1.0, 2.0] and reptile_start["w"].grad is None, (
    f"after the call the start is {reptile_start['w'].tolist()} with .grad {reptile_start['w'].grad}, expected "
    "[1.0, 2.0] and None. Return new tensors instead of writing into params."
)
moved = reptile_update(reptile_start, reptile_ends, 0.5)
assert torch.allclose(moved["w"], torch.tensor([2.25, 0.5])), (
    f"with two tasks, adapted to [2, 2] and [5, -4], epsilon = 0.5 leads from [1, 2] to {moved['w'].tolist()}, "
    "expected [2.25, 0.5]: halfway to their mean [3.5, -1]. What do you divide by? Where does each difference start?"
)
assert torch.allclose(moved["b"], torch.tensor(2.5)), (
    f"with two tasks, adapted to 0 and 2, epsilon = 0.5 leads from b = 4 to {moved['b'].tolist()}, expected 2.5. "
    "The second task lists its entries in another order: look them up by name."
)
print("reptile_update: visible checks passed")

# %% [markdown]
# ### MAML, FOMAML and Reptile side by side
#
# The same waves, the same number of outer steps, the same Adam. FOMAML takes one inner step, like MAML. Reptile takes
# five of rate 0.02, on all twenty points of a wave (it needs no query set), and $\theta$ minus its update serves as
# the gradient, as Nichol et al. suggest. All are judged in the same way: after steps of rate 0.01 on ten points.

# %%
def fomaml_gradient(params, tasks):
    n_tasks = len(tasks[0])
    grads = fomaml_grads(sine_network, spread(params, n_tasks), [tasks], 0.01 * n_tasks, 1)
    return {name: grad.sum(dim=0) for name, grad in grads.items()}  # each copy holds 1/n_tasks of its task's gradient


def reptile_gradient(params, tasks):
    xs, ys, xq, yq = tasks
    adapted = adapt(params, (torch.cat([xs, xq], dim=1), torch.cat([ys, yq], dim=1)), 0.02, 5)
    ends = [{name: value[task] for name, value in adapted.items()} for task in range(len(xs))]
    moved = reptile_update(params, ends, 1.0)
    return {name: (params[name] - moved[name]).detach() for name in params}


starts["FOMAML"], curves["FOMAML"] = train_start(fomaml_gradient, "FOMAML")
starts["Reptile"], curves["Reptile"] = train_start(reptile_gradient, "Reptile")
table = show_errors(["joint pre-training", "MAML", "FOMAML", "Reptile"])
methods = {
    "joint pre-training": lambda params, tasks: meta_gradient(params, tasks, 0),
    "MAML": lambda params, tasks: meta_gradient(params, tasks, 1),
    "FOMAML": fomaml_gradient,
    "Reptile": reptile_gradient,
}
figure, axes = plt.subplots(1, 3, figsize=(13, 4.4), layout="constrained", width_ratios=(5, 4, 3))
print(f"\n{'one outer step':<22}{'milliseconds':>15}{'graph memory, kB':>20}")
for number, (name, gradient) in enumerate(methods.items()):
    color = ("tab:orange", "tab:blue", "tab:green", "tab:purple")[number]
    steps, summaries = zip(*curves[name])
    means, half_widths = zip(*summaries)
    axes[0].errorbar(steps, means, half_widths, capsize=3, color=color, label=name)
    means, half_widths = zip(*table[name])
    axes[1].errorbar([0, 1, 2, 5, 10], means, half_widths, marker="o", capsize=3, color=color)
    batch = draw_sine_tasks(25, torch.Generator().manual_seed(0))
    spent, held = measure(lambda: gradient(fresh, batch))
    print(f"{name:<22}{spent:>15.1f}{held:>20.0f}")
    axes[2].barh(number, held, color=color)
    axes[2].text(held + 15, number, f"{held:,.0f} kB\n{spent:.1f} ms", va="center")
axes[0].set(title="During meta-training", xlabel="outer steps", ylabel="query error after one step", ylim=(0, 5))
axes[0].legend()
axes[1].set(title="300 new waves", xlabel="inner steps", ylabel="mean squared error on queries", ylim=(0, None))
axes[2].set(title="Cost of one outer step", xlabel="peak graph memory (kB)", yticks=range(4), xlim=(0, 1050))
axes[2].set_yticklabels(["joint", *list(methods)[1:]])
axes[2].invert_yaxis()
plt.show()

# %% [markdown]
# Over three training runs the error after one step is 0.6 for MAML, 0.8 to 0.9 for FOMAML and 1.1 for Reptile, each
# with an interval of about ± 0.1; joint pre-training stays at 2.6 to 2.7. All three have learned a start, and MAML's
# exact gradient buys an advantage where it was trained for, after *one* step. After ten steps little of it is left
# (0.2 to 0.3 for all three). Its price is in the right panel: with one inner step, about twice the memory and time of
# FOMAML, and more with every further step. Reptile's time is that of five steps and of 25 dictionaries; it never
# holds more than one step's graph. Note that FOMAML's start is the worst of all *before* adaptation: it never sees
# the loss there, not even through a Hessian.
#
# ### Question
#
# Reptile is run with *one* inner step per task instead of five, everything else unchanged. What does it become?
#
# - **a)** First-order MAML, because neither of the two differentiates through the single inner step.
# - **b)** MAML with a step size of $\epsilon$, because for one step the Hessian term vanishes from the meta-gradient.
# - **c)** Joint pre-training, because the way from the start to the end of one step is the gradient at the start.
# - **d)** Nothing that learns, because one step cannot show whether gradients of different samples agree.

# %% question="q_reptile"
# Write your choice, "a", "b", "c" or "d", like this: q_reptile = "x"
### BEGIN SOLUTION
q_reptile = "c"
### END SOLUTION

# %% [markdown]
# ## 6 · New tasks
#
# A trained start is used like any other initialisation: load it, take a few steps on the new task's support set,
# predict. Four rules keep the result honest.
#
# - *New tasks.* Tune the rate and the number of steps on meta-validation tasks; measure on meta-test tasks, once.
# - *A fresh copy per task.* What is adapted is a copy. Parameters **and buffers** of the model stay as they were, or
#   else task 7 would profit from the queries of task 6. Batch norm in training mode writes to its buffers in every
#   forward pass.
# - *The same procedure for all.* A baseline gets the same support set, steps and tuning.
# - *Mean and interval* over many tasks, and several training runs if methods are compared (chapter 1).
#
# At test time no second derivatives are needed, so any optimiser loop will do.
#
# ### Exercise: `meta_test` ★

# %% exercise="meta_test"
def meta_test(
    model: nn.Module, tasks: Sequence[tuple[Tensor, Tensor, Tensor, Tensor]], lr: float, steps: int
) -> Tensor:
    """Adapt a copy of the model to each task and return the query losses; the model stays as it is.

    For each task (xs, ys, xq, yq), take the model as it was handed in, parameters and buffers. Make `steps`
    steps of gradient descent on the support loss, each on the whole support set and with the gradient at the
    current parameters, without momentum or weight decay. Then compute the query loss of the adapted model.
    No task sees anything of another, so the order of the tasks does not matter. Both losses are the mean
    squared error of the prediction against the targets: the mean over all elements, rows and columns,
    without a factor 1/2.

    Args:
        model: any module that maps inputs to predictions of the shape of the targets. All its parameters
            require grad and take part in the prediction; one that is used in several places stays one
            parameter. A forward pass may change buffers in place, as batch norm in training mode does.
            Nothing in the model is random.
        tasks: one or more tuples (xs, ys, xq, yq), inputs and targets of support and query set. Sizes may
            differ from task to task. They do not require grad.
        lr: the learning rate, a number above 0.
        steps: the number of steps, 0 or more. With 0 the query losses are those of the model itself.

    Returns:
        The query losses, (n_tasks,), in the order of `tasks`, with the dtype (float32 or float64) and device
        of model and tasks. Whether the result requires grad is up to you: no gradient will be asked of it.

    The simplest is to run all forward passes in the mode, training or evaluation, in which the model is.

    Afterwards `model` is as before: it has the same parameters (the same tensors, since an optimizer may hold
    them), with the same values, the same .grad (None stays None) and the same requires_grad; its buffers have
    the same values, and every module in it is in the mode in which it was. `tasks` is unchanged as well.

    Source: Finn, Abbeel and Levine (2017), section 5 (evaluation: fine-tune on a new task, then measure).
    """
    ### BEGIN SOLUTION
    losses = []
    for xs, ys, xq, yq in tasks:
        adapted = copy.deepcopy(model)
        optimizer = torch.optim.SGD(adapted.parameters(), lr=lr)
        for _ in range(steps):
            optimizer.zero_grad()
            F.mse_loss(adapted(xs), ys).backward()
            optimizer.step()
        with torch.no_grad():
            losses.append(F.mse_loss(adapted(xq), yq))
    return torch.stack(losses)
    ### END SOLUTION

# %% check="meta_test"
slope_model = nn.Linear(1, 1, bias=False)
nn.init.zeros_(slope_model.weight)
# The support loss of the first task has the slope 5w - 11: lr = 0.1 leads from 0 over 1.1 and 1.65 to 1.925.
# On the support set of the second task the model is right from the start.
rising_task = (
    torch.tensor([[1.0], [2.0]]), torch.tensor([[3.0], [4.0]]), torch.tensor([[1.0]]), torch.tensor([[2.0]])
)
flat_task = (
    torch.tensor([[1.0], [2.0]]), torch.tensor([[0.0], [0.0]]), torch.tensor([[2.0]]), torch.tensor([[3.0]])
)

one_task = meta_test(slope_model, [rising_task], 0.1, 3)
assert one_task.shape == (1,), (
    f"for one task the result has shape {tuple(one_task.shape)}, expected (1,): one query loss for each task."
)
assert torch.allclose(one_task, torch.tensor([0.005625])), (
    f"for one task and three steps the result is {one_task.tolist()}, expected [0.005625], the query loss "
    "(1.925 - 2)^2. Does every step use the gradient of that step alone, and of the support set?"
)
assert slope_model.weight.item() == 0 and slope_model.weight.grad is None, (
    f"after the call the weight of the model is {slope_model.weight.item():.4f}, its .grad "
    f"{slope_model.weight.grad}; expected 0 and None. Adapt a copy that shares no tensor with the model."
)
both_tasks = meta_test(slope_model, [rising_task, flat_task], 0.1, 3)
assert torch.allclose(both_tasks, torch.tensor([0.005625, 9.0])), (
    f"for two tasks the result is {both_tasks.tolist()}, expected [0.005625, 9.0]. "
    "Does the second task begin with the model as it was handed in?"
)
centred_task = (*rising_task[:2], *flat_task[:2])
norm_model = nn.Sequential(nn.Linear(1, 2), nn.BatchNorm1d(2), nn.Linear(2, 1))
meta_test(norm_model, [centred_task], 0.1, 2)
running_mean, n_batches = norm_model[1].running_mean, norm_model[1].num_batches_tracked.item()
assert n_batches == 0 and not running_mean.any(), (
    f"after the call the batch norm of the model has seen {n_batches} batches and has the running mean "
    f"{running_mean.tolist()}; expected 0 batches and zeros. A forward pass in training mode writes to the "
    "buffers: they have to be copied like the parameters."
)
print("meta_test: visible checks passed")

# %% [markdown]
# ### How many steps, and how large?
#
# Three starts on 40 of the new waves, with the rate of meta-training and with twice that rate.

# %%
class SineModel(nn.Module):
    """The sine network as a module that begins with given parameters."""

    def __init__(self, params):
        super().__init__()
        for name, value in params.items():
            self.register_parameter(name, nn.Parameter(value.detach().clone()))

    def forward(self, x):
        return sine_network(dict(self.named_parameters()), x)


new_tasks = list(zip(*(part[:40] for part in waves)))
figure, axes = plt.subplots(1, 2, figsize=(11, 4.2), layout="constrained", sharey=True)
counts = [0, 1, 2, 5, 10]
print(f"{'':<34}" + "".join(f"{f'{count} steps':>15}" for count in counts))
for axis, lr in zip(axes, (0.01, 0.02)):
    for color, name in (("tab:orange", "joint pre-training"), ("tab:blue", "MAML"), ("tab:purple", "Reptile")):
        model = SineModel(starts[name])
        summaries = [interval(meta_test(model, new_tasks, lr, count).detach().cpu()) for count in counts]
        cells = [f"{mean:.2f} ± {half:.2f}" if mean < 1000 else "diverges" for mean, half in summaries]
        print(f"rate {lr:<6}{name:<23}" + "".join(f"{cell:>15}" for cell in cells))
        means, half_widths = zip(*((mean, half) if mean < 1000 else (1e6, 0) for mean, half in summaries))
        axis.errorbar(counts, means, half_widths, marker="o", capsize=3, color=color, label=name)
    axis.set(title=f"Rate {lr}: {'as' if lr == 0.01 else 'twice that'} in meta-training", xlabel="inner steps",
             yscale="log", ylim=(0.1, 100), xticks=counts)
axes[0].set_ylabel("mean squared error on queries")
axes[0].legend(loc="upper right")
plt.show()

# %% [markdown]
# With the rate of meta-training, further steps help MAML although it was trained for one: 0.7 after one step, 0.2
# after ten. With twice the rate it is unusable: already after two steps the mean error is 4 or more, no better than
# before adaptation. In two of three training runs some waves diverged altogether; in the third they came back, to
# five times the error of the trained rate. Reptile, whose start was trained with five steps of 0.02, even gains.
# *MAML buys its fast progress with steepness*: the outer loop moves $\theta$ to where one step of exactly this rate
# lands well, that is, to where the gradients are large and $\alpha H$ is close to the limit. A step along an
# eigenvector of $H$ multiplies the error by $1 - \alpha h$, and beyond $\alpha h = 2$ it grows with each step. So the
# rate is part of what was trained. Do not tune it upwards in the field.
#
# ### Question
#
# The start of a MAML model is trained with one step of rate 0.01. Used with rate 0.02, its error falls in some tasks
# and explodes in others, on the support set as well. What is the reason?
#
# - **a)** Meta-training has made the loss steep and curved where it starts, so $\alpha H$ is beyond the limit of 2 in
#   some tasks.
# - **b)** The model over-fits the support set: with twice the rate it takes in twice as much of the noise in the ten
#   points.
# - **c)** At test time the inner steps ran without `create_graph=True`, so that they took the wrong direction.
# - **d)** The test waves are of another kind than the training waves, and a start helps only on the tasks it has
#   seen.

# %% question="q_rate"
# Write your choice, "a", "b", "c" or "d", like this: q_rate = "x"
### BEGIN SOLUTION
q_rate = "a"
### END SOLUTION

# %% [markdown]
# ### Few-shot classification: glyphs
#
# The glyphs of chapter 1 are 200 classes of drawn characters. 120 classes serve for meta-training, 30 for choices on
# the way (*meta-validation*), and tasks from 50 others for the test (*meta-test*). A task is *5-way, 1-shot*: name five
# classes after one example of each. The targets are one-hot rows, so the loss of this chapter applies as it is
# (MAML papers use the cross-entropy; only the formula changes), and the largest output is the predicted class. The
# network has three convolutions with stride 2. They are written as matrix products over image patches (`F.unfold`),
# so that every task can have its own filters. Inner loop: three steps of rate 0.5. The labels of a task are numbered
# at random, so no start can know them: without adaptation every start guesses.

# %%
def draw_episodes(classes, n_tasks, generator, n_way=5, k_shot=1, n_query=5):
    """Draw stacked tasks from some glyph classes: xs, ys, xq, yq with one-hot targets."""
    chosen = torch.stack([classes[torch.randperm(len(classes), generator=generator)[:n_way]] for _ in range(n_tasks)])
    drawings = torch.rand(n_tasks, n_way, 20, generator=generator).argsort(dim=2)[..., : k_shot + n_query]
    x = alphabet[chosen[..., None], drawings].to(device)  # (n_tasks, n_way, k_shot + n_query, 1, 16, 16)
    y = torch.eye(n_way, device=device)[None, :, None].expand(n_tasks, -1, k_shot + n_query, -1)
    parts = x[:, :, :k_shot], y[:, :, :k_shot], x[:, :, k_shot:], y[:, :, k_shot:]
    return tuple(part.flatten(1, 2) for part in parts)


def glyph_start(seed, channels=32, n_way=5):
    generator = torch.Generator().manual_seed(seed)
    shapes = {"conv1": (channels, 9), "conv2": (channels, 9 * channels), "conv3": (channels, 9 * channels)}
    params = {}
    for name, (d_out, d_in) in shapes.items():
        params[name] = torch.randn(d_out, d_in, generator=generator) * (2 / d_in) ** 0.5
        params[name + "_bias"] = torch.zeros(d_out, 1)
    params["head"] = torch.randn(4 * channels, n_way, generator=generator) / (4 * channels) ** 0.5
    params["head_bias"] = torch.zeros(1, n_way)
    return {name: value.to(device).requires_grad_() for name, value in params.items()}


def glyph_network(params, x):
    """Map x: (..., n, channels, height, width) to scores (..., n, n_way); params may have the same leading axes."""
    for name in ("conv1", "conv2", "conv3"):
        patches = F.unfold(x.flatten(0, -4), 3, padding=1, stride=2).unflatten(0, x.shape[:-3])
        x = torch.relu(params[name].unsqueeze(-3) @ patches + params[name + "_bias"].unsqueeze(-3))
        x = x.unflatten(-1, (int(x.shape[-1] ** 0.5), -1))
    return x.flatten(-3) @ params["head"] + params["head_bias"]


def glyph_accuracies(params, tasks, steps, lr=0.5):
    n_tasks = len(tasks[0])
    adapted = inner_loop(glyph_network, spread(params, n_tasks), *tasks[:2], lr * n_tasks, steps, create_graph=False)
    with torch.no_grad():
        return 100 * (glyph_network(adapted, tasks[2]).argmax(-1) == tasks[3].argmax(-1)).float().mean(dim=1).cpu()


alphabet = glyphs(n_classes=200, per_class=20, seed=0)[0].view(200, 20, 1, 16, 16)
train_classes, val_classes, test_classes = torch.arange(200).split([120, 30, 50])  # glyph classes are independent draws
val_episodes = draw_episodes(val_classes, 100, torch.Generator().manual_seed(6))
test_episodes = draw_episodes(test_classes, 300, torch.Generator().manual_seed(7))
glyph_maml, generator = glyph_start(SEED), torch.Generator().manual_seed(SEED)
optimizer = torch.optim.Adam(glyph_maml.values(), lr=0.004)
schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=0.004, total_steps=500)
curve = [(0, interval(glyph_accuracies(glyph_maml, val_episodes, 3)))]
for step in progress(range(1, 501), "MAML on glyphs"):
    optimizer.zero_grad()
    maml_meta_loss(
        glyph_network, spread(glyph_maml, 4), [draw_episodes(train_classes, 4, generator)], 0.5 * 4, 3
    ).backward()
    optimizer.step()
    schedule.step()
    if step % 100 == 0:
        curve.append((step, interval(glyph_accuracies(glyph_maml, val_episodes, 3))))

pixels = torch.cdist(test_episodes[2].flatten(2), test_episodes[0].flatten(2)).argmin(dim=2)
results = {"nearest\npixels": interval(100 * (pixels == test_episodes[3].argmax(2)).float().mean(dim=1).cpu())}
for name, start in (("fresh", glyph_start(SEED)), ("MAML", glyph_maml)):
    for steps in (0, 1, 3, 10)[2 * (name == "fresh") :]:
        results[f"{name},\n{steps} steps"] = interval(glyph_accuracies(start, test_episodes, steps))
figure, (left, right) = plt.subplots(1, 2, figsize=(13, 4.2), layout="constrained", width_ratios=(2, 3))
steps, summaries = zip(*curve)
left.errorbar(steps, *zip(*summaries), marker="o", capsize=3)
left.axhline(20, color="black", linestyle="--", label="guessing")
left.set(title="Meta-validation after three inner steps", xlabel="outer steps of four tasks",
         ylabel="5-way 1-shot accuracy (%)", ylim=(0, 75))
left.legend()
for number, (name, (mean, half)) in enumerate(results.items()):
    color = "0.4" if number == 0 else "0.65" if name.startswith("fresh") else "tab:blue"
    right.bar(number, mean, yerr=half, capsize=4, color=color)
    right.text(number, mean + half + 1.5, f"{mean:.1f}\n± {half:.1f}", ha="center", fontsize=9)
right.axhline(20, color="black", linestyle="--")
right.set(title="300 tasks of meta-test classes", xticks=range(len(results)), ylim=(0, 78), ylabel="accuracy (%)")
right.set_xticklabels(results)
plt.show()
for name, (mean, half) in results.items():
    print(f"{name.replace(chr(10), ' '):<20}{mean:>6.1f} ± {half:.1f} %")

# %% [markdown]
# After three steps MAML names 57 to 59 % of the queries of new classes (three training runs, ± 1.5), nearest pixels
# 43 %, and a fresh network with the same three steps 28 to 32 %. Before adaptation it guesses, as it must. Two more
# things can be seen. One step, a third of what it was trained for, already brings most of the gain. Ten steps are
# *worse* than three: the start was trained to be good after three steps, and nothing in the objective speaks of a
# tenth. Meta-training is short here, and the curve on the left still rises; chapter 1's metric-based learner reaches
# 72 to 73 % on tasks of this kind.
#
# ## 7 · MAML++: making it train well
#
# MAML is known to be sensitive: to its two rates, to the architecture, to the seed. Antoniou, Edwards and Storkey
# (2019) trace this to a handful of causes and mend each. Four of their remedies:
#
# **Multi-step loss.** With several inner steps, the query loss is taken at the end of a long chain of factors $I -
# \alpha H$, in which gradients vanish or explode, as in a deep network without skip connections. So take the query
# loss after *every* step, and weigh:
#
# $$ F(\theta) = \sum_{s=1}^{S} w_s \, L_Q(\theta_s), \qquad \sum_s w_s = 1 . $$
#
# Early in training all steps count alike. Then the weight moves to the final step, which is what we want in the end.
#
# **Learned rates per layer and step.** One hand-set rate for all layers and all steps is a crude choice. Instead give
# every parameter tensor $k$ and step $t$ a rate $\alpha_{k,t}$ and learn it in the outer loop, along with $\theta$:
# $\theta_{k,t+1} = \theta_{k,t} - \alpha_{k,t} \nabla_k L(\theta_t)$. This costs a handful of numbers.
#
# **Derivative-order annealing.** Use first-order gradients in the first epochs (50 in their paper) and second-order
# ones from then on. The start is cheap and, they report, prevents the exploding gradients of early training. With our
# function it is one argument: `create_graph=epoch >= 50`.
#
# **Batch-norm statistics.** MAML's original code normalises every batch by its own statistics, at test time too. So
# the predictions for one query depend on the others (*transductive*; chapter 1 lists it among the leaks), and running
# averages are missing. Averages kept over all tasks and steps would be wrong too: the activations after step 3 are
# distributed differently from those after step 0. MAML++ keeps *running statistics per step*, and learns scale and
# shift per step as well. For us, the point is that a network's state is more than its parameters; `meta_test` must
# leave buffers alone for the same reason.
#
# The first building block is the plain update of all parameters, with one rate; then come the weights, the weighted
# loss and the update with a table of rates.
#
# ### Exercise: `sgd_update`

# %% exercise="sgd_update"
def sgd_update(params: dict[str, Tensor], grads: dict[str, Tensor], lr: float) -> dict[str, Tensor]:
    """Take one step of gradient descent: theta - lr * g for every entry, in a new dict.

    Args:
        params: name -> theta, floating-point tensors of any shapes, 0-d included. Each may require grad or not,
            and may be a leaf or the result of a computation; all of them take the step.
        grads: name -> g, with the same names, possibly in another order: what belongs together has the same
            name. g has the shape, dtype and device of its theta; it may be part of a graph, or a constant.
        lr: the learning rate, a Python number of 0 or more, the same for all entries.

    Returns:
        A new dict with the keys of `params`, in the order of `params`. Each value is a new tensor theta - lr * g
        with the shape, dtype and device of theta.

    The result is a differentiable function of both arguments: its derivative is 1 with respect to theta and -lr
    with respect to g, whichever of the two (or both) require grad. So where g was computed from theta with
    create_graph=True, gradients of any order pass through both paths.

    Nothing is changed in place: afterwards `params` and `grads` hold the same tensors under the same names, with
    the same values, requires_grad and .grad as before. Nothing is random.

    Source: Finn, Abbeel and Levine (2017), algorithm 1, line 6.
    """
    ### BEGIN SOLUTION
    return {name: theta - lr * grads[name] for name, theta in params.items()}
    ### END SOLUTION

# %% check="sgd_update"
sgd_start = {"w": torch.tensor([1.0, -2.0], requires_grad=True), "b": torch.tensor(0.5, requires_grad=True)}
sgd_slopes = {"b": torch.tensor(-3.0, requires_grad=True), "w": torch.tensor([4.0, 6.0], requires_grad=True)}

stepped = sgd_update(sgd_start, sgd_slopes, 0.5)
assert isinstance(stepped, dict) and list(stepped) == ["w", "b"], (
    f"the result is {stepped}, expected a dict with the keys of params in their order: w, b"
)
assert torch.allclose(stepped["w"], torch.tensor([-1.0, -5.0])), (
    f"w = [1, -2] with gradient [4, 6] and lr = 0.5 leads to {stepped['w'].tolist()}, expected [-1.0, -5.0]. "
    "Look at the sign of the step, at lr, and at which gradient belongs to w."
)
assert stepped["b"].tolist() == 2.0, (
    f"b = 0.5 with gradient -3 and lr = 0.5 leads to {stepped['b'].tolist()}, expected 2.0. "
    "grads lists its entries in another order than params: look them up by name."
)
assert sgd_start["w"].tolist() == [1.0, -2.0] and list(sgd_slopes) == ["b", "w"], (
    f"after the call the old w is {sgd_start['w'].tolist()} and the keys of grads are {list(sgd_slopes)}, expected "
    "[1.0, -2.0] and ['b', 'w']. Make new tensors and a new dict instead of changing what you were given."
)
assert stepped["w"].requires_grad, (
    "the result does not require grad, expected that it depends on params and on grads. "
    "Look for a detach, a no_grad or .data."
)
sgd_paths = torch.autograd.grad(
    stepped["w"].sum(), [sgd_start["w"], sgd_slopes["w"]], allow_unused=True, materialize_grads=True
)
assert torch.allclose(sgd_paths[0], torch.ones(2)) and torch.allclose(sgd_paths[1], torch.full((2,), -0.5)), (
    f"the derivatives of the new w with respect to the old w and to its gradient are {sgd_paths[0].tolist()} and "
    f"{sgd_paths[1].tolist()}, expected [1.0, 1.0] and [-0.5, -0.5]. 0 means that this path is cut."
)
print("sgd_update: visible checks passed")

# %% [markdown]
# ### Exercise: `msl_weights`
#
# The schedule of the published code, for $n$ steps: a non-final weight falls linearly from $1/n$ at epoch 0 towards
# 0, but not below a floor of $0.03/n$; the final step takes the rest.

# %% exercise="msl_weights"
def msl_weights(n_steps: int, epoch: int, n_epochs: int) -> Tensor:
    """Weigh the query losses after inner steps 1, ..., n for one epoch of training, n = n_steps.

    At first all steps count alike; then the weight moves, linearly in the epoch, to the final step:

        w_s = max((1/n) * (1 - epoch / n_epochs), 0.03 / n)    for every step but the final one,
        w_n = 1 - (the sum of the others)                      for the final step.

    So at epoch 0 every weight is 1/n. The non-final weights reach their floor 0.03/n shortly before epoch
    n_epochs and stay there from then on, also at epoch n_epochs and in all later ones.

    Args:
        n_steps: the number n of inner steps, at least 1.
        epoch: the current epoch, counted from 0. It may exceed n_epochs.
        n_epochs: the number of epochs, at least 1, over which the weights move.

    Returns:
        The weights (n_steps,): a float32 or float64 tensor on the CPU that sums to 1 (up to rounding), the
        final step last. For n_steps = 1 it is tensor([1.0]) at every epoch. It does not require grad.

    Nothing is random.

    Source: Antoniou, Edwards and Storkey (2019), §4, multi-step loss; floor and rate as in their published code.
    """
    ### BEGIN SOLUTION
    weights = torch.full((n_steps,), max(1 - epoch / n_epochs, 0.03) / n_steps, dtype=torch.float32)
    weights[-1] = 1 - weights[:-1].sum()
    return weights
    ### END SOLUTION

# %% check="msl_weights"
msl_start = msl_weights(4, 0, 8)
assert torch.is_tensor(msl_start) and msl_start.shape == (4,) and msl_start.is_floating_point(), (
    f"msl_weights(4, 0, 8) is {msl_start}, expected a float tensor of shape (4,), one weight per step"
)
assert torch.allclose(msl_start.float(), torch.full((4,), 0.25)), (
    f"at epoch 0 the weights of four steps are {msl_start.tolist()}, expected 0.25 each"
)
msl_middle = msl_weights(4, 4, 8)
assert torch.allclose(msl_middle.float(), torch.tensor([0.125, 0.125, 0.125, 0.625])), (
    f"at epoch 4 of 8 the weights are {msl_middle.tolist()}, expected [0.125, 0.125, 0.125, 0.625]: "
    "half of 0.25 for every step but the final one, which takes the rest."
)
msl_end = msl_weights(4, 8, 8)
assert torch.allclose(msl_end.float(), torch.tensor([0.0075, 0.0075, 0.0075, 0.9775])), (
    f"at epoch 8 of 8 the weights are {msl_end.tolist()}, expected [0.0075, 0.0075, 0.0075, 0.9775]: "
    "a non-final weight does not fall below 0.03/4, and the weights still sum to 1."
)
print("msl_weights: visible checks passed")

# %% [markdown]
# ### Exercise: `multi_step_loss`
#
# Every query loss is a path of its own from $\theta$ to the result, and all of them share the inner steps. So one
# inner loop is enough, with a look at the query set after each step.

# %% exercise="multi_step_loss"
def multi_step_loss(
    fn: Callable[[dict[str, Tensor], Tensor], Tensor],
    params: dict[str, Tensor],
    task: tuple[Tensor, Tensor, Tensor, Tensor],
    lr: float,
    weights: Tensor,
) -> Tensor:
    """Weigh the query losses after every inner step: the multi-step loss of MAML++, for one task.

    With theta_0 = params and theta_{t+1} = theta_t - lr * (gradient of the support loss at theta_t), the
    result is

        weights[0] * L_query(theta_1) + weights[1] * L_query(theta_2) + ... + weights[S-1] * L_query(theta_S).

    There are as many steps as weights, S = len(weights), and weights[s] belongs to the query loss after s + 1
    steps: the loss before the first step does not count. The steps follow the gradient of the support loss
    alone, whatever the weights are. Both losses are the mean squared error of fn(theta, x) against y: the
    mean over all elements, rows and columns, without a factor 1/2.

    Args:
        fn: pure function of (params, x); its prediction has the shape of the targets, (n, columns) or
            (n,). It uses every entry of `params`.
        params: name -> tensor, under any names and of any shapes, 0-d included. Every tensor requires grad.
            It may be a leaf or itself the result of a computation.
        task: the tuple (xs, ys, xq, yq), inputs and targets of the support set and of the query set, which
            may differ in size. They do not require grad.
        lr: the learning rate, a number above 0.
        weights: (S,), S >= 1; numbers of 0 or more, which need not sum to 1 and are used as they are. It does
            not require grad. All tensors have one dtype, float32 or float64, and one device.

    Returns:
        The weighted sum, a 0-d tensor of the same dtype and device. It is a differentiable function of
        `params`, through the inner gradients of all steps, and to second order: it can be differentiated twice
        with respect to `params`. Gradients reach `params` and, where these were computed from other tensors,
        those as well.

    The arguments are left as they were: the dict `params` still holds the same tensors, with the same values,
    the same .grad (None stays None) and the same requires_grad; the tensors of `task` and `weights` are
    unchanged and still do not require grad. Nothing is random.

    Source: Antoniou, Edwards and Storkey (2019), section 4, "multi-step loss optimization".
    """
    ### BEGIN SOLUTION
    xs, ys, xq, yq = task
    theta = dict(params)
    losses = []
    for _ in range(len(weights)):
        support_loss = F.mse_loss(fn(theta, xs), ys)
        grads = torch.autograd.grad(
            support_loss, list(theta.values()), create_graph=True, materialize_grads=True
        )
        theta = {name: value - lr * grad for (name, value), grad in zip(theta.items(), grads)}
        losses.append(F.mse_loss(fn(theta, xq), yq))
    return (weights * torch.stack(losses)).sum()
    ### END SOLUTION

# %% check="multi_step_loss"
def scaled(params: dict[str, Tensor], x: Tensor) -> Tensor:
    return params["w"] * x


zero_w = {"w": torch.tensor(0.0, requires_grad=True)}
# The support loss has the slope 5w - 11, so lr = 0.1 leads from w = 0 over 1.1 and 1.65 to 1.925;
# the query loss is (w - 2)^2.
pair_task = (
    torch.tensor([[1.0], [2.0]]), torch.tensor([[3.0], [4.0]]), torch.tensor([[1.0]]), torch.tensor([[2.0]])
)

last = multi_step_loss(scaled, zero_w, pair_task, 0.1, torch.tensor([0.0, 0.0, 1.0]))
assert last.shape == () and torch.allclose(last, torch.tensor(0.005625)), (
    f"with the weights 0, 0, 1 the result is {last.tolist()}, expected 0.005625, the query loss (1.925 - 2)^2 "
    "after the third step. Does a step also happen where the weight is zero, and is the step taken on the "
    "support set?"
)
first = multi_step_loss(scaled, zero_w, pair_task, 0.1, torch.tensor([1.0, 0.0, 0.0]))
assert torch.allclose(first, torch.tensor(0.81)), (
    f"with the weights 1, 0, 0 the result is {first.tolist()}, expected 0.81, the query loss (1.1 - 2)^2 after "
    "the first step. 4 would be the loss before it."
)
mixed = multi_step_loss(scaled, zero_w, pair_task, 0.1, torch.tensor([0.5, 0.0, 2.0]))
assert torch.allclose(mixed, torch.tensor(0.41625)), (
    f"with the weights 0.5, 0, 2 the result is {mixed.tolist()}, expected 0.5 * 0.81 + 2 * 0.005625 = 0.41625. "
    "Are the weights used as they are, without making them sum to 1?"
)
slope_at_start = torch.autograd.grad(mixed, zero_w["w"], allow_unused=True, materialize_grads=True)[0]
assert torch.allclose(slope_at_start, torch.tensor(-0.4875)), (
    f"the derivative of that result with respect to w is {slope_at_start.item():.4f}, expected "
    "0.5 * (-1.8) * 0.5 + 2 * (-0.15) * 0.5^3 = -0.4875: every step contributes a factor 0.5. "
    "-1.2 means that the inner gradients are treated as constants."
)
assert zero_w["w"].grad is None and zero_w["w"].item() == 0, (
    f"after the calls w is {zero_w['w'].item()}, its .grad {zero_w['w'].grad}; expected 0 and None. "
    "Ask for the gradients as values instead of collecting them in .grad."
)
print("multi_step_loss: visible checks passed")

# %% [markdown]
# ### Exercise: `lslr_update`
#
# The rates are now tensors that need gradients themselves. A rate that is taken out with `.item()` would no longer
# learn.

# %% exercise="lslr_update"
def lslr_update(
    params: dict[str, Tensor], grads: dict[str, Tensor], lrs: dict[str, Tensor], step: int
) -> dict[str, Tensor]:
    """Take one step with a learned rate per name and step: theta_k - lrs[k][step] * g_k for every name k.

    Args:
        params: name -> theta_k, floating-point tensors of any shapes, 0-d included. Each may require grad or not,
            and may be a leaf or the result of a computation; all of them take the step.
        grads: name -> g_k, of the shape of theta_k; it may be part of a graph, or a constant.
        lrs: name -> (n_steps,), the rates of this name at steps 0, ..., n_steps - 1, n_steps at least 1. They are
            used as they are: learning may have made some of them zero or negative. They may require grad.
            `grads` and `lrs` have the names of `params`, possibly in another order (what belongs together has
            the same name), and the same dtype and device.
        step: which step this is, counted from 0, at most n_steps - 1.

    Returns:
        A new dict with the keys of `params`, in any order. Each value is a new tensor with the shape, dtype and
        device of theta_k.

    The result is a differentiable function of `params`, `grads` and `lrs`, whichever of them require grad: the
    derivative is 1 with respect to theta_k, -lrs[k][step] with respect to g_k and -g_k with respect to
    lrs[k][step]; the rates of other steps get gradient 0. Where g_k was computed from theta with
    create_graph=True, gradients of any order pass through all paths.

    Nothing is changed in place: afterwards `params`, `grads` and `lrs` hold the same tensors under the same
    names, with the same values, requires_grad and .grad as before. Nothing is random.

    Source: Antoniou, Edwards and Storkey (2019), §4, per-layer per-step learning rates.
    """
    ### BEGIN SOLUTION
    return {name: theta - lrs[name][step] * grads[name] for name, theta in params.items()}
    ### END SOLUTION

# %% check="lslr_update"
lslr_start = {"w": torch.tensor([1.0, 2.0], requires_grad=True), "b": torch.tensor(3.0, requires_grad=True)}
lslr_slopes = {"b": torch.tensor(10.0), "w": torch.tensor([4.0, -6.0])}
lslr_rates = {
    "b": torch.tensor([0.1, 0.2, -0.3], requires_grad=True),
    "w": torch.tensor([0.5, 0.25, 1.0], requires_grad=True),
}

at_first = lslr_update(lslr_start, lslr_slopes, lslr_rates, 0)
assert torch.allclose(at_first["w"], torch.tensor([-1.0, 5.0])) and torch.allclose(at_first["b"], torch.tensor(2.0)), (
    f"step 0 from w = [1, 2] and b = 3 leads to {at_first['w'].tolist()} and {at_first['b'].tolist()}, expected "
    "[-1.0, 5.0] and 2.0: the rates are 0.5 for w and 0.1 for b. Look at the sign; find gradient and rate by name."
)
assert lslr_start["w"].tolist() == [1.0, 2.0] and lslr_rates["w"].shape == (3,), (
    f"after the call the old w is {lslr_start['w'].tolist()}, and its rates have shape {tuple(lslr_rates['w'].shape)}, "
    "expected [1.0, 2.0] and (3,). Make new tensors and a new dict instead of writing into the arguments."
)
at_last = lslr_update(lslr_start, lslr_slopes, lslr_rates, 2)
assert torch.allclose(at_last["w"], torch.tensor([-3.0, 8.0])) and torch.allclose(at_last["b"], torch.tensor(6.0)), (
    f"step 2 from w = [1, 2] and b = 3 leads to {at_last['w'].tolist()} and {at_last['b'].tolist()}, expected "
    "[-3.0, 8.0] and 6.0, with the rates 1.0 for w and -0.3 for b. Which entry of the rates belongs to step 2?"
)
assert at_last["w"].requires_grad, (
    "the result does not require grad, expected that it depends on params and on lrs. Look for a detach or a no_grad."
)
lslr_slope = torch.autograd.grad(
    at_last["w"].sum(), lslr_rates["w"], allow_unused=True, materialize_grads=True
)[0]
assert torch.allclose(lslr_slope, torch.tensor([0.0, 0.0, 2.0])), (
    f"the sum of the new w has the gradient {lslr_slope.tolist()} with respect to the rates of w, expected "
    "[0.0, 0.0, 2.0]: minus the sum of the gradient [4, -6], at step 2. All zeros: has the rate become a number?"
)
print("lslr_update: visible checks passed")

# %% [markdown]
# ### MAML++ at work
#
# Sine waves again, but with only *five* support points, and meta-training through *five* inner steps of rate 0.01.
# Three learners, each with the same 800 outer steps: MAML (final loss only), the multi-step loss (20 "epochs" of 40
# steps), and both together: multi-step loss and learned rates, which begin at 0.01. The outer gradients are clipped.
# Left: the weights over the epochs. Middle: query errors after each inner step. Right: the rates that were learned,
# for each layer and step.

# %%
def query_errors(params, tasks, rates):
    """Return the query errors, (n_tasks,), after 0, 1, ..., 5 steps; without rates the steps have rate 0.01."""
    xs, ys, xq, yq = tasks
    theta, errors = spread(params, len(xs)), []
    for step in range(6):
        errors.append((sine_network(theta, xq) - yq).square().mean(dim=(1, 2)))
        loss = (sine_network(theta, xs) - ys).square().mean() * len(xs)
        slopes = dict(zip(theta, torch.autograd.grad(loss, list(theta.values()), create_graph=True)))
        if step < 5:
            theta = lslr_update(theta, slopes, rates, step) if rates else sgd_update(theta, slopes, 0.01)
    return errors


def train_five_steps(kind, n_epochs=20, epoch_length=40):
    params, generator = sine_start(SEED), torch.Generator().manual_seed(SEED)
    rates = {}
    if kind == "both":
        rates = {name: torch.full((5,), 0.01, device=device, requires_grad=True) for name in params}
    optimizer = torch.optim.Adam([{"params": params.values(), "lr": 0.003}, {"params": rates.values(), "lr": 0.0001}])
    for update in progress(range(n_epochs * epoch_length), kind):
        tasks = draw_sine_tasks(25, generator, k_shot=5)
        weights = msl_weights(5, update // epoch_length, n_epochs).to(device)
        if kind == "MAML":
            loss = maml_meta_loss(sine_network, spread(params, 25), [tasks], 0.01 * 25, 5)
        elif kind == "multi-step loss":
            loss = multi_step_loss(sine_network, spread(params, 25), tasks, 0.01 * 25, weights)
        else:
            loss = (weights * torch.stack([part.mean() for part in query_errors(params, tasks, rates)[1:]])).sum()
        optimizer.zero_grad()
        loss.backward()
        length = nn.utils.clip_grad_norm_([*params.values(), *rates.values()], 10.0)
        if torch.isfinite(length):  # a batch whose inner steps diverged teaches nothing
            optimizer.step()
    return params, rates


small_waves = draw_sine_tasks(300, torch.Generator().manual_seed(97), k_shot=5, n_query=50)
figure, axes = plt.subplots(1, 3, figsize=(13, 4.4), layout="constrained")
schedule = torch.stack([msl_weights(5, epoch, 20) for epoch in range(21)], dim=1)
axes[0].stackplot(range(21), schedule, labels=[f"after step {step}" for step in range(1, 6)], edgecolor="white",
                  colors=plt.cm.Blues(torch.linspace(0.25, 0.9, 5).numpy()))
axes[0].set(title="Weights of the query losses", xlabel="epoch", ylabel="weight (stacked)", xlim=(0, 20), ylim=(0, 1),
            xticks=range(0, 21, 5))
axes[0].legend(loc="lower left")
rows = [f"{'five support points':<24}" + "".join(f"{f'{count} steps':>15}" for count in range(6))]
for kind, color in (("MAML", "tab:blue"), ("multi-step loss", "tab:green"), ("both", "tab:red")):
    params, rates = train_five_steps(kind)
    summaries = [interval(part.detach().cpu()) for part in query_errors(params, small_waves, rates)]
    rows.append(f"{kind:<24}" + "".join(f"{f'{mean:.2f} ± {half:.2f}':>15}" for mean, half in summaries))
    axes[1].errorbar(range(6), *zip(*summaries), marker="o", capsize=3, color=color, label=kind)
axes[1].set(title="300 new waves, five points each", xlabel="inner steps", ylabel="mean squared error on queries")
axes[1].legend()
table = torch.stack([value.detach().cpu() for value in rates.values()])
limit = float(table.abs().max())
picture = axes[2].imshow(table, cmap="RdBu", vmin=-limit, vmax=limit, aspect="auto")
for row in range(len(table)):
    for step in range(5):
        value = float(table[row, step])
        axes[2].text(step, row, f"{value:.3f}", ha="center", va="center", fontsize=9,
                     color="white" if abs(value) > 0.6 * limit else "black")
axes[2].set(title="Learned rates (all began at 0.010)", xlabel="inner step", xticks=range(5), yticks=range(len(table)))
axes[2].set_xticklabels(range(1, 6))
axes[2].set_yticklabels(rates)
plt.show()
print("\n".join(rows))

# %% [markdown]
# The learned rates make the difference: after five steps 0.2 to 0.4 against 0.6 to 0.9 for MAML, and after *one* step
# 0.7 to 0.9 against 1.2 to 1.5 (three training runs, intervals of ± 0.03 to ± 0.17). The multi-step loss *alone* is
# ahead in every run, but by no more than the interval: a chain of five small steps is hardly long enough to need it.
# What it does here is to keep training with learned rates stable. In trials that began with a rate of 0.02, rates
# learned on the final loss alone gave starts that were poor after four steps and good after five. Look at the rates,
# too: they differ between layers and steps, and some are negative. The outer loop uses gradients as *signals* and
# does not care whether a step is a descent.
#
# ## 8 · Two relatives, one line each
#
# **ANIL** (*almost no inner loop*; Raghu et al., 2020). They looked at what MAML's inner loop changes on image tasks,
# and found that the convolutional layers hardly move: the start already computes features that serve every task, and
# adaptation happens in the last layer. So let only the last layer adapt. In `inner_loop`, one line says what adapts;
# the two lines of the step then speak of `head` instead of `adapted`:
#
# ```python
# head = {name: adapted[name] for name in ("head", "head_bias")}  # the line that changes
# grads = torch.autograd.grad(loss, list(head.values()), create_graph=create_graph)
# adapted = {**adapted, **{name: value - lr * grad for (name, value), grad in zip(head.items(), grads)}}
# ```
#
# The outer loop still trains everything. The inner loop becomes far cheaper, since no backward pass enters the body.
# Where a task needs new *features*, ANIL has nothing to offer; chapter 1 built it as its optimisation-based learner.
#
# **Meta-SGD** (Li et al., 2017). Why one rate per layer, when every single parameter could have its own?
# `alphas[name]` has the shape of the parameter and is learned in the outer loop, so the inner step has a learned
# direction as well as a learned length:
#
# ```python
# adapted = {name: value - alphas[name] * grad for (name, value), grad in zip(adapted.items(), grads)}
# ```
#
# One step often suffices then. The price is twice as many meta-parameters, which can over-fit if training tasks are
# few.
#
# **When to use which?** Begin with FOMAML or ANIL and few inner steps. Change to second order if validation tasks
# show that it helps; add learned rates and the multi-step loss if training is unstable. And always compare with a
# network that was trained in the ordinary way and then fine-tuned: on large image benchmarks such baselines are hard
# to beat (Chen et al., 2019; Tian et al., 2020), and chapter 4 is about them. MAML's own ground is where tasks
# disagree about the answer to the same input, as our waves do. There no joint model can be right, and adaptation is
# the only way.

# %% [markdown] written="w_application" points=6
# ### Written question (6 points)
#
# A maker of air-quality sensors has calibrated 3,000 devices in the laboratory, each with 60 pairs of raw signals and
# true concentration. Every device drifts in its own way. A new device shall be calibrated with *four* pairs, by a few
# gradient steps on a small processor. Plan the project in about 300 words:
#
# 1. What is a task, what are its support and query set, and what does MAML optimise here? Why is joint training on
#    all devices not enough? (2 points)
# 2. Write the gradient of the meta-loss for one device and one inner step, and explain each factor in words. (1
#    point)
# 3. Meta-training with five inner steps does not fit into memory. Name two remedies, and say what each gives up. (1
#    point)
# 4. How do you measure success on new devices, against which baseline, and how are the inner rate and the number of
#    steps chosen for the field? Name one risk when they differ from meta-training. (2 points)
#
# **Your answer**
#
# ### BEGIN SOLUTION
# **Mark scheme** (6 points)
#
# 1. *Task* (1): one device; support: four of its pairs; query: other pairs of the same device. The objective: the
#    mean query loss after a few gradient steps on the support set, as a function of the initial parameters. (Half a
#    point if support and query are right, but the objective is before adaptation.) *Joint training* (1): the same raw
#    signal means different concentrations on different devices, so a joint model can only learn their average; it is
#    not optimised for what four pairs and a few steps make of it.
# 2. *Gradient* (1): $(I - \alpha H_S(\theta))\, \nabla L_Q(\theta')$ with $\theta' = \theta - \alpha \nabla
#    L_S(\theta)$ (half); the query gradient at the adapted parameters says where these should go; the bracket carries
#    this back through the step, with the identity path and the second derivative of the support loss (half).
# 3. *Remedies* (1, half each): first-order gradients (ignores the Hessian; wrong in strongly curved directions);
#    fewer inner steps in training (test procedure differs from training); adapt only some layers (less flexible);
#    `backward()` after each device (gives up next to nothing, no help if one task alone is too large); derivative-order
#    annealing (saves memory in the first epochs only: quarter).
# 4. *Measurement* (1): devices, not pairs, are split into three sets; the mean error on queries of many new devices
#    with an interval, over several runs; against joint training plus the same fine-tuning, or a linear calibration by
#    four points. *Choice* (1): rate and steps on meta-validation devices (half). A risk: with a larger rate than in
#    training the steps can diverge, since meta-training makes the loss steep and curved at the start; more steps may
#    over-fit four pairs; a new production batch is another distribution (half for any one).
#
# *Model answer.* A task is one device; four of its pairs are the support set, 20 others the query set. MAML looks for
# initial weights from which three gradient steps on the support set give the lowest query error, averaged over
# devices. Joint training cannot do it: the same signal means different concentrations on different devices, so it
# learns their average. For one step the gradient is $(I - \alpha H_S)\nabla L_Q(\theta')$. The last factor says where
# the adapted weights should move; the bracket translates this into a movement of the start, which is passed on
# directly ($I$) and by changing the step ($-\alpha H_S$). If memory is short I use first-order gradients, which
# ignores curvature, or adapt the last layer only, which limits what can change. I split devices into 2,400, 300 and
# 300, choose rate and steps on the second part, and report the mean error on the third with a 95 % interval over
# three runs, against the jointly trained model with the same three steps and against a straight line through the four
# pairs. Risk: a rate above that of meta-training may diverge; I keep the trained one and test a new production batch
# separately.
# ### END SOLUTION

# %% [markdown]
# ## What you can do now
#
# | objective | exercises | questions | demos |
# |---|---|---|---|
# | 1 · the objective | `maml_meta_loss` | `q_start`, `w_application` | *What the outer loop sees*, *Sine waves* |
# | 2 · both levels | `inner_loop`, `maml_grad_hvp` | `q_in_place`, `w_application` | *One gradient, five ways* |
# | 3 · PyTorch, costs | `inner_loop`, `maml_meta_loss`, `sgd_update` | `q_in_place` | *The price* |
# | 4 · the first-order methods | `fomaml_grads`, `reptile_update` | `q_reptile` | *Two gradients*, *Side by side* |
# | 5 · new tasks | `meta_test` | `q_rate`, `w_application` | *How many steps*, *Glyphs* |
# | 5 · MAML++ | `msl_weights`, `multi_step_loss`, `lslr_update` | `q_rate` | *MAML++ at work* |
#
# Chapter 3 turns to the metric-based family, which learns a new task without any gradient step, and chapter 4 to the
# transfer of networks that were trained in the ordinary way.
#
# **Sources.** Antoniou, Edwards and Storkey 2019, *How to train your MAML* · Arnold et al. 2020, *learn2learn: a
# library for meta-learning research* · Chen et al. 2019, *A closer look at few-shot classification* · Finn, Abbeel
# and Levine 2017, *Model-agnostic meta-learning for fast adaptation of deep networks* · Li et al. 2017, *Meta-SGD:
# learning to learn quickly for few-shot learning* · Nichol, Achiam and Schulman 2018, *On first-order meta-learning
# algorithms* · Pearlmutter 1994, *Fast exact multiplication by the Hessian* · Raghu et al. 2020, *Rapid learning or
# feature reuse?* · Tian et al. 2020, *Rethinking few-shot image classification*.
