"""Given code and solutions of ch3_few_shot.

Generated from source/ch3_few_shot.py: edit there, then run `python -m autograder build ch3_few_shot`.
"""

import time

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


def train_on_tasks(model, task_loss, drawings, label, n_tasks=600, seed=0, **sizes):
    """Train `model` by Adam on task_loss(support, ys, query, yq), one task drawn from `drawings` per step."""
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.005)
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
    return torch.stack([z[y == label].mean(dim=0) for label in range(n_way)])

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

    `a` and `b` are left as they were: values, `requires_grad` and `.grad`. Nothing is random.

    Source: Snell, Swersky and Zemel 2017, "Prototypical Networks for Few-shot Learning", sections 2.3, 2.4.
    """
    difference = a[:, None, :] - b[None, :, :]
    return difference.pow(2).sum(dim=-1)

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
    sq_dists = (zq[:, None] - prototypes[None]).pow(2).sum(dim=-1)
    loss = F.cross_entropy(-sq_dists, yq)
    accuracy = (sq_dists.argmin(dim=1) == yq).double().mean().item()
    return loss, accuracy

# Write your choice, "a", "b", "c" or "d", like this: q_boundary = "x"
q_boundary = "b"

def matching_predict(zq: Tensor, zs: Tensor, ys: Tensor, n_way: int) -> Tensor:
    """Predict the labels of queries by attention over the support set.

        a[b, i] = exp(cos(zq[b], zs[i])) / sum over all support rows j of exp(cos(zq[b], zs[j]))
        P[b, c] = sum over the support rows i with ys[i] = c of a[b, i]

    with cos(u, v) = u·v / (|u| |v|) and |v| the square root of the sum of v[d] ** 2 over d. The cosines enter as they
    are: there is no temperature and no other factor.

    Args:
        zq: (B, D) float32 or float64, the embeddings of the queries, one per row.
        zs: (M, D), those of the support set, in the dtype of `zq`. No row of `zq` or `zs` has length 0; their lengths
            differ, and are in general far from 1.
        ys: (M,) int64, the labels of the rows of `zs`, in 0..n_way-1. The rows come in any order, the classes may
            differ in size, and some labels may not occur at all, the last one neither.
        n_way: the number of classes. B, M, D and n_way are at least 1 and in general all different.
            All three tensors lie on one device.

    Returns:
        P: (B, n_way) in the dtype and on the device of `zq`. Column c belongs to label c. Each row sums to 1. A label
        without support rows has the probability 0. Both axes stay when B or n_way is 1.

    Queries do not influence each other. (A small constant that guards against division by zero is forgiven up to
    1e-6.)

    The result is differentiable in `zq` and in `zs`. The gradients are finite, also where a label does not occur.

    The arguments are left as they were: values, `requires_grad` and `.grad`. Nothing is random.

    Source: Vinyals et al. 2016, "Matching Networks for One Shot Learning", equation 1 and section 2.1.1.
    """
    cosines = F.normalize(zq, dim=1) @ F.normalize(zs, dim=1).T
    attention = torch.softmax(cosines, dim=1)  # (B, M)
    return attention @ F.one_hot(ys, n_way).to(attention.dtype)

def matching_loss(probs: Tensor, y: Tensor) -> Tensor:
    """Compute the mean negative log-probability of the right labels.

    Args:
        probs: (B, N) float32 or float64, probabilities: each entry is from 0 to 1, each row sums to 1. Entries of
            exactly 0 and exactly 1 occur, and entries as small as 1e-12.
        y: (B,) int64, the right labels, in 0..N-1, on the device of `probs`: in any order, some more often than
            others, some not at all. B and N are at least 1 and in general different.

    Returns:
        A tensor without axes, in the dtype and on the device of `probs`: the mean over the B rows of
        -log max(probs[b, y[b]], 1e-8), with the natural logarithm. So a probability below 1e-8 counts as 1e-8, and
        one above it counts as it is: nothing is added to it, and the rows are not normalised once more.

    It is differentiable in `probs`, and its gradient is finite everywhere: -1 / (B probs[b, y[b]]) at entry
    [b, y[b]] if that is above 1e-8, up to 1 itself; 0 if it is below; and 0 at all other entries.

    The arguments are left as they were: values, `requires_grad` and `.grad`. Nothing is random.

    Source: Vinyals et al. 2016, equation 2 (log-likelihood of a batch, given the support set).
    """
    of_targets = probs.gather(1, y[:, None])
    return -of_targets.clamp(min=1e-8).log().mean()

def fce_support(g: Tensor, lstm: nn.LSTM) -> Tensor:
    """Embed each support sample in the context of the whole support set.

    The rows of `g` are read by a bidirectional LSTM, as ONE sequence of M steps in the order of the rows: step i of
    the sequence is row i. With forward[i] and backward[i] for the hidden states of the two directions at row i,

        result[i] = forward[i] + backward[i] + g[i].

    Both directions start with a hidden and a cell state of zeros. The backward direction reads row M-1 first and
    row 0 last, so backward[i] depends on the rows i..M-1, as forward[i] depends on the rows 0..i.

    Args:
        g: (M, D) float32 or float64, the embeddings of the support set, one per row. M and D are at least 1 and in
            general different.
        lstm: nn.LSTM(D, D, bidirectional=True) in the dtype and on the device of `g`: one layer, with biases, without
            dropout, and with batch_first=False. It may be in training or evaluation mode.

    Returns:
        (M, D), in the dtype and on the device of `g`; row i belongs to row i of `g`. Both axes stay when M or D is 1.

    The result is differentiable in `g` and in all parameters of `lstm`, those of both directions.

    `g` is left as it was: values, `requires_grad` and `.grad`. So is `lstm`: its parameters, their `requires_grad`
    and `.grad`, and its mode. Nothing is random, and nothing is kept from one call to the next.

    Source: Vinyals et al. 2016, appendix A.2.
    """
    states, _ = lstm(g[:, None])  # a sequence of M steps, in a batch of one: (M, 1, 2D)
    forward, backward = states[:, 0].chunk(2, dim=1)
    return forward + backward + g

def fce_query(f: Tensor, g: Tensor, cell: nn.LSTMCell, steps: int) -> Tensor:
    """Embed each query in the context of the support set, by an LSTM cell that attends to it again and again.

    Start with h = f and c = 0. Then, in each of `steps` steps,

        a = softmax of h g^T over the M support rows: (B, M), plain inner products, no cosine and no factor;
        r = a g: (B, D), what this query reads from the support set;
        h_hat, c = cell(f, (h + r, c)): the input is f, the hidden state h + r, the cell state c;
        h = h_hat + f.

    The result is h after the last step. The next step reads with this h, which contains f, and goes on with the c of
    the step before.

    Args:
        f: (B, D) float32 or float64, the embeddings of the queries, one per row.
        g: (M, D), those of the support set (in general the result of `fce_support`). B, M and D are at least 1 and in
            general all different.
        cell: nn.LSTMCell(D, D), in training or evaluation mode. `f`, `g` and `cell` have one dtype and one device.
        steps: the number of steps, 0 or more. With steps=0 the result is f (itself or a copy).

    Returns:
        (B, D), in the dtype and on the device of `f`. Both axes stay when B, M or D is 1.

    Queries do not influence each other: row b of the result depends on f[b], on `g` and on `cell`.

    The result is differentiable in `f`, in `g` and in the parameters of `cell`, through all steps.

    `f` and `g` are left as they were: values, `requires_grad` and `.grad`. So is `cell`: its parameters, their
    `requires_grad` and `.grad`, and its mode. Nothing is random, and nothing is kept from one call to the next.

    Source: Vinyals et al. 2016, appendix A.1, equations 3 to 6. (They put h and r side by side, which fits no cell with
        a hidden state of D entries; like most implementations we add them.)
    """
    h, c = f, torch.zeros_like(f)
    for _ in range(steps):
        read = torch.softmax(h @ g.T, dim=1) @ g
        h_hat, c = cell(f, (h + read, c))
        h = h_hat + f
    return h

# Write your choice, "a", "b", "c" or "d", like this: q_attention = "x"
q_attention = "b"

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
    n_way, n_queries = len(prototypes), len(queries)
    of_classes = prototypes[None].expand(n_queries, -1, -1, -1, -1)
    of_queries = queries[:, None].expand(-1, n_way, -1, -1, -1)
    return torch.cat([of_classes, of_queries], dim=2)

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
    targets = F.one_hot(y, num_classes=scores.shape[1]).to(scores.dtype)
    return (scores - targets).pow(2).mean()

def contrastive_loss(z1: Tensor, z2: Tensor, same: Tensor, margin: float) -> Tensor:
    """Pull pairs of the same class together, and push pairs of different classes apart up to a margin.

    With d[p] the Euclidean distance of z1[p] and z2[p] (the square root of the sum of squares over the D features), the
    loss is the mean over all P pairs of

        same[p] * d[p] ** 2 + (1 - same[p]) * max(0, margin - d[p]) ** 2.

    There is no factor 1/2. The margin applies to the distance itself, and it is the difference that is squared.

    Args:
        z1, z2: (P, D) float32 or float64, the two embeddings of every pair, same dtype and device. P and D are at
            least 1.
        same: (P,) in the dtype of `z1`: 1.0 for a pair of the same class, 0.0 for a pair of different classes. They
            come in any order and any proportion; a batch may hold pairs of one kind only.
        margin: a number above 0.

    Returns:
        A tensor without axes, in the dtype and on the device of `z1`. (Distances are compared with a tolerance of
        1e-5, so that F.pairwise_distance, which adds 1e-6 to every coordinate, may be used; with one of 1e-4 where the
        two embeddings of a pair are identical.)

    The result is differentiable in `z1` and in `z2`. The gradient is finite everywhere, also where the two embeddings
    of a pair are identical: for a pair of the same class it is 0 there, for one of different classes any finite
    gradient will do, since the distance has no derivative at 0.

    The arguments are left as they were: values, `requires_grad` and `.grad`. Nothing is random.

    Source: Hadsell, Chopra and LeCun 2006, "Dimensionality Reduction by Learning an Invariant Mapping", equation 4
        (which has the factor 1/2, and Y = 0 for similar pairs).
    """
    sq_dists = (z1 - z2).pow(2).sum(dim=1)
    dists = sq_dists.clamp(min=1e-12).sqrt()  # the clamp stops the gradient where the root would make it infinite
    return (same * sq_dists + (1 - same) * F.relu(margin - dists).pow(2)).mean()

def triplet_loss(anchor: Tensor, positive: Tensor, negative: Tensor, margin: float) -> Tensor:
    """Ask that each anchor is nearer to its positive than to its negative, by a margin.

    With d the Euclidean distance of two rows (the square root of the sum of squares over the D features, not squared),
    the loss is the mean over ALL T triplets of

        max(0, d(anchor[t], positive[t]) - d(anchor[t], negative[t]) + margin).

    A triplet that satisfies the margin counts as 0 and is divided by like every other.

    Args:
        anchor, positive, negative: (T, D) float32 or float64, same dtype and device; row t of the three is one
            triplet. T and D are at least 1. In no triplet does the anchor equal one of the other two.
        margin: a number above 0.

    Returns:
        A tensor without axes, in the dtype and on the device of `anchor`. It is 0 when all triplets satisfy the
        margin. (Distances are compared with a tolerance of 1e-5, so that F.pairwise_distance, which adds 1e-6 to every
        coordinate, may be used.)

    The result is differentiable in all three. Triplets that satisfy the margin get a gradient of 0.

    The arguments are left as they were: values, `requires_grad` and `.grad`. Nothing is random.

    Source: Schroff, Kalenichenko and Philbin 2015, "FaceNet", section 3.1 (there with squared distances and as a sum);
        Hermans, Beyer and Leibe 2017, section 2, for distances that are not squared.
    """
    to_positive = (anchor - positive).norm(dim=1)
    to_negative = (anchor - negative).norm(dim=1)
    return F.relu(to_positive - to_negative + margin).mean()

def make_pairs(labels: Tensor, n_pairs: int, generator: torch.Generator) -> tuple[Tensor, Tensor, Tensor]:
    """Draw pairs of samples for a Siamese network: one half of the same class, one half of different classes.

    Args:
        labels: (n,) int64, the class id of every sample. The ids may have gaps (3, 17, 40), the samples come in any
            order, and the classes differ in size. There are at least two classes with two or more samples each;
            others may have a single one. Not modified.
        n_pairs: the number of pairs, even and at least 2.
        generator: the only source of randomness, a generator on the CPU.

    Returns:
        `(i, j, same)`, three tensors of shape (n_pairs,) on the device of `labels`:
        - i, j: the positions in `labels` of the first and the second sample of each pair, of an integer dtype;
        - same: 1 if the two have the same label, 0 if not; of any dtype in which these are 1 and 0 (bool too).

    Exactly n_pairs / 2 pairs are of the same class, and exactly n_pairs / 2 of different classes. The two samples of a
    pair are always different samples: i and j never name the same position. A class with a single sample therefore
    has no same-class pair.

    The pairs are drawn at random, each on its own: no class, sample or starting point is drawn once for all pairs of a
    call, and no pair follows from another. Any two samples of one class can come as a same-class pair, and any two
    classes with two or more samples can meet in a different-class pair, each of their samples included; how often each
    comes is free. So is the order of the pairs, which sample of a pair is i and which is j, and whether a pair may
    come more than once.

    Randomness: the same state of `generator` gives the same pairs. Every call moves the generator on, so that the
    next call draws new pairs. The global random states of torch, numpy and Python are neither used nor moved. (You
    may draw with another tool of your own, if you seed it with a number drawn from `generator`.)

    Source: Koch, Zemel and Salakhutdinov 2015, "Siamese Neural Networks for One-shot Image Recognition", section 4.1.
    """
    def pick(candidates: Tensor) -> Tensor:
        chosen = torch.multinomial(candidates.double().cpu(), 1, generator=generator).squeeze(1)
        return chosen.to(labels.device)

    is_same_class = labels[:, None] == labels[None, :]
    is_partner = is_same_class.clone().fill_diagonal_(False)  # of the same class, but not the sample itself
    half = n_pairs // 2
    has_partner, has_stranger = is_partner.any(dim=1), ~is_same_class.all(dim=1)
    i = pick(torch.cat([has_partner.expand(half, -1), has_stranger.expand(half, -1)]))
    j = pick(torch.cat([is_partner[i[:half]], ~is_same_class[i[half:]]]))
    return i, j, labels[i] == labels[j]

# Write your choice, "a", "b", "c" or "d", like this: q_margin = "x"
q_margin = "c"

# Write your choice, "a", "b", "c" or "d", like this: q_choice = "x"
q_choice = "d"
