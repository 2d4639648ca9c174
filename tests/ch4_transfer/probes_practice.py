"""Call standardize and extract_features on drawn inputs and return what was seen."""

from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

D_IN, D_OUT = 3, 4


def standardized(
    solution: Any, draw: Any, *, n: int, n_test: int, d: int, part: str, dtype: str = "float64"
) -> Any:
    """features with different means and spreads, which in the test set are not those of the training set"""
    train, test = _features(draw, n, n_test, d, dtype)
    both = solution.standardize(train, test)
    return {f"the standardized {part}": both[("train", "test").index(part)]}


def standardized_columns(solution: Any, draw: Any, *, n: int, n_test: int, d: int) -> Any:
    """features that are not contiguous in memory"""
    train, test = (part.T.contiguous().T for part in _features(draw, n, n_test, d, "float64"))
    return {"result": solution.standardize(train, test)}


def repeated_rows(solution: Any, draw: Any, *, n: int, n_test: int, d: int) -> Any:
    """features of which one row occurs several times in train"""
    train, test = _features(draw, n, n_test, d, "float64")
    highest = train[train[:, :1].argmax(0)]  # so that the mean over all rows is another than over distinct ones
    return {"the standardized train": solution.standardize(torch.cat([train, highest, highest]), test)[0]}


def standardized_pair(solution: Any, draw: Any, *, n: int, n_test: int, d: int, dtype: str) -> Any:
    """features with different means and spreads"""
    return {"result": solution.standardize(*_features(draw, n, n_test, d, dtype))}


def train_statistics(solution: Any, draw: Any, *, n: int, n_test: int, d: int) -> Any:
    """features with different means and spreads, of few samples"""
    train, test = _features(draw, n, n_test, d, "float64")
    done = solution.standardize(train, test)[0]
    return {
        "the mean of the features of the standardized train": done.mean(0),
        "the mean square of the features of the standardized train": done.square().mean(0),
    }


def narrow_features(solution: Any, draw: Any, *, n: int, n_test: int, d: int) -> Any:
    """features that differ by less than a thousandth between samples, and a far smaller eps"""
    train, test = _features(draw, n, n_test, d, "float64")
    return {"result": solution.standardize(0.5 + 1e-4 * train, 0.5 + 1e-4 * test, 1e-20)}


def unlike_scales(solution: Any, draw: Any, *, n: int, n_test: int) -> Any:
    """features of scales from a thousandth to a thousand side by side, and a far smaller eps"""
    train, test = _features(draw, n, n_test, 3, "float64")
    scales = torch.tensor([1.0, 1e-3, 1e3]).to(train)
    return {"result": solution.standardize(scales * train, scales * test, 1e-20)}


def far_away(solution: Any, draw: Any, *, n: int, n_test: int, d: int) -> Any:
    """a test set that lies many deviations away from the training set"""
    train, test = _features(draw, n, n_test, d, "float64")
    return {"the standardized test": solution.standardize(train, test + 100)[1]}


def constant_features(solution: Any, draw: Any, *, n: int, n_test: int, dtype: str) -> Any:
    """features of which some have the same value in all rows of train and test"""
    train, test = _features(draw, n, n_test, 5, dtype)
    for column, value in ((1, 3.0), (3, 0.0), (4, -2.5)):  # their sums are exact, so the mean is the value
        train[:, column] = test[:, column] = value
    return {"result": solution.standardize(train, test)}


def constant_features_in_float32(solution: Any, draw: Any, *, n: int, n_test: int, d: int) -> Any:
    """features that all have one value in all rows, with several decimals, in float32"""
    row = (2 * draw.integers(1024, 1280, 1, d) + 1).float() / 1024  # exact are their sums, but not those of squares
    return {"result": solution.standardize(row.repeat(n, 1), row.repeat(n_test, 1))}


def constant_in_train_only(solution: Any, draw: Any, *, n: int, n_test: int, dtype: str) -> Any:
    """a feature that is constant in train and takes other values in test"""
    train, test = _features(draw, n, n_test, 3, dtype)
    train[:, 1] = -2.5
    test[:, 1] = torch.arange(n_test, dtype=test.dtype, device=test.device) - 2.5
    done_train, done_test = solution.standardize(train, test)
    return {
        "the standardized train": done_train,
        "the standardized test, without that feature": done_test[:, ::2],
        "the standardized test where that feature has the value from train": done_test[0, 1],
        "the standardized test where that feature has other values": done_test[1:, 1],
    }


def constant_in_test_only(solution: Any, draw: Any, *, n: int, n_test: int) -> Any:
    """a feature that is constant in test and not in train"""
    train, test = _features(draw, n, n_test, 3, "float64")
    test[:, 1] = 4.5
    return {"the standardized test": solution.standardize(train, test)[1]}


def one_row(solution: Any, draw: Any, *, n_test: int) -> Any:
    """a training set of a single row, so that every feature is constant"""
    train = draw.integers(-20, 20, 1, 3).double() / 4
    above = train + draw.integers(1, 9, n_test, 1).double() / 4
    done_train, done_test = solution.standardize(train, torch.cat([train, above, train]))
    return {
        "the standardized train": done_train,
        "the standardized test where its rows are that row": done_test[[0, -1]],
        "the result for copies of that row": solution.standardize(train, train.repeat(n_test, 1)),
    }


def features_afterwards(solution: Any, draw: Any, *, n: int, n_test: int, d: int) -> Any:
    """train and test that are looked at again after the call"""
    train, test = _features(draw, n, n_test, d, "float64")
    solution.standardize(train, test)
    return {
        "after the call, train": train,
        "after the call, test": test,
        "the next number from torch's global generator": torch.rand(()),
    }


def extracted(
    solution: Any, draw: Any, *, n: int, batch_size: int, is_training: bool = False, dtype: str = "float32"
) -> Any:
    """an encoder with batch norm and dropout, inside a submodule too"""
    encoder = _encoder(draw, dtype).train(is_training)
    return {"result": solution.extract_features(encoder, draw.normal(n, D_IN, dtype=dtype), batch_size)}


def extracted_twice(solution: Any, draw: Any, *, n: int, batch_size: int) -> Any:
    """two calls with one encoder and inputs of one shape"""
    encoder = _filled(draw, nn.Linear(D_IN, D_OUT), "float32")
    return {
        f"the result of the {which} call": solution.extract_features(encoder, draw.normal(n, D_IN), batch_size)
        for which in ("first", "second")
    }


def extracted_anew(solution: Any, draw: Any, *, n: int, batch_size: int) -> Any:
    """two calls with one encoder and the same inputs, and other parameters in the second one"""
    encoder, x = nn.Linear(D_IN, D_OUT), draw.normal(n, D_IN)
    return {
        f"the result of the {which} call": solution.extract_features(_filled(draw, encoder, "float32"), x, batch_size)
        for which in ("first", "second")
    }


def extracted_from_sequences(solution: Any, draw: Any, *, n: int, batch_size: int) -> Any:
    """an encoder for sequences, and sequences (n, 2, 5)"""
    encoder = _filled(draw, nn.Sequential(nn.Conv1d(2, D_OUT, 5), nn.Flatten()), "float32")
    return {"result": solution.extract_features(encoder, draw.normal(n, 2, 5), batch_size)}


def extracted_by_own_flag(solution: Any, draw: Any, *, n: int, batch_size: int) -> Any:
    """an encoder in training mode that asks its own training flag and has no dropout layer"""
    encoder = _filled(draw, _DropsFeatures(), "float32").train()
    return {"result": solution.extract_features(encoder, draw.normal(n, D_IN), batch_size)}


def extracted_from_images(solution: Any, draw: Any, *, n: int, batch_size: int) -> Any:
    """a convolutional encoder and images (n, 2, 5, 4) whose channels come last in memory"""
    layers = (nn.Conv2d(2, 3, 3), nn.BatchNorm2d(3), nn.ReLU(), nn.Flatten(), nn.Linear(18, D_OUT))
    encoder = _filled(draw, nn.Sequential(*layers), "float32")
    images = draw.normal(n, 5, 4, 2).permute(0, 3, 1, 2)
    return {"result": solution.extract_features(encoder, images, batch_size)}


def extracted_from_words(solution: Any, draw: Any, *, n: int, batch_size: int, d: int) -> Any:
    """an encoder with an embedding, one feature or several, and rows of three words each, int64 numbers"""
    encoder = _filled(draw, nn.Sequential(nn.Embedding(10, 4), nn.Flatten(), nn.Linear(12, d)), "float32")
    return {"result": solution.extract_features(encoder, draw.integers(0, 10, n, 3), batch_size)}


def extracted_without_gradient(
    solution: Any, draw: Any, *, n: int, batch_size: int, x_requires_grad: bool, is_training: bool = True
) -> Any:
    """an encoder whose parameters require a gradient"""
    encoder = _encoder(draw, "float32").train(is_training)
    x = draw.normal(n, D_IN).requires_grad_(x_requires_grad)
    result = solution.extract_features(encoder, x, batch_size)
    seen = {
        "result.requires_grad": bool(result.requires_grad),
        "torch.is_grad_enabled() after the call": torch.is_grad_enabled(),
    }
    with torch.no_grad():
        solution.extract_features(encoder, x, batch_size)
        return seen | {"torch.is_grad_enabled() after a call in torch.no_grad()": torch.is_grad_enabled()}


def modes_afterwards(solution: Any, draw: Any, *, n: int, batch_size: int, is_training: bool) -> Any:
    """an encoder whose modules are all in one mode, training or evaluation"""
    encoder = _encoder(draw, "float32").train(is_training)
    solution.extract_features(encoder, draw.normal(n, D_IN), batch_size)
    modes = {name or "the encoder": module.training for name, module in encoder.named_modules()}
    return {"after the call, the training flag of": modes}


def mode_of_a_single_layer(solution: Any, draw: Any, *, n: int, batch_size: int) -> Any:
    """an encoder in training mode that is a single layer, without modules in it"""
    encoder = _filled(draw, nn.BatchNorm1d(D_IN), "float32").train()
    result = solution.extract_features(encoder, draw.normal(n, D_IN), batch_size)
    return {"result": result, "after the call, the training flag of the encoder": encoder.training}


def buffers_afterwards(solution: Any, draw: Any, *, n: int, batch_size: int) -> Any:
    """an encoder with batch norm in training mode, whose buffers are looked at again"""
    encoder = _encoder(draw, "float32").train()
    solution.extract_features(encoder, draw.normal(n, D_IN), batch_size)
    return {"after the call, the buffer": dict(encoder.named_buffers())}


def encoder_afterwards(
    solution: Any, draw: Any, *, n: int, batch_size: int, x_requires_grad: bool = False
) -> Any:
    """an encoder and inputs that are looked at again after the call"""
    encoder, x = _encoder(draw, "float32").train(), draw.normal(n, D_IN).requires_grad_(x_requires_grad)
    x.grad = draw.normal(n, D_IN) if x_requires_grad else None
    encoder[0].weight.requires_grad_(False)
    before = dict(encoder.named_parameters())
    for name in list(before)[1::2]:
        before[name].grad = draw.normal(*before[name].shape)
    solution.extract_features(encoder, x, batch_size)
    after = dict(encoder.named_parameters())
    return {
        "after the call, the parameter": after,
        "after the call, whether the encoder still has the same parameter": {
            name: after.get(name) is value for name, value in before.items()
        },
        "after the call, the requires_grad of the parameter": {
            name: value.requires_grad for name, value in before.items()
        },
        "after the call, the .grad of the parameter": {name: value.grad for name, value in before.items()},
        "after the call, x": x,
        "after the call, x.requires_grad": x.requires_grad,
        "after the call, x.grad": x.grad,
    }


def largest_batch(solution: Any, draw: Any, *, n: int, batch_size: int) -> Any:
    """an encoder that notes how many rows it is given"""
    encoder, sizes = _encoder(draw, "float32").eval(), []
    encoder[0].register_forward_pre_hook(lambda _, inputs: sizes.append(len(inputs[0])))
    solution.extract_features(encoder, draw.normal(n, D_IN), batch_size)
    return {"the largest number of rows in one call of the encoder": max(sizes, default=0)}


def _features(draw: Any, n: int, n_test: int, d: int, dtype: str) -> tuple[Tensor, Tensor]:
    """Columns with means from -5 to 5 and spreads from 0.5 to 3; those of the test set lie elsewhere."""
    means, spreads = draw.uniform(d, low=1.0, high=5.0, dtype=dtype), draw.uniform(d, low=0.5, high=3.0, dtype=dtype)
    means[::2] *= -1
    steps = torch.linspace(-1.5, 1.5, n).to(means).unsqueeze(1)  # so that no spread is small by accident
    train = draw.shuffled(means + spreads * (steps + 0.3 * draw.normal(n, d, dtype=dtype)))
    return train, 0.5 * means + 1 + 2 * spreads * draw.normal(n_test, d, dtype=dtype)


class _DropsFeatures(nn.Module):
    """A linear layer and dropout without a layer of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.layer = nn.Linear(D_IN, D_OUT)

    def forward(self, x: Tensor) -> Tensor:
        return F.dropout(self.layer(x), 0.5, self.training)


def _encoder(draw: Any, dtype: str) -> nn.Module:
    inner = nn.Sequential(nn.BatchNorm1d(6), nn.Sequential(nn.Tanh(), nn.Dropout(0.4)))
    return _filled(draw, nn.Sequential(nn.Linear(D_IN, 6), inner, nn.Dropout(0.3), nn.Linear(6, D_OUT)), dtype)


def _filled(draw: Any, encoder: nn.Module, dtype: str) -> nn.Module:
    """Give the encoder drawn parameters, and batch norm statistics as if it had been trained."""
    encoder.to(draw.device, getattr(torch, dtype))
    with torch.no_grad():
        for value in encoder.parameters():
            value.copy_(draw.normal(*value.shape, dtype=dtype))
        for value in encoder.buffers():
            is_count = not value.is_floating_point()
            value.copy_(draw.integers(5, 50) if is_count else draw.uniform(*value.shape, low=0.5, high=2.5))
    return encoder
