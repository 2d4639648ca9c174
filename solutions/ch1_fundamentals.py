"""Given code and solutions of ch1_fundamentals.

Generated from source/ch1_fundamentals.py: edit there, then run `python -m autograder build ch1_fundamentals`.
"""

import math
from collections.abc import Sequence

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

def split_classes(labels: Tensor, n_train: int, n_val: int, seed: int) -> tuple[Tensor, Tensor, Tensor]:
    """Divide the classes of a data set into training, validation and test classes.

    Args:
        labels: (n,) int64, the class id of every sample. The ids are 0 or larger and may have gaps
            (3, 17, 40), the samples come in any order, and the classes may differ in size. Not modified.
        n_train: number of classes for training, 0 or larger.
        n_val: number of classes for validation, 0 or larger.
        seed: a whole number in 0..2**32-1 that decides the split.

    Returns:
        `(train, val, test)`, three int64 tensors of class ids on the device of `labels`:
        - train: (n_train,);
        - val: (n_val,);
        - test: (number of classes - n_train - n_val,), all other classes.
        They hold class ids, not positions and not samples. Every class that occurs in `labels` is in
        exactly one of the three, once. Each tensor is sorted in ascending order. A part may be empty: it
        then has shape (0,), and its dtype is int64 all the same.

    Randomness: the same labels and numbers with the same seed give the same split, in whatever state the
    global random generators of torch, numpy and Python are; these are neither used nor moved. (Seed a
    generator of your own: `torch.Generator`, `np.random.default_rng` or `random.Random`.) Over the seeds,
    every choice of n_train classes for training, and of n_val of the others for validation, is equally
    likely, whatever the number of samples of a class.

    Raises:
        ValueError: if n_train + n_val exceeds the number of classes.

    Source: Ravi and Larochelle 2017 (meta-training, meta-validation and meta-test sets that share no class;
        64, 16 and 20 classes of Mini-ImageNet).
    """
    classes = torch.unique(labels)
    if n_train + n_val > len(classes):
        raise ValueError(f"n_train + n_val = {n_train + n_val}, but there are only {len(classes)} classes")
    order = torch.randperm(len(classes), generator=torch.Generator().manual_seed(seed))
    shuffled = classes[order.to(labels.device)]
    parts = shuffled[:n_train], shuffled[n_train : n_train + n_val], shuffled[n_train + n_val :]
    return tuple(part.sort().values for part in parts)

def sample_episode(
    labels: torch.Tensor, n_way: int, k_shot: int, n_query: int, generator: torch.Generator
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
    """Draw one `n_way`-way, `k_shot`-shot episode from a labelled data set.

    Args:
        labels: (n,) int64, the class id of every sample. The ids may have gaps (3, 17, 40), the samples come
            in any order, and the classes may differ in size. Not modified.
        n_way: number of classes in the episode, at least 1.
        k_shot: number of support samples of each class, at least 1.
        n_query: number of query samples of each class, at least 1.
        generator: the only source of randomness, a generator on the CPU.

    Returns:
        `(support_idx, support_y, query_idx, query_y, classes)`, five tensors of any integer dtype on the
        device of `labels`:
        - support_idx: (n_way * k_shot,) positions in `labels`, each in 0..n-1;
        - support_y: (n_way * k_shot,) the episode label of each of these samples, in 0..n_way-1;
        - query_idx: (n_way * n_query,) positions in `labels`, each in 0..n-1;
        - query_y: (n_way * n_query,) the episode label of each of these samples, in 0..n_way-1;
        - classes: (n_way,) the class id that each episode label stands for, so that
          `labels[support_idx] == classes[support_y]` and `labels[query_idx] == classes[query_y]`.

    Which classes: a class can be drawn if it has at least k_shot + n_query samples; smaller classes are
    passed over. Every ordered choice of n_way different classes that can be drawn is equally likely,
    whatever their sizes. So `classes` is in random order, and a label carries no information about the
    class id.

    Which samples: exactly k_shot support samples and n_query query samples of each drawn class. No sample
    comes twice, neither within the support set, nor within the query set, nor in both. Within a class,
    every choice of support samples is equally likely, and so is every choice of query samples among the
    rest. The samples of different classes are drawn independently of each other.

    The order of the entries is free (by class, alternating, shuffled), as long as `support_idx` and
    `support_y` agree entry by entry, and `query_idx` and `query_y` too.

    Randomness: the same state of `generator` gives the same five tensors. Every call moves the generator
    on, so that the next call draws a new episode. The global random states of torch, numpy and Python are
    neither used nor moved. (You may draw with another tool of your own, if you seed it with a number drawn
    from `generator`.)

    Raises:
        ValueError: if fewer than n_way classes have k_shot + n_query samples. Never returns a short episode.

    Source: Vinyals et al. 2016, section 2.2 (the recipe) and section 4 (N-way, k-shot tasks); Ravi and
        Larochelle 2017.
    """
    n_samples = k_shot + n_query
    class_ids, sizes = torch.unique(labels, return_counts=True)
    large_enough = class_ids[sizes >= n_samples]
    if len(large_enough) < n_way:
        raise ValueError(f"n_way={n_way}, but only {len(large_enough)} classes have {n_samples} samples")
    classes = large_enough[torch.randperm(len(large_enough), generator=generator)[:n_way]]
    rows = []
    for class_id in classes:
        positions = (labels == class_id).nonzero().squeeze(1)
        rows.append(positions[torch.randperm(len(positions), generator=generator)[:n_samples]])
    drawn = torch.stack(rows)  # (n_way, k_shot + n_query)
    y = torch.arange(n_way, device=labels.device)
    support_idx, query_idx = drawn[:, :k_shot].flatten(), drawn[:, k_shot:].flatten()
    return support_idx, y.repeat_interleave(k_shot), query_idx, y.repeat_interleave(n_query), classes

def nearest_neighbour_predict(support: Tensor, support_y: Tensor, query: Tensor, metric: str) -> Tensor:
    """Give every query the label of its nearest support row.

    Args:
        support: (M, D) float32 or float64, one labelled vector per row.
        support_y: (M,) int64, the label of each support row. Labels may have gaps (3, 17, 40), the rows come
            in any order, a class may have one row or many, and the classes may differ in size.
        query: (B, D), same dtype and device as `support`. B, M and D are at least 1 and in general all
            different.
        metric: "euclidean" or "cosine", spelt exactly so.

    Returns:
        (B,) int64 on the device of the inputs. Entry b is the label (not the position) of that one row of
        `support` which has the smallest distance to query[b]:
        - "euclidean": d(q, s) = |q - s|, where |v| is the square root of the sum of v[d] ** 2 over d;
        - "cosine": d(q, s) = 1 - q·s / (|q| |s|). The lengths of q and s play no role, and a row that points
          the opposite way has the largest distance, 2. No row of length 0 comes with this metric.

    One row decides: there is no mean over a class and no vote among several neighbours. Each query is judged
    on its own, whatever the other queries are. If rows are equally near, the label of any of them is right,
    and rounding is forgiven: you are free to choose the formula, and any quantity that ranks the rows as the
    distance does will do.

    `support`, `support_y` and `query` are not modified.

    Raises:
        ValueError: if `metric` is any other string ("Euclidean", "cos" and "" included).

    Source: Cover and Hart 1967 (the nearest-neighbour rule); Vinyals et al. 2016, section 4 (pixels with the
        cosine distance as the first baseline of their few-shot experiments).
    """
    if metric == "euclidean":
        distances = (query[:, None, :] - support[None, :, :]).square().sum(dim=2)
    elif metric == "cosine":
        distances = -F.normalize(query, dim=1) @ F.normalize(support, dim=1).T
    else:
        raise ValueError(f"metric must be 'euclidean' or 'cosine', not {metric!r}")
    return support_y[distances.argmin(dim=1)]

def mean_ci95(accuracies: Sequence[float] | Tensor) -> tuple[float, float]:
    """Average the accuracies of test episodes, with the half width of a 95 % confidence interval.

    With n accuracies a_1, ..., a_n, their mean m and their sample standard deviation

        s = sqrt(((a_1 - m)^2 + ... + (a_n - m)^2) / (n - 1)),

    the half width is 1.96 * s / sqrt(n). The interval is then m - half_width to m + half_width.

    Args:
        accuracies: n >= 2 numbers, one per episode: a list or tuple of Python floats, or a float32 or
            float64 tensor of shape (n,) on the CPU. They may be shares (0.85) or percentages (85.0), the
            formula is the same. Not modified.

    Returns:
        The tuple `(mean, half_width)`, in the unit of `accuracies`, neither rounded nor clipped. Each is a
        Python float or a 0-d float tensor. If all accuracies are equal, half_width is 0 (up to rounding
        errors), never NaN.

    Conventions: s divides by n - 1 (`ddof=1` in numpy, `correction=1` in torch), and the factor is 1.96 for
    every n: neither 1.959964 nor a quantile of the t-distribution.

    Precision: do not cast a float64 tensor down to float32. With a list or tuple, either precision will do.

    Raises:
        ValueError: if there are fewer than 2 accuracies (one has no spread), whether in a list, a tuple or a
            tensor.

    Source: the normal interval of few-shot papers, for instance Snell et al. 2017 (table 2: 600 test
        episodes, with 95 % confidence intervals).
    """
    values = torch.as_tensor(accuracies, dtype=torch.float64)
    n = len(values)
    if n < 2:
        raise ValueError(f"an interval needs at least 2 accuracies, got {n}")
    return values.mean().item(), 1.96 * values.std(correction=1).item() / math.sqrt(n)

def episode_accuracies(predict, pool, n_way, k_shot, n_episodes, seed=1, n_query=5, label=None):
    """Return the accuracy of `predict(support_x, support_y, query_x) -> labels` on each of `n_episodes` episodes.

    The same seed gives the same episodes, whatever is measured on them.
    """
    pool_images, pool_labels = pool
    generator = torch.Generator().manual_seed(seed)
    accuracies = []
    for _ in progress(range(n_episodes), label) if label else range(n_episodes):
        s_idx, s_y, q_idx, q_y, _ = sample_episode(pool_labels, n_way, k_shot, n_query, generator)
        with torch.no_grad():
            answers = predict(pool_images[s_idx], s_y.to(device, torch.int64), pool_images[q_idx])
        accuracies.append((answers.cpu() == q_y).float().mean())
    return torch.stack(accuracies)

# Write your choice, "a", "b", "c" or "d", like this: q_interval = "x"
q_interval = "d"

def embedding_network():
    """Return a convolutional network from images (n, 1, 16, 16) to embeddings (n, 128)."""
    layers, channels = [], 1
    for _ in range(3):
        layers += [nn.Conv2d(channels, 32, 3, padding=1), nn.BatchNorm2d(32), nn.ReLU(), nn.MaxPool2d(2)]
        channels = 32
    return nn.Sequential(*layers, nn.Flatten())


class Learner(nn.Module):
    """An embedding network and a head that learns one episode from embeddings."""

    def __init__(self, head):
        super().__init__()
        self.embed = embedding_network()
        self.head = head

    def answer(self, zs, ys, zq):
        """Return the label of each query, given embeddings; each query is judged on its own."""
        self.eval()
        return self.head(zs, ys, zq).argmax(dim=1)


def embedded(learner, pool):
    """Return the pool with embeddings in the place of images: for any number of episodes this is done once."""
    learner.eval()
    with torch.no_grad():
        return learner.embed(pool[0]), pool[1]


def meta_train(learner, train_pool, val_pool, n_steps, label, seed=0, n_way=5, k_shot=1, n_query=5):
    """Train `learner` on episodes, four at each step; return [(step, meta-validation accuracies), ...]."""
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.Adam(learner.parameters())
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=0.004, total_steps=n_steps)
    curve = [(0, episode_accuracies(learner.answer, embedded(learner, val_pool), n_way, k_shot, 200))]
    for step in progress(range(1, n_steps + 1), label):
        learner.train()
        episodes = [sample_episode(train_pool[1], n_way, k_shot, n_query, generator)[:4] for _ in range(4)]
        positions = torch.stack([torch.cat([s_idx, q_idx]) for s_idx, _, q_idx, _ in episodes])
        z = learner.embed(train_pool[0][positions.flatten()]).view(*positions.shape, -1)
        loss = 0
        for vectors, (s_idx, s_y, _, q_y) in zip(z, episodes):
            zs, zq = vectors[: len(s_idx)], vectors[len(s_idx) :]
            scores = learner.head(zs, s_y.to(device, torch.int64), zq)
            loss = loss + F.cross_entropy(scores, q_y.to(device, torch.int64)) / len(episodes)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
        if step % (n_steps // 4) == 0:
            accuracies = episode_accuracies(learner.answer, embedded(learner, val_pool), n_way, k_shot, 200)
            curve.append((step, accuracies))
    return curve

# Write your choice, "a", "b", "c" or "d", like this: q_leak = "x"
q_leak = "c"

def memory_read(key: Tensor, memory: Tensor, beta: float) -> tuple[Tensor, Tensor]:
    """Read from a memory by content: the more a slot resembles the key, the more it counts.

        weights[b, i] = exp(beta * cos(key[b], memory[i])) / sum over all slots j of exp(beta * cos(key[b], memory[j]))
        read[b]       = sum over all slots i of weights[b, i] * memory[i]

    with cos(u, v) = u·v / (|u| |v|) and |v| the square root of the sum of v[d] ** 2 over d.

    Args:
        key: (B, D) float32 or float64, one key per row.
        memory: (M, D), same dtype and device as `key`, one slot per row. B, M and D are at least 1 and in
            general all different. No row of `key` or `memory` has length 0; their lengths differ, and are in
            general far from 1.
        beta: a Python number from 0 to 50: how sharply the memory is addressed. With beta = 0 all slots count
            alike, with a large beta almost only the most similar one.

    Returns:
        `(read, weights)`, in this order, in the dtype and on the device of the inputs:
        - read: (B, D), the slots as they are stored (not normalised), averaged with the weights;
        - weights: (B, M), each row is positive and sums to 1 over the slots.

    Keys do not influence each other. beta is at most 50, so that exp(beta) is finite in float32 too. (A weight
    may round to 0. A small constant that guards against division by zero is forgiven up to 1e-6.)

    Both results are differentiable in `key` and in `memory`. The memory acts on `read` in two ways, as what
    the key is compared with and as what is read, and its gradient holds both.

    `key` and `memory` are not modified.

    Source: Graves, Wayne and Danihelka 2014, section 3.3.1, equations 5 and 6, and equation 2 for the read;
        Santoro et al. 2016 (memory-augmented networks for one-shot learning; theirs has no beta).
    """
    similarity = F.normalize(key, dim=1) @ F.normalize(memory, dim=1).T
    weights = torch.softmax(beta * similarity, dim=1)
    return weights @ memory, weights

def sinusoid_task(
    k_shot: int, n_query: int, generator: torch.Generator
) -> tuple[Tensor, Tensor, Tensor, Tensor, float | Tensor, float | Tensor]:
    """Draw one regression task: a sine curve, and points of it to learn from and to be judged on.

    A task is a function y = A * sin(x + phi). Its amplitude A is uniform between 0.1 and 5, its phase phi is
    uniform between 0 and pi (in radians). Both are drawn anew in each call, and both hold for support and query.

    Args:
        k_shot: number of support points, at least 1.
        n_query: number of query points, at least 1.
        generator: the only source of randomness, a generator on the CPU.

    Returns:
        `(xs, ys, xq, yq, amplitude, phase)`, all tensors on the CPU:
        - xs: (k_shot, 1) float32, the inputs of the support set;
        - ys: (k_shot, 1) float32, ys = amplitude * sin(xs + phase), without noise;
        - xq: (n_query, 1) float32, the inputs of the query set, drawn anew;
        - yq: (n_query, 1) float32, yq = amplitude * sin(xq + phase), with the same amplitude and phase;
        - amplitude, phase: the A and phi of this task, each a Python float or a tensor with one element.

    Every input in xs and xq is uniform between -5 and 5. A, phi and all inputs are drawn independently of each
    other: so the inputs are neither evenly spaced nor sorted, and xq has nothing to do with xs. Whether an end
    of an interval can itself be drawn is free, and so is the order in which you draw.

    Precision: amplitude and phase are those that ys and yq were computed with, up to float32 rounding errors.

    Randomness: the same state of `generator` gives the same task. Every call moves the generator on, so that
    the next call draws a new task. The global random states of torch, numpy and Python are neither used nor
    moved. (You may draw with another tool of your own, if you seed it with a number drawn from `generator`.)

    Source: Finn et al. 2017, section 5.1.
    """
    amplitude = 0.1 + 4.9 * torch.rand(1, generator=generator).item()
    phase = math.pi * torch.rand(1, generator=generator).item()
    xs = 10 * torch.rand(k_shot, 1, generator=generator) - 5
    xq = 10 * torch.rand(n_query, 1, generator=generator) - 5
    return xs, amplitude * torch.sin(xs + phase), xq, amplitude * torch.sin(xq + phase), amplitude, phase

# Write your choice, "a", "b", "c" or "d", like this: q_family = "x"
q_family = "b"

# Write your choice, "a", "b", "c" or "d", like this: q_worth = "x"
q_worth = "a"
