# %% [markdown]
# # Chapter 2 · Learning an initialisation
#
# A network that has to learn a new task from five examples cannot learn much *about* the task; most of what
# it needs must be there before the first example arrives. **Model-agnostic meta-learning** (MAML; Finn,
# Abbeel and Levine, 2017) puts it into the initial parameters: it looks for a point $\theta$ from which a
# few steps of plain gradient descent lead to a good solution of *each* task of a family.
#
# That makes two optimisations, one inside the other. The inner one adapts to a task. The outer one improves
# the starting point, and for that it differentiates *through* the inner one. This notebook builds the inner
# one, in such a form that it can be differentiated. You need to know PyTorch and what a gradient is;
# meta-learning is explained as we go.

# %% given="setup"
from collections.abc import Callable

import torch
import torch.nn.functional as F
from torch import Tensor

# %% [markdown]
# ## Networks as functions of their parameters
#
# An `nn.Module` keeps its parameters inside, and `optimizer.step()` overwrites them. Overwriting is what we
# cannot use here: after three steps the starting point would be gone, and autograd has no record of how the
# new values came from the old ones. So in this chapter a model is a **pure function** `fn(params, x)`: the
# parameters are an argument, a dictionary from names to tensors. One step of gradient descent then makes a
# *new* dictionary, and the old one is still there.
#
# The two functions below are such a model, a network with one hidden layer of tanh units.
# (`torch.func.functional_call` turns any module into this form.)

# %% given="network"
def init_network(d_in: int, hidden: int, d_out: int, generator: torch.Generator) -> dict[str, Tensor]:
    """Draw the parameters of a network with one hidden layer: leaves that require grad, biases at zero."""
    params = {
        "w1": torch.randn(d_in, hidden, generator=generator) / d_in**0.5,
        "b1": torch.zeros(hidden),
        "w2": torch.randn(hidden, d_out, generator=generator) / hidden**0.5,
        "b2": torch.zeros(d_out),
    }
    return {name: value.requires_grad_() for name, value in params.items()}


def network(params: dict[str, Tensor], x: Tensor) -> Tensor:
    """Map x: (n, d_in) to predictions (n, d_out)."""
    hidden = torch.tanh(x @ params["w1"] + params["b1"])
    return hidden @ params["w2"] + params["b2"]

# %% [markdown]
# ## The inner loop
#
# A task comes with a few labelled examples to learn from, its **support set** $(x, y)$, and with others to
# be judged on, its **query set**. Write $f_\theta(x)$ for the prediction, an array of $n$ rows and $c$
# columns. The loss on the support set is the mean squared error, averaged over *all* $nc$ elements,
#
# $$L(\theta) = \frac{1}{n c}\sum_{i=1}^{n}\sum_{j=1}^{c}\bigl(f_\theta(x_i)_j - y_{ij}\bigr)^2 ,$$
#
# and adapting to the task means to follow its gradient for $S$ steps with learning rate $\alpha$:
#
# $$\theta_0 = \theta, \quad \theta_{t+1} = \theta_t - \alpha\,\nabla L(\theta_t), \quad t = 0, \dots, S-1 .$$
#
# Each gradient is taken where the previous step has arrived. The result $\theta_S$ is a function of
# $\theta$, and the outer optimisation wants its derivative. One step contributes, by the chain rule,
#
# $$\frac{\partial \theta_{t+1}}{\partial \theta_t} = I - \alpha\, H(\theta_t), \qquad H = \nabla^2 L .$$
#
# The $I$ is there because the step *starts* from $\theta_t$; we call it the **identity path**. The $\alpha
# H$ is there because moving $\theta_t$ also changes the *gradient* we follow: a second derivative of the
# loss. PyTorch forgets how a gradient was computed unless it is told to remember, with `create_graph=True`
# in `torch.autograd.grad`.
#
# Remembering costs memory and time for every step. The *first-order* variant of MAML (Finn et al., 2017,
# §5.2) therefore treats the inner gradients as constants. Then each factor is just $I$, and so is the
# derivative of the whole loop. It does **not** become zero: what is cut is the path through the inner
# gradients, not the identity path.
#
# **By hand.** Take one weight, $f_w(x) = wx$, two examples $(1, 3)$ and $(2, 4)$, and start at $w = 0$.
# Then $L'(w) = 5w - 11$ and $H = 5$. With $\alpha = 0.1$ a step is $w \mapsto 0.5\,w + 1.1$, so three steps
# lead from 0 over 1.1 and 1.65 to 1.925. The derivative of the result with respect to the start is $0.5^3 =
# 0.125$ with second order, and 1 without. The visible checks begin with these numbers.

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
        fn: pure function of (params, x). It uses every entry of `params`; its prediction has the shape of y.
        params: name -> tensor, under any names and of any shapes. Every tensor requires grad. It may be a
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
assert start["w"].grad is None and start["w"].item() == 0, (
    f"after the calls the start is {start['w'].item()}, its .grad {start['w'].grad}; expected 0 and None. "
    "Ask for the gradients as values instead of collecting them in .grad, and make new tensors in each step."
)
print("inner_loop: visible checks passed")

# %% [markdown]
# ## The inner loop at work: five examples of each of three digits
#
# Handwritten digits (scikit-learn's 8×8 images), in tasks of three random digits: five examples of each for
# the support set, twenty others of each for the query set. The targets are one-hot rows, so that the mean
# squared error serves as loss and the largest of the three outputs is the predicted class. There is no
# meta-learning yet: every task starts from freshly drawn parameters. What we look at is the adaptation
# alone, as a function of the number of steps and of the learning rate $\alpha$.

# %%
import matplotlib.pyplot as plt
from sklearn.datasets import load_digits

digits = load_digits()
images = torch.tensor(digits.data, dtype=torch.float32) / 16
labels = torch.tensor(digits.target)


def digit_task(
    generator: torch.Generator, n_way: int = 3, k_shot: int = 5, n_query: int = 20
) -> tuple[Tensor, ...]:
    """Draw (xs, ys, xq, yq): images of n_way random digits with one-hot targets."""
    support, query = [], []
    for digit in torch.randperm(10, generator=generator)[:n_way]:
        positions = (labels == digit).nonzero().squeeze(1)
        positions = positions[torch.randperm(len(positions), generator=generator)]
        support.append(images[positions[:k_shot]])
        query.append(images[positions[k_shot : k_shot + n_query]])
    one_hot = torch.eye(n_way)
    ys, yq = one_hot.repeat_interleave(k_shot, dim=0), one_hot.repeat_interleave(n_query, dim=0)
    return torch.cat(support), ys, torch.cat(query), yq


def query_scores(lr: float, steps: int, n_tasks: int = 30) -> tuple[Tensor, Tensor]:
    """Query losses and accuracies, (n_tasks,) each; the same tasks and starts for every lr and steps."""
    generator = torch.Generator().manual_seed(0)
    losses, accuracies = [], []
    for _ in range(n_tasks):
        xs, ys, xq, yq = digit_task(generator)
        start = init_network(64, 32, 3, generator)
        adapted = inner_loop(network, start, xs, ys, lr, steps, create_graph=False)
        prediction = network(adapted, xq).detach()
        losses.append(F.mse_loss(prediction, yq))
        accuracies.append((prediction.argmax(1) == yq.argmax(1)).float().mean())
    return torch.stack(losses), torch.stack(accuracies)


step_counts = [0, 1, 2, 3, 5, 10, 20]
figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4))
for lr in (0.03, 0.1, 0.3, 0.5):
    losses, accuracies = zip(*(query_scores(lr, steps) for steps in step_counts))
    accuracies = torch.stack(accuracies)
    half_widths = 1.96 * accuracies.std(dim=1) / accuracies.shape[1] ** 0.5
    left.plot(step_counts, torch.stack(losses).median(dim=1).values, marker="o", label=f"learning rate {lr}")
    right.errorbar(step_counts, accuracies.mean(dim=1), yerr=half_widths, marker="o", capsize=3)
left.set(title="median of 30 tasks", ylabel="query loss", yscale="log", ylim=(0.03, 30))
right.axhline(1 / 3, color="grey", linestyle=":")
right.text(20, 0.28, "chance", color="grey", ha="right")
right.set(title="mean of 30 tasks, 95 % interval", ylabel="query accuracy", ylim=(0, 1))
for axes in (left, right):
    axes.set(xlabel="inner steps", xticks=step_counts)
left.legend()
figure.suptitle("Adapting a fresh network to 3-way 5-shot digit tasks")
figure.tight_layout()
plt.show()

# %% [markdown]
# With rate 0.1 both curves improve from the first step on; 0.03 goes the same way, only more slowly. Rate
# 0.3 first makes the loss *worse*, and after twenty steps it is the best of the four. Rate 0.5 diverges
# within five steps: the factor $I - \alpha H$ from above stretches instead of shrinks once $\alpha$ exceeds
# 2 divided by the largest curvature on the way.
#
# Five steps at 0.1 classify about 70 % of the query set and one step about 44 %, from an initialisation
# that knows nothing. How far could one step lead from a *good* one? The result of `inner_loop` is
# differentiable in `params`, which is what it takes to look for it.
