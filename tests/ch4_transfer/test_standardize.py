"""Hidden suite of standardize."""

from collections.abc import Callable

from autograder.mismatch import Tolerance
from autograder.suite import hint, points

from . import probes_practice as probes

ROUNDED = Tolerance(rtol=1e-4, atol=1e-5)  # precision is the business of the last check alone


@points(2)
@hint("along which axis do you take mean and deviation, and what do you divide by?")
def test_standardizes_train(compare: Callable[..., None]) -> None:
    """standardize() subtracts from each feature of train its mean and divides by its standard deviation."""
    compare(probes.standardized, n=40, n_test=7, d=3, part="train", tolerance=ROUNDED)
    compare(probes.standardized, n=6, n_test=9, d=4, part="train", tolerance=ROUNDED)
    compare(probes.standardized, n=4, n_test=6, d=4, part="train", tolerance=ROUNDED, cases=1)
    compare(probes.standardized, n=7, n_test=5, d=1, part="train", tolerance=ROUNDED, cases=1)
    compare(probes.standardized, n=150, n_test=5, d=3, part="train", tolerance=ROUNDED, cases=1)
    compare(probes.repeated_rows, n=6, n_test=5, d=3, tolerance=ROUNDED, cases=1)
    compare(probes.standardized_columns, n=6, n_test=5, d=3, tolerance=ROUNDED, cases=1)


@points(1)
@hint("do you divide the sum of squares by n or by n - 1?")
def test_population_deviation(compare: Callable[..., None]) -> None:
    """standardize() uses the population standard deviation: the features of train get mean square 1."""
    compare(probes.train_statistics, n=5, n_test=4, d=3, tolerance=ROUNDED)


@points(2)
@hint("whose mean and whose deviation does the test set get, and what could a model otherwise not know?")
def test_test_gets_the_statistics_of_train(compare: Callable[..., None]) -> None:
    """standardize() applies the mean and deviation of train to test."""
    compare(probes.standardized, n=8, n_test=5, d=3, part="test", tolerance=ROUNDED)
    compare(probes.standardized, n=5, n_test=12, d=4, part="test", tolerance=ROUNDED)
    compare(probes.standardized, n=6, n_test=1, d=3, part="test", tolerance=ROUNDED, cases=1)
    compare(probes.constant_in_test_only, n=6, n_test=5, tolerance=ROUNDED)
    compare(probes.far_away, n=6, n_test=4, d=3, tolerance=ROUNDED, cases=1)


@points(1)
@hint("from which spread on do you take a feature for constant, and what is eps for?")
def test_narrow_features(compare: Callable[..., None]) -> None:
    """standardize() divides by a small deviation as well: only a constant feature is constant."""
    compare(probes.narrow_features, n=9, n_test=4, d=3)
    compare(probes.unlike_scales, n=7, n_test=4, cases=1)


@points(1)
@hint("what do you divide by when the deviation is 0?")
def test_constant_features(compare: Callable[..., None]) -> None:
    """standardize() gives 0 for features that are constant, and the others are standardized as ever."""
    compare(probes.constant_features, n=6, n_test=5, dtype="float64", tolerance=ROUNDED)
    compare(probes.constant_features, n=7, n_test=4, dtype="float32")
    compare(probes.constant_features_in_float32, n=7, n_test=3, d=24, cases=1)


@points(1)
@hint("what does a single row say about the deviation, and what do you divide by then?")
def test_single_row(compare: Callable[..., None]) -> None:
    """standardize() gives 0 for a training set of one row, in which every feature is constant."""
    compare(probes.one_row, n_test=3, tolerance=ROUNDED)


@points(1)
@hint("a feature that never varied in train may vary in test: what do you divide by?")
def test_never_nan(observe: Callable) -> None:
    """standardize() gives finite numbers where a feature is constant in train and not in test."""
    for dtype in ("float64", "float32"):
        for seen, expected in observe(probes.constant_in_train_only, n=6, n_test=5, dtype=dtype):
            for name in list(seen)[:3]:
                assert seen[name].allclose(expected[name], rtol=1e-4, atol=1e-5), (
                    f"{name} is wrong: the other features are standardized as ever, and that feature gives 0"
                )


@points(1)
@hint("does any line work on train or test in place?")
def test_leaves_its_arguments_alone(compare: Callable[..., None]) -> None:
    """standardize() leaves train and test as they were, and draws no random numbers."""
    compare(probes.features_afterwards, n=6, n_test=5, d=3)


@points(1)
@hint("do you return both parts, train first, as tensors of their dtype?")
def test_two_tensors_of_the_same_dtype(compare: Callable[..., None]) -> None:
    """standardize() returns (train, test), float32 for float32 features and float64 for float64 ones."""
    compare(probes.standardized_pair, n=9, n_test=5, d=3, dtype="float32")
    compare(probes.standardized_pair, n=40, n_test=25, d=3, dtype="float64")
