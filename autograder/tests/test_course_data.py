"""The data of the course: what is drawn, and what is read from tiny files in each benchmark's own format."""

import hashlib
import io
import pickle
import runpy
import socket
import tarfile
import zipfile
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from torchvision.datasets import cifar, omniglot

from autograder.tests.places import ROOT

DATA = runpy.run_path(str(ROOT / "source" / "shared" / "data.py"))
load_data, glyphs, digits, rotated_digits = (DATA[name] for name in ("load_data", "glyphs", "digits", "rotated_digits"))
OFFLINE = ("digits", "rotated_digits", "glyphs")
NEEDED = {
    "omniglot": ("images_background.zip", "images_evaluation.zip", "github.com/brendenlake/omniglot"),
    "cifar100": ("cifar-100-python/", "train, test and meta", "www.cs.toronto.edu"),
    "mini_imagenet": ("mini-imagenet-cache-validation.pkl", "zenodo.org/record/7978538"),
    "cub200": ("cubirds200/CUB_200_2011/images", "zenodo.org/record/8000562"),
}


@pytest.fixture(autouse=True)
def _no_network(monkeypatch):
    """Let no test look up a host or connect: urllib turns this into the URLError of a machine without a network."""

    def refuse(*_args, **_keywords):
        raise socket.gaierror("no network in the tests")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)


def is_well_formed(images, labels):
    assert images.dtype == torch.float32
    assert labels.dtype == torch.int64
    assert images.dim() == 4
    assert labels.shape == images.shape[:1]
    assert images.is_contiguous()
    assert images.min() >= 0
    assert images.max() <= 1
    assert labels.unique().tolist() == list(range(int(labels.max()) + 1))


@pytest.mark.parametrize(
    ("name", "shape", "n_classes"),
    [
        ("digits", (1797, 1, 8, 8), 10),
        ("rotated_digits", (1797, 1, 8, 8), 10),
        ("glyphs", (4000, 1, 16, 16), 200),
    ],
)
def test_the_offline_sets(name, shape, n_classes):
    images, labels = load_data(name)
    is_well_formed(images, labels)
    assert images.shape == shape
    assert labels.max() == n_classes - 1
    assert images.max() == 1


def test_digits_are_scikit_learns():
    images, labels = digits()
    assert labels[:4].tolist() == [0, 1, 2, 3]
    assert (16 * images[0, 0, 0]).tolist() == [0, 0, 5, 13, 9, 1, 0, 0]


def test_rotated_by_nothing_is_the_same():
    torch.testing.assert_close(rotated_digits(0.0)[0], digits()[0])


def test_rotated_by_90_degrees_turns_counterclockwise():
    torch.testing.assert_close(rotated_digits(90.0)[0], torch.rot90(digits()[0], 1, (2, 3)), rtol=0, atol=1e-4)
    assert torch.equal(rotated_digits(90.0)[1], digits()[1])


def test_load_data_turns_by_30_degrees():
    images = load_data("rotated_digits")[0]
    assert torch.equal(images, rotated_digits(30.0)[0])
    assert (images - digits()[0]).abs().mean() > 0.05


def test_glyphs_are_the_same_on_every_platform():
    images, labels = glyphs(n_classes=40, per_class=5, seed=0)
    steps = 255 * images
    torch.testing.assert_close(steps, steps.round(), rtol=0, atol=1e-4)
    digest = hashlib.sha256(steps.round().to(torch.uint8).numpy().tobytes()).hexdigest()
    assert digest == "1b9693d9be17ffb2866b6ec4f7261f42d310eb2abf6bd7a6a5c1695f7543fd5b"
    assert labels.tolist() == [c for c in range(40) for _ in range(5)]


def test_a_glyph_does_not_depend_on_how_many_are_asked_for():
    many = glyphs(n_classes=7, per_class=6)[0].unflatten(0, (7, 6))
    few = glyphs(n_classes=3, per_class=4)[0].unflatten(0, (3, 4))
    assert torch.equal(many[:3, :4], few)


def test_another_seed_draws_another_alphabet():
    first, second = (glyphs(n_classes=5, per_class=2, seed=seed)[0] for seed in (0, 1))
    assert torch.cdist(first.flatten(1), second.flatten(1)).min() > 1, "two alphabets share a drawing"


def test_glyphs_leave_the_global_generator_alone():
    torch.manual_seed(3)
    state = torch.get_rng_state()
    glyphs(n_classes=2, per_class=2)
    assert torch.equal(torch.get_rng_state(), state)


def test_every_drawing_has_ink_and_differs_from_the_others():
    images = glyphs()[0].flatten(1)
    assert images.sum(1).min() > 4
    assert len(images.unique(dim=0)) == len(images)


@pytest.mark.parametrize(
    ("n_way", "k_shot", "low", "high"), [(5, 1, 0.37, 0.47), (5, 5, 0.56, 0.68), (20, 1, 0.17, 0.25)]
)
def test_glyphs_are_as_hard_for_pixels_as_omniglot(n_way, k_shot, low, high):
    images = glyphs()[0].view(200, 20, 256)
    generator = torch.Generator().manual_seed(0)
    target = torch.arange(n_way).repeat_interleave(5)
    right = []
    for _ in range(200):
        drawn = images[torch.randperm(200, generator=generator)[:n_way]]
        order = torch.rand(n_way, 20, generator=generator).argsort(1)
        drawn = drawn.gather(1, order.unsqueeze(2).expand(-1, -1, 256))
        support, query = drawn[:, :k_shot].flatten(0, 1), drawn[:, k_shot : k_shot + 5].flatten(0, 1)
        right.append((torch.cdist(query, support).argmin(1) // k_shot == target).float().mean())
    assert low < torch.stack(right).mean() < high


def test_per_class_keeps_the_first_of_each_class():
    images, labels = load_data("digits", per_class=3)
    everything, all_labels = digits()
    assert labels.bincount().tolist() == [3] * 10
    for digit in range(10):
        assert torch.equal(images[labels == digit], everything[all_labels == digit][:3])


@pytest.mark.parametrize("per_class", [0, -2])
def test_per_class_below_one_is_refused(per_class):
    with pytest.raises(ValueError, match=f"per_class is {per_class}: give a number of images from 1 up"):
        load_data("digits", per_class=per_class)


def test_an_unknown_name_is_refused_with_all_names():
    with pytest.raises(ValueError, match="no data set is called 'mnist'") as caught:
        load_data("mnist")
    assert all(name in str(caught.value) for name in (*OFFLINE, *NEEDED))


@pytest.mark.parametrize("name", NEEDED)
def test_missing_files_are_named_with_their_place_and_source(name, tmp_path):
    with pytest.raises(FileNotFoundError, match=f"'{name}' could be neither read nor downloaded") as caught:
        load_data(name, root=str(tmp_path))
    message = str(caught.value)
    assert all(part in message for part in (str(tmp_path), "no network in the tests", *NEEDED[name], *OFFLINE))
    assert not [path for path in tmp_path.rglob("*") if path.is_file()], "a failed download left a file"


def test_a_damaged_file_is_named_with_the_way_out(tmp_path):
    (tmp_path / "mini-imagenet-cache-train.pkl").write_bytes(b"<html>not found</html>")
    with pytest.raises(FileNotFoundError, match="delete what is damaged there"):
        load_data("mini_imagenet", root=str(tmp_path))


def test_a_folder_in_the_home_directory_is_found(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    write_mini_imagenet(tmp_path)
    assert len(load_data("mini_imagenet", root="~")[0]) == 12


def png(value):
    """A 105 x 105 drawing as Omniglot stores it: one bit a pixel, here a black left part of `value` columns."""
    picture = np.full((105, 105), 255, dtype=np.uint8)
    picture[:, :value] = 0
    stream = io.BytesIO()
    Image.fromarray(picture).convert("1").save(stream, "PNG")
    return stream.getvalue()


@pytest.fixture
def omniglot_root(tmp_path, monkeypatch):
    """The zips as they are published, of 2 + 1 characters with 3 drawings each, packed but not unpacked."""
    monkeypatch.setattr(omniglot, "check_integrity", lambda path, md5: Path(path).exists())
    published = tmp_path / "published"
    published.mkdir()
    characters = {
        "images_background": ("Greek/character01", "Greek/character02"),
        "images_evaluation": ("Avesta/character01",),
    }
    for part, folders in characters.items():
        with zipfile.ZipFile(published / f"{part}.zip", "w") as archive:
            for number, folder in enumerate(folders):
                for drawer in (1, 2, 3):
                    name = f"{part}/{folder}/0{number}_{drawer:02}.png"
                    archive.writestr(name, png(15 * drawer + 30 * number))

    def fetch(url, root, filename, md5):
        assert md5
        with zipfile.ZipFile(published / url.rpartition("/")[2]) as archive:
            archive.extractall(root)
        (Path(root) / filename).touch()

    monkeypatch.setattr(omniglot, "download_and_extract_archive", fetch)
    return tmp_path / "data"


def test_omniglot(omniglot_root):
    for _ in ("downloaded", "there"):
        images, labels = load_data("omniglot", root=str(omniglot_root))
        is_well_formed(images, labels)
        assert images.shape == (9, 1, 28, 28)
        assert labels.tolist() == [0, 0, 0, 1, 1, 1, 2, 2, 2]
        ink = images.mean(dim=(1, 2, 3))
        expected = torch.tensor([15, 30, 45, 45, 60, 75, 15, 30, 45]) / 105
        torch.testing.assert_close(ink, expected, rtol=0, atol=0.02)
    assert load_data("omniglot", root=str(omniglot_root), per_class=2)[1].tolist() == [0, 0, 1, 1, 2, 2]


def test_omniglot_that_was_never_unpacked_is_reported(omniglot_root):
    (omniglot_root / "omniglot-py").mkdir(parents=True)
    for part in ("images_background", "images_evaluation"):
        (omniglot_root / "omniglot-py" / f"{part}.zip").touch()
    with pytest.raises(FileNotFoundError, match="both unpacked beside them"):
        load_data("omniglot", root=str(omniglot_root))


def test_cifar100(tmp_path, monkeypatch):
    monkeypatch.setattr(cifar, "check_integrity", lambda path, md5: Path(path).exists())
    folder = tmp_path / "cifar-100-python"
    folder.mkdir()
    rows = np.random.default_rng(0).integers(0, 256, (6, 3072), dtype=np.uint8)
    for part, chosen, fine in (("train", rows[:4], [1, 0, 1, 2]), ("test", rows[4:], [2, 0])):
        content = {"data": chosen, "fine_labels": fine, "coarse_labels": [0] * len(fine), "filenames": []}
        (folder / part).write_bytes(pickle.dumps(content, protocol=2))
    (folder / "meta").write_bytes(pickle.dumps({"fine_label_names": ["apple", "baby", "bear"]}, protocol=2))
    images, labels = load_data("cifar100", root=str(tmp_path))
    is_well_formed(images, labels)
    assert labels.tolist() == [1, 0, 1, 2, 2, 0]
    torch.testing.assert_close(images, torch.tensor(rows).view(6, 3, 32, 32) / 255)
    images, labels = load_data("cifar100", root=str(tmp_path), per_class=1)
    assert labels.tolist() == [1, 0, 2]
    torch.testing.assert_close(images, torch.tensor(rows[[0, 1, 3]]).view(3, 3, 32, 32) / 255)


def write_mini_imagenet(folder):
    """Three caches as few-shot-ssl-public made them and learn2learn reads them, 2 classes of 2 images in each."""
    for number, part in enumerate(("train", "validation", "test")):
        pixels = np.full((4, 84, 84, 3), 10 * number, dtype=np.uint8)
        pixels += np.arange(4, dtype=np.uint8)[:, None, None, None]
        pixels[..., 2] += 100
        content = {"image_data": pixels, "class_dict": {f"n{number}b": [1, 3], f"n{number}a": [0, 2]}}
        (folder / f"mini-imagenet-cache-{part}.pkl").write_bytes(pickle.dumps(content, protocol=2))


def test_mini_imagenet(tmp_path):
    write_mini_imagenet(tmp_path)
    images, labels = load_data("mini_imagenet", root=str(tmp_path))
    is_well_formed(images, labels)
    assert images.shape == (12, 3, 84, 84)
    assert labels.tolist() == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5]
    values = torch.tensor([1, 3, 0, 2, 11, 13, 10, 12, 21, 23, 20, 22])
    torch.testing.assert_close(images[:, 0, 5, 7], values / 255)
    torch.testing.assert_close(images[:, 2, 80, 9], (values + 100) / 255)
    images, labels = load_data("mini_imagenet", root=str(tmp_path), per_class=1)
    assert labels.tolist() == [0, 1, 2, 3, 4, 5]
    torch.testing.assert_close(images[:, 1, 0, 0], torch.tensor([1, 0, 11, 10, 21, 20]) / 255)


def test_mini_imagenet_is_fetched_once(tmp_path, monkeypatch):
    published, asked_for = tmp_path / "published", []
    published.mkdir()
    write_mini_imagenet(published)

    def fetch(url, destination):
        asked_for.append(url)
        Path(destination).write_bytes((published / url.rpartition("/")[2]).read_bytes())

    monkeypatch.setattr(torch.hub, "download_url_to_file", fetch)
    for _ in range(2):
        assert len(load_data("mini_imagenet", root=str(tmp_path / "new" / "data"))[0]) == 12
    start = "https://zenodo.org/record/7978538/files/mini-imagenet-cache-"
    assert asked_for == [f"{start}{part}.pkl" for part in ("train", "validation", "test")]


def write_cub200(folder):
    """The folder CUB_200_2011 with two birds: three pictures and one, of different sizes, one of them grey."""
    pictures = {"002.Laysan_Albatross/b.jpg": ("RGB", (0, 0, 255)), "001.Black_footed_Albatross/c.jpg": ("L", 128)}
    pictures["001.Black_footed_Albatross/a.jpg"] = ("RGB", (255, 0, 0))
    pictures["001.Black_footed_Albatross/b.jpg"] = ("RGB", (0, 255, 0))
    for number, (name, (mode, colour)) in enumerate(pictures.items()):
        path = folder / "CUB_200_2011" / "images" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.new(mode, (50 + 20 * number, 90), colour).save(path)
    (folder / "CUB_200_2011" / "images.txt").write_text("1 001.Black_footed_Albatross/a.jpg\n")


def has_birds(images, labels):
    is_well_formed(images, labels)
    assert images.shape == (4, 3, 84, 84)
    assert labels.tolist() == [0, 0, 0, 1]
    colours = torch.tensor([[1, 0, 0], [0, 1, 0], [0.5, 0.5, 0.5], [0, 0, 1]])
    torch.testing.assert_close(images[:, :, 40, 40], colours, rtol=0, atol=0.02)


def test_cub200(tmp_path):
    write_cub200(tmp_path / "cubirds200")
    has_birds(*load_data("cub200", root=str(tmp_path)))
    images, labels = load_data("cub200", root=str(tmp_path), per_class=2)
    assert labels.tolist() == [0, 0, 1]
    assert images[1, 1].mean() > 0.9


def test_cub200_is_fetched_once_and_unpacked(tmp_path, monkeypatch):
    asked_for = []
    write_cub200(tmp_path / "published")

    def fetch(url, destination):
        asked_for.append(url)
        with tarfile.open(destination, "w:gz") as archive:
            archive.add(tmp_path / "published" / "CUB_200_2011", "CUB_200_2011")

    monkeypatch.setattr(torch.hub, "download_url_to_file", fetch)
    for _ in range(2):
        has_birds(*load_data("cub200", root=str(tmp_path / "data")))
    assert asked_for == ["https://zenodo.org/record/8000562/files/CUB_200_2011.tgz"]
    assert not (tmp_path / "data" / "cubirds200" / "CUB_200_2011.tgz").exists()


def test_an_archive_that_breaks_off_does_not_count_as_unpacked(tmp_path, monkeypatch):
    def fetch(_url, destination):
        Path(destination).write_bytes(b"\x1f\x8b broken off")

    monkeypatch.setattr(torch.hub, "download_url_to_file", fetch)
    with pytest.raises(FileNotFoundError, match="'cub200' could be neither read nor downloaded"):
        load_data("cub200", root=str(tmp_path))
    assert not (tmp_path / "cubirds200" / "CUB_200_2011").exists()
