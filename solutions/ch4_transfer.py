"""Given code and solutions of ch4_transfer.

Generated from source/ch4_transfer.py: edit there, then run `python -m autograder build ch4_transfer`.
"""

import copy
import math
from collections.abc import Sequence

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

def freeze_backbone(model: nn.Module, head: str = "head") -> nn.Module:
    """Freeze all children of `model` but the one called `head`, and return `model`.

    Args:
        model: a module whose parameters all lie in its children (`model.named_children()`). A child may be a layer or
            a whole network of nested modules, may contain batch norm of any kind (`nn.BatchNorm1d`, `nn.BatchNorm2d`,
            `nn.BatchNorm3d`) or be a batch norm itself, and may have no parameters. All parameters require grad, and
            none is shared between the head and another child.
        head: the name of one direct child. It may be the first child as well as the last, and may be called before
            others. Other children, or modules deeper inside them, may have names that contain or repeat it.

    Returns:
        The same model.

    From the call on, whatever training does, every child but the head keeps exactly the values that it had:

    - its parameters, while an optimizer over *all* parameters of the model (with momentum and weight decay, created
      before or after the call) takes steps. A step is: zero_grad(), forward pass, backward(), step().
    - the buffers of its batch norm (running_mean, running_var and num_batches_tracked), through any number of forward
      passes; also when `model.train()` is called afterwards, once or again, or `model.eval()` and then
      `model.train()`.

    The head trains as before: its parameters learn; if it contains batch norm, this updates its own buffers in
    training mode; model.train() puts the head into training mode, and model.eval() puts the whole model into
    evaluation mode. What the model computes in evaluation mode is not changed by the call.

    Left open: whether frozen batch norm normalises by its running or by the batch's statistics in training mode; what
    frozen dropout does; the `requires_grad` and `.training` of frozen modules in training. Other models are not
    affected, also of the same class. Nothing is random.

    Source: common practice; torchvision's detection models freeze the batch norm of their backbone as well.
    """
    def stay_in_evaluation(module, _):
        module.eval()

    for name, child in model.named_children():
        if name != head:
            child.requires_grad_(False)
            for module in child.modules():
                module.register_forward_pre_hook(stay_in_evaluation)
    return model

def discriminative_param_groups(layers: Sequence[nn.Module], base_lr: float, decay: float = 2.6) -> list[dict]:
    """Make the parameter groups of an optimizer: the lower a layer, the lower its learning rate.

    Counted from the top, level 0 is the last of `layers` and has the rate `base_lr`; each level below has the rate
    of the level above it, divided by `decay`:

        lr of level k = base_lr / decay**k.

    Args:
        layers: one or more modules from bottom (next to the input) to top. A layer may contain nested modules. A
            layer without parameters (such as nn.ReLU) still counts as a level. No parameter belongs to two layers.
        base_lr: the rate of the top layer, above 0.
        decay: the factor between two levels, above 0, float or int.

    Returns:
        A list of dicts that any optimizer of torch.optim accepts, such as
        torch.optim.SGD(discriminative_param_groups(layers, 0.1), momentum=0.9). Each dict has "params" (parameters of
        one layer) and "lr", and no other option of an optimizer. Every parameter of every layer occurs exactly once
        in the whole list, those of nested modules and those that do not require grad (yet) as well. The order of the
        dicts, how many there are for one layer, and whether there is an empty one for a layer without parameters are
        left open.

    The list can be read any number of times: group["params"], one parameter or several, gives the same ones each time,
    and an optimizer that is made from the list afterwards still gets them all. The layers stay as they are, with
    their values and their requires_grad. Nothing is random.

    Source: Howard and Ruder (2018), §3.2, with their 2.6.
    """
    top = len(layers) - 1
    return [
        {"params": list(layer.parameters()), "lr": base_lr / decay ** (top - place)}
        for place, layer in enumerate(layers)
    ]

def gradual_unfreeze(layers: Sequence[nn.Module], epoch: int) -> int:
    """Set which layers train in an epoch: the top one at first, then one more from the top in each epoch.

    At epoch 0 only the last of `layers` trains, at epoch 1 the last two, and so on; from epoch len(layers) - 1 on,
    all of them train. A layer trains if all its parameters have requires_grad=True; of every other layer, all
    parameters have requires_grad=False.

    Args:
        layers: one or more modules from bottom (next to the input) to top, in a list. A layer may contain nested
            modules, and may have no parameters (such as nn.ReLU): it still counts as a layer, and its turn as an
            epoch. No parameter belongs to two layers.
        epoch: the epoch, an int, 0 or larger.

    Returns:
        The number of layers that train, an int: epoch + 1, or len(layers) where this is less.

    The outcome depends on `epoch` alone and not on what was set before: the same call again changes nothing, and a
    smaller epoch than before freezes layers again. Nothing but requires_grad of the layers' parameters is set: their
    values, the .grad of those that train, buffers, modes and the list stay as they are. (Whether the .grad of frozen
    parameters is cleared is left open.) Nothing is random.

    Source: Howard and Ruder (2018), §3.3.
    """
    n_trainable = min(epoch + 1, len(layers))
    for from_top, layer in enumerate(reversed(layers)):
        layer.requires_grad_(from_top < n_trainable)
    return n_trainable

def sync_optimizer(
    optimizer: torch.optim.Optimizer, layers: Sequence[nn.Module], lr: float
) -> torch.optim.Optimizer:
    """Let an optimizer in use also cover the parameters of `layers` that train now and that it lacks.

    Args:
        optimizer: any optimizer of torch.optim, such as SGD or Adam. It may have taken steps, may have several
            groups with rates and other options of their own, may have had its rates changed since it was made, and may
            cover parameters outside `layers` and parameters that do not require grad at the moment.
        layers: modules, in a list; they may contain nested modules, have no parameters, or be frozen in part. No
            parameter belongs to two layers.
        lr: the learning rate of the parameters that are added, a number of 0 or more.

    Returns:
        The optimizer, extended: it covers what it covered before and, in one or more new groups with the rate `lr`,
        every parameter of `layers` with requires_grad=True that it lacked, each exactly once. Their other options
        (momentum, weight decay, ...) are the defaults of this optimizer, those it was created with.

    Parameters that were covered before stay covered, with their rate and other options and their state (momentum
    buffers, Adam's averages and step counts), whether they train at the moment or not. Parameters that do not require
    grad are not added; a later call can do this, when they train. A second call with the same layers, be it with
    another `lr`, changes nothing and adds no group, not even an empty one. The call takes no step: values, .grad and
    requires_grad of all parameters stay as they are. Nothing is random.
    """
    covered = {value for group in optimizer.param_groups for value in group["params"]}
    lacking = [
        value for layer in layers for value in layer.parameters() if value.requires_grad and value not in covered
    ]
    if lacking:
        optimizer.add_param_group({"params": lacking, "lr": lr})
    return optimizer

def l2_sp_penalty(model: nn.Module, initial: dict[str, Tensor], alpha: float, beta: float) -> Tensor:
    """Penalise the distance of pre-trained parameters from their start, and the size of all the others:

        alpha / 2 * (sum of ||w - w0||^2)  +  beta / 2 * (sum of ||w||^2).

    The first sum runs over the parameters w of `model` whose names are in `initial`, with w0 = initial[name]; the
    second one over all its other parameters. ||.||^2 is the sum of squares of all elements.

    Args:
        model: a module. Its parameters have the names of `model.named_parameters()`, have one dtype (float32 or
            float64) and one device, and may or may not require grad: all count. A parameter that is used in several
            places is one parameter, which counts once. Buffers (batch norm's running statistics) do not count.
        initial: name -> w0, tensors with the shape, dtype and device of the parameter, which do not require grad. The
            order may differ from the model's. Every name in it is a parameter's of the model; all of them, some or
            none may be there.
        alpha, beta: numbers of 0 or more, float or int.

    Returns:
        A 0-d tensor with the dtype and device of the parameters. It is differentiable in the parameters that require
        grad: its gradient is alpha * (w - w0) for those in `initial` and beta * w for the others.

    `model` and `initial` stay as they were: values, requires_grad, .grad, names and order. Nothing is random.

    Source: Li, Grandvalet and Davoine (2018), the penalty they call L2-SP.
    """
    penalty = 0
    for name, value in model.named_parameters():
        if name in initial:
            penalty = penalty + alpha / 2 * (value - initial[name]).square().sum()
        else:
            penalty = penalty + beta / 2 * value.square().sum()
    return penalty

def grad_reverse(x: torch.Tensor, lam: float) -> torch.Tensor:
    """Return the values of `x`; on the way back, multiply the gradient by `-lam`.

    Forward, the result equals `x` (up to rounding). Backward, when the gradient g arrives at the result, the
    gradient that goes on to `x` is `-lam * g`, entry by entry, and from `x` it goes on to whatever made `x`. Where
    `x` requires a gradient, so does the result, with lam = 0 too.

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
    branch = x.clone()
    if branch.requires_grad:
        branch.register_hook(lambda gradient: -lam * gradient)
    return branch

def dann_lambda(p: float, gamma: float = 10.0) -> float:
    """The weight of the reversal at progress `p` of training: 2 / (1 + exp(-gamma * p)) - 1.

    It is 0 at the beginning, rises steeply and flattens out just below 1.

    p: the progress of training from 0 (beginning) to 1 (end), both included; a Python number, float or int.
    gamma: the steepness, a Python number above 0; 10 when it is not given. For a large gamma too, such as 2000,
        the result is a finite number.

    Returns a float (a 0-d tensor will do). The function is not random and keeps nothing between calls.

    Source: Ganin et al. 2016, section 5.2.
    """
    return 2 / (1 + math.exp(-gamma * p)) - 1

def reversal(x, lam):
    """Reverse the gradient of `x` and scale it by `lam`: a term of value 0 carries it."""
    fixed = x.detach()
    return fixed + lam * (fixed - x)

def dann_loss(
    feat_s: Tensor, feat_t: Tensor, ys: Tensor, classifier: nn.Module, domain_head: nn.Module, lam: float
) -> Tensor:
    """The loss of domain-adversarial training: classify the source, and tell the domains apart behind a reversal.

    The result is the sum of two terms:

        CE(classifier(feat_s), ys)
          + BCE(domain_head(R(features)), domain)

    CE: the usual cross-entropy, the mean over the n_s source samples.
    BCE: the binary cross-entropy with logits (right for logits of 60, too), without label smoothing: one mean over
        all n_s + n_t samples of both domains together, whose label is 0 for a source sample and 1 for a target
        sample.
    R: gradient reversal with factor `lam`. Forward it changes nothing, so the value of the loss does not depend
        on `lam`; backward it multiplies by `-lam` the gradient of the BCE that arrives at the features. It lies
        before the domain head, whose own parameters get the plain gradient of the BCE, not reversed and not
        scaled. The gradient of the CE is not touched by it.

    So minimising the loss trains classifier and domain head to do their jobs, while the features follow
    (gradient of CE) - lam * (gradient of BCE). Use `reversal(x, lam)` from above for R, or write your own; this
    exercise is graded alone.

    feat_s: (n_s, D) features of source samples, feat_t: (n_t, D) of target samples, n_s and n_t 1 or more and not
        necessarily equal; all float32 or all float64, like the networks.
    ys: (n_s,) int64 labels of the source samples, in 0..C-1.
    classifier: maps (n, D) to logits (n, C). domain_head: maps (n, D) to logits (n, 1). Both treat each row by
        itself, without batch norm or dropout: one call for both domains or two calls are equally right.
    lam: a Python number (float or int), 0 or larger.

    Returns a 0-d tensor of the dtype and device of the features, differentiable in both features and in the
    parameters of both networks. It also works where the features need no gradient, and inside torch.no_grad().

    Features, labels and networks are left as they were: their values, .grad, requires_grad and training mode.
    Nothing stays behind on them: each call keeps the `lam` it was given. Nothing is random.

    Source: Ganin et al. 2016, section 4.2.
    """
    label_loss = F.cross_entropy(classifier(feat_s), ys)
    domain_logits = domain_head(reversal(torch.cat([feat_s, feat_t]), lam))
    domain = torch.cat([torch.zeros_like(feat_s[:, :1]), torch.ones_like(feat_t[:, :1])])
    return label_loss + F.binary_cross_entropy_with_logits(domain_logits, domain)

def mmd_rbf(x: Tensor, y: Tensor, sigma: float) -> Tensor:
    """The squared maximum mean discrepancy of two samples, for the kernel k(a, b) = exp(-|a - b|^2 / (2 sigma^2)).

    The biased estimate:

        mean over i, j of k(x_i, x_j)  +  mean over i, j of k(y_i, y_j)  -  2 * mean over i, j of k(x_i, y_j)

    Each mean is over all pairs: n^2, m^2 and n * m of them, those of a row with itself included. |a - b|^2 is the
    sum of the squared differences over the D features.

    x: (n, D), y: (m, D), both float32 or both float64; n and m are 1 or more and may differ.
    sigma: the width of the kernel, a Python number (float or int) above 0.

    Returns a 0-d tensor of their dtype and device (MMD^2, no root), differentiable in x and in y, with finite
    gradients also where rows coincide. The samples are left as they were. Nothing is random.

    Source: Gretton et al. 2012, equation 5.
    """
    def mean_kernel(a: Tensor, b: Tensor) -> Tensor:
        squared = (a[:, None] - b[None]).square().sum(dim=2)
        return torch.exp(-squared / (2 * sigma**2)).mean()

    return mean_kernel(x, x) + mean_kernel(y, y) - 2 * mean_kernel(x, y)

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
    gradient flows to the teacher, also when `teacher` requires one or was computed from what does, and the
    student's is the same in either case. The inputs stay as they are, both their values and their
    `requires_grad`. Loss and gradient are finite and accurate for logits between -50 and 50 and T of 0.5 or more in
    float32, also where a probability is too small for float32 and becomes 0.

    Source: Hinton, Vinyals and Dean 2015, section 2 (alpha and 1 - alpha are a common way to write the
    weights of their average).
    """
    log_p = F.log_softmax(teacher.detach() / temperature, dim=1)
    log_q = F.log_softmax(student / temperature, dim=1)
    divergence = F.kl_div(log_q, log_p, reduction="batchmean", log_target=True)
    return alpha * temperature**2 * divergence + (1 - alpha) * F.cross_entropy(student, y)

def hint_loss(fs: Tensor, ft: Tensor, regressor: nn.Module) -> Tensor:
    """The hint loss: the mean squared error of regressor(fs) against the teacher's features ft.

    The mean is over all elements (batch, channels, and places where there are any), without a factor 1/2. The
    regressor is always applied, also where fs and ft have the same shape.

    fs: the student's features, (B, D_s) or (B, C_s, H, W); ft: the teacher's, (B, D_t) or (B, C_t, H, W).
        All tensors, the regressor's parameters too, are float32, or all float64.
    regressor: maps fs to the shape of ft, such as nn.Linear(D_s, D_t) or nn.Conv2d(C_s, C_t, ...).

    Returns a 0-d tensor of the dtype and device of fs, differentiable in fs and in the regressor's parameters. No
    gradient flows to the teacher, also where ft requires one or was computed from tensors that do.

    Features and regressor are left as they were: their values, .grad, requires_grad and training mode. Nothing
    is random.

    Source: Romero et al. 2015, equation 3 (there with a factor 1/2 and a sum).
    """
    return (regressor(fs) - ft.detach()).square().mean()

def attention_transfer_loss(fs: Tensor, ft: Tensor) -> Tensor:
    """The attention transfer loss: the mean squared difference of the attention maps of student and teacher.

    The attention map q of one sample: square its activations, average them over the channels, which leaves one
    map (H, W), flatten that to H * W numbers, and divide by their L2 norm. So q has length 1 for each sample.

    The loss is the mean of (q_s - q_t)^2 over all elements, that is over the B samples and the H * W places,
    without a factor.

    fs: (B, C_s, H, W) activations of the student, ft: (B, C_t, H, W) of the teacher, of any sign; both float32 or
        both float64. C_s and C_t may differ. No sample's activations are all 0.

    Returns a 0-d tensor of their dtype and device, differentiable in fs, through the normalisation too. No gradient
    flows to the teacher, also where ft requires one or was computed from tensors that do. The activations are left
    as they were: their values, .grad and requires_grad. Nothing is random.

    Source: Zagoruyko and Komodakis 2017, section 3.1, with the mean of their published code (equation 2 has a sum).
    """
    def attention(activations: Tensor) -> Tensor:
        return F.normalize(activations.square().mean(dim=1).flatten(1), dim=1)

    return (attention(fs) - attention(ft.detach())).square().mean()

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
    z = F.normalize(torch.cat([z1, z2]), dim=1)
    own = torch.eye(len(z), dtype=torch.bool, device=z.device)
    similarities = (z @ z.T / tau).masked_fill(own, -math.inf)
    positives = torch.arange(len(z), device=z.device).roll(len(z1))
    return F.cross_entropy(similarities, positives)

def momentum_update(query_encoder: nn.Module, key_encoder: nn.Module, m: float) -> None:
    """Move the key encoder towards the query encoder: k <- m * k + (1 - m) * q, for each parameter.

    Args:
        query_encoder, key_encoder: two modules of the same architecture; parameters that correspond have the same
            name and the same place in parameters(), and none is shared by two layers. The query encoder's parameters
            require a gradient, or some of them do; those of the key encoder do not (they were frozen when it was
            made).
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
    with torch.no_grad():
        for key, query in zip(key_encoder.parameters(), query_encoder.parameters()):
            key.mul_(m).add_(query, alpha=1 - m)

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
    rows = (ptr + torch.arange(len(keys), device=queue.device)) % len(queue)
    queue[rows] = keys.detach()
    return (ptr + len(keys)) % len(queue)

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
    q, k, queue = F.normalize(q, dim=1), F.normalize(k.detach(), dim=1), queue.detach()
    positive = (q * k).sum(dim=1, keepdim=True)
    logits = torch.cat([positive, q @ queue.T], dim=1) / tau
    return F.cross_entropy(logits, torch.zeros(len(q), dtype=torch.int64, device=q.device))

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
    mean = train.mean(dim=0)
    std = train.std(dim=0, correction=0).clamp(min=eps)
    return (train - mean) / std, (test - mean) / std

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

    Source: linear evaluation as in Chen et al. (2020), section 2.3, and He et al. (2020), section 4.1.
    """
    was_training = encoder.training
    encoder.eval()
    with torch.no_grad():
        features = [encoder(batch) for batch in x.split(batch_size)]
    encoder.train(was_training)
    return torch.cat(features)

# Write your choice, "a", "b", "c" or "d", like this: q_frozen = "x"
q_frozen = "c"

# Write your choice, "a", "b", "c" or "d", like this: q_alike = "x"
q_alike = "b"

# Write your choice, "a", "b", "c" or "d", like this: q_temperature = "x"
q_temperature = "a"

# Write your choice, "a", "b", "c" or "d", like this: q_contrast = "x"
q_contrast = "d"
