"""Given code and solutions of ch2_maml.

Generated from source/ch2_maml.py: edit there, then run `python -m autograder build ch2_maml`.
"""

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

"""The data of the course. `load_data(name)` gives images and labels, all in one form.

Offline: "digits", "rotated_digits" and "glyphs". The named benchmarks are downloaded when they are first asked for.
"""

import math
import pickle
from pathlib import Path

import torch
import torch.nn.functional as F


def digits() -> tuple[torch.Tensor, torch.Tensor]:
    """Return scikit-learn's handwritten digits: images (1797, 1, 8, 8) float32 in [0, 1], labels (1797,) int64."""
    from sklearn.datasets import load_digits

    source = load_digits()
    images = torch.tensor(source.images / 16, dtype=torch.float32).unsqueeze(1)
    return images, torch.tensor(source.target, dtype=torch.int64)


def rotated_digits(degrees: float = 30.0) -> tuple[torch.Tensor, torch.Tensor]:
    """Return `digits()` turned counterclockwise (bilinear, blank where nothing was): a second domain."""
    images, labels = digits()
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    turn = torch.tensor([[cos, -sin, 0.0], [sin, cos, 0.0]]).expand(len(images), 2, 3)
    grid = F.affine_grid(turn, list(images.shape), align_corners=False)
    return F.grid_sample(images, grid, align_corners=False).clamp(0, 1), labels


def glyphs(n_classes: int = 200, per_class: int = 20, seed: int = 0) -> tuple[torch.Tensor, torch.Tensor]:
    """Return a drawn alphabet: images (n, 1, 16, 16) float32 in [0, 1], ink 1 on paper 0, labels (n,) int64.

    n = n_classes * per_class, class by class. A class is three curved strokes; each drawing of it moves their
    points a little and turns, scales and shifts the whole. The same for a given seed on every platform, and
    drawing i of class c is the same for every `n_classes` and `per_class` that include it.
    """
    drawings = [_glyph(torch.Generator().manual_seed(100_003 * seed + c), per_class) for c in range(n_classes)]
    images = torch.stack(drawings).flatten(0, 1).unsqueeze(1)
    images = (255 * images).round() / 255  # so that the last bits of a platform's arithmetic do not show
    return images.float(), torch.arange(n_classes).repeat_interleave(per_class)


def _glyph(generator: torch.Generator, per_class: int) -> torch.Tensor:
    """Draw one class, (per_class, 16, 16) float64. Coordinates are (x, y) from -1 to 1."""
    letter = 2 * torch.rand(3, 3, 2, generator=generator, dtype=torch.float64) - 1  # (stroke, point, xy)
    path = _strokes(letter)
    low, high = path.amin(0), path.amax(0)
    letter = 0.64 * (letter - (low + high) / 2) / ((high - low).max() / 2)  # centred, of a common size

    draws = torch.rand(per_class, 58, generator=generator, dtype=torch.float64)
    wobble = 2 * draws[:, :54].unflatten(1, (3, 3, 3, 2)).sum(1) - 3  # nearly normal, standard deviation 1
    angle = math.radians(25) * (2 * draws[:, 54] - 1)
    size = 1 + 0.25 * (2 * draws[:, 55] - 1)
    shift = 0.21 * (2 * draws[:, 56:] - 1)
    cos, sin = size * angle.cos(), size * angle.sin()
    turn = torch.stack([cos, -sin, sin, cos], dim=1).view(-1, 1, 1, 2, 2)
    points = ((letter + 0.12 * wobble).unsqueeze(-2) * turn).sum(-1) + shift.view(-1, 1, 1, 2)

    pixels = (torch.arange(16, dtype=torch.float64) + 0.5) / 8 - 1  # their centres
    squares = (_strokes(points).unsqueeze(2) - pixels.view(16, 1)) ** 2  # (per_class, path, pixel, xy)
    distance = (squares[:, :, :, None, 1] + squares[:, :, None, :, 0]).amin(1).sqrt()  # from pixel to ink
    return ((0.09 - distance) / 0.16 + 0.5).clamp(0, 1)


def _strokes(points: torch.Tensor) -> torch.Tensor:
    """Turn (..., stroke, 3 points, 2) into quadratic Bezier curves of 24 points each, (..., path, 2)."""
    t = torch.linspace(0, 1, 24, dtype=torch.float64).unsqueeze(1)
    start, control, end = points.unsqueeze(-2).unbind(-3)
    return ((1 - t) ** 2 * start + 2 * t * (1 - t) * control + t**2 * end).flatten(-3, -2)


def load_data(name: str, root: str = "data", per_class: int | None = None) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the images, (n, c, h, w) float32 in [0, 1], and the labels, (n,) int64, of a data set.

    name             images                 classes (labels from 0)
    digits           1 797 of 1 x 8 x 8     10
    rotated_digits   1 797 of 1 x 8 x 8     10, turned by 30 degrees
    glyphs           4 000 of 1 x 16 x 16   200
    omniglot         32 460 of 1 x 28 x 28  1 623: 964 of the background set, then 659 of the evaluation set; ink is 1
    cifar100         60 000 of 3 x 32 x 32  100; the 50 000 training images come first, then the 10 000 test images
    mini_imagenet    60 000 of 3 x 84 x 84  100: 64 to train, 16 to validate, 20 to test (Ravi & Larochelle 2017)
    cub200           11 788 of 3 x 84 x 84  200 birds, in the order of their folders (Wah et al. 2011)

    The last four lie under `root` and are downloaded when they are missing: the first two by torchvision, which
    verifies their checksums; the others, unverified, from the addresses and into the places of learn2learn 0.2.0.
    `per_class` keeps the first so many images of each class: all of mini_imagenet takes 5 GB of memory.

    Raises ValueError for an unknown name or a `per_class` below 1, and FileNotFoundError, which says what to put
    where, if the files cannot be read and cannot be downloaded.
    """
    offline = {"digits": digits, "rotated_digits": rotated_digits, "glyphs": glyphs}
    if name not in offline and name not in _BENCHMARKS:
        raise ValueError(f"no data set is called {name!r}; there are: {', '.join([*offline, *_BENCHMARKS])}")
    if per_class is not None and per_class < 1:
        raise ValueError(f"per_class is {per_class}: give a number of images from 1 up, or None for all of them")
    if name in offline:
        images, labels = offline[name]()
    else:
        load, needed, source = _BENCHMARKS[name]
        folder = Path(root).expanduser().absolute()
        try:
            images, labels = load(folder, per_class)
        except Exception as error:  # no network, a full disk, a damaged file: what helps is the same
            raise FileNotFoundError(
                f"{name!r} could be neither read nor downloaded ({type(error).__name__}: {error}). "
                f"It needs, in the folder {str(folder)!r}: {needed}. Get them from {source}; delete what is "
                f"damaged there. Without a network there are: {', '.join(offline)}."
            ) from error
        images = images.contiguous().float().div_(255)
    if per_class is not None:
        kept = torch.cat([(labels == label).nonzero()[:per_class, 0] for label in labels.unique()]).sort().values
        images, labels = images[kept], labels[kept]
    return images, labels


def _omniglot(root: Path, per_class: int | None) -> tuple[torch.Tensor, torch.Tensor]:
    from torchvision.datasets import Omniglot

    characters = []
    for part in ("images_background", "images_evaluation"):
        Omniglot(root, background=part == "images_background", download=True)  # it lists the files in no fixed order
        characters += sorted((root / "omniglot-py" / part).glob("*/character*"))
    images, labels = _read_folders(characters, "L", 28, per_class)
    return 255 - images, labels


def _cifar100(root: Path, per_class: int | None) -> tuple[torch.Tensor, torch.Tensor]:
    from torchvision.datasets import CIFAR100

    parts = [CIFAR100(root, train=train, download=True) for train in (True, False)]
    images = torch.cat([torch.from_numpy(part.data) for part in parts]).permute(0, 3, 1, 2)
    return images, torch.tensor(parts[0].targets + parts[1].targets)


def _mini_imagenet(root: Path, per_class: int | None) -> tuple[torch.Tensor, torch.Tensor]:
    images, labels, n_classes = [], [], 0
    for part in ("train", "validation", "test"):
        path = root / f"mini-imagenet-cache-{part}.pkl"
        _download(f"https://zenodo.org/record/7978538/files/{path.name}", path)
        with path.open("rb") as file:
            content = pickle.load(file, encoding="latin1")  # a pickle can run code: use only files that you trust
        for positions in content["class_dict"].values():
            images.append(torch.from_numpy(content["image_data"][positions[:per_class]]).permute(0, 3, 1, 2))
            labels += [n_classes] * len(images[-1])
            n_classes += 1
    return torch.cat(images), torch.tensor(labels)


def _cub200(root: Path, per_class: int | None) -> tuple[torch.Tensor, torch.Tensor]:
    from torchvision.datasets.utils import extract_archive

    folder = root / "cubirds200"
    if not (folder / "CUB_200_2011").is_dir():
        archive = folder / "CUB_200_2011.tgz"
        _download(f"https://zenodo.org/record/8000562/files/{archive.name}", archive)
        extract_archive(archive, folder / "unpacked", remove_finished=True)
        (folder / "unpacked" / "CUB_200_2011").rename(folder / "CUB_200_2011")  # only when it is complete
    birds = sorted(bird for bird in (folder / "CUB_200_2011" / "images").iterdir() if bird.is_dir())
    return _read_folders(birds, "RGB", 84, per_class)


def _read_folders(folders: list, mode: str, size: int, per_class: int | None) -> tuple[torch.Tensor, torch.Tensor]:
    """Read the pictures in each folder as one class, in the order of their names."""
    from PIL import Image
    from torchvision.transforms.functional import pil_to_tensor

    images, labels = [], []
    for label, folder in enumerate(folders):
        for file in sorted(folder.glob("*.*"))[:per_class]:
            images.append(pil_to_tensor(Image.open(file).convert(mode).resize((size, size))))
            labels.append(label)
    return torch.stack(images), torch.tensor(labels)


def _download(url: str, path: Path) -> None:
    """Fetch a file that is missing, with a progress bar; a download that fails leaves nothing behind."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        torch.hub.download_url_to_file(url, str(path))


_BENCHMARKS = {  # name: (loader, what it needs under root, where to get that)
    "omniglot": (
        _omniglot,
        "omniglot-py/ with images_background.zip and images_evaluation.zip, and both unpacked beside them",
        "https://github.com/brendenlake/omniglot/tree/master/python",
    ),
    "cifar100": (
        _cifar100,
        "cifar-100-python/ with train, test and meta",
        "https://www.cs.toronto.edu/~kriz/cifar.html",
    ),
    "mini_imagenet": (
        _mini_imagenet,
        "mini-imagenet-cache-train.pkl, mini-imagenet-cache-validation.pkl and mini-imagenet-cache-test.pkl",
        "https://zenodo.org/record/7978538",
    ),
    "cub200": (
        _cub200,
        "cubirds200/CUB_200_2011/images/ with a folder for each bird",
        "https://zenodo.org/record/8000562",
    ),
}

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
    adapted = dict(params)
    for _ in range(steps):
        loss = ((fn(adapted, x) - y) ** 2).mean()
        grads = torch.autograd.grad(loss, list(adapted.values()), create_graph=create_graph)
        adapted = {name: value - lr * grad for (name, value), grad in zip(adapted.items(), grads)}
    return adapted

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
    losses = []
    for xs, ys, xq, yq in tasks:
        adapted = dict(params)
        for _ in range(steps):
            loss = ((fn(adapted, xs) - ys) ** 2).mean()
            grads = torch.autograd.grad(loss, list(adapted.values()), create_graph=True)
            adapted = {name: value - lr * grad for (name, value), grad in zip(adapted.items(), grads)}
        losses.append(((fn(adapted, xq) - yq) ** 2).mean())
    return torch.stack(losses).mean()

# Write your choice, "a", "b", "c" or "d", like this: q_start = "x"
q_start = "d"

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

# Write your choice, "a", "b", "c" or "d", like this: q_in_place = "x"
q_in_place = "b"

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
    updated = {}
    for name, theta in params.items():
        moves = [theta_i[name].detach() - theta.detach() for theta_i in adapted]
        updated[name] = theta.detach() + epsilon * sum(moves) / len(moves)
    return updated

# Write your choice, "a", "b", "c" or "d", like this: q_reptile = "x"
q_reptile = "c"

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

# Write your choice, "a", "b", "c" or "d", like this: q_rate = "x"
q_rate = "a"

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
    return {name: theta - lr * grads[name] for name, theta in params.items()}

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
    weights = torch.full((n_steps,), max(1 - epoch / n_epochs, 0.03) / n_steps, dtype=torch.float32)
    weights[-1] = 1 - weights[:-1].sum()
    return weights

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
    return {name: theta - lrs[name][step] * grads[name] for name, theta in params.items()}
