"""Hidden suite of kd_loss."""

from collections.abc import Callable

from autograder.mismatch import EXACT, Tolerance
from autograder.suite import hint, points

from . import probes

ROUNDING = 1e-4  # of a float32 sum of p * (log p - log q), times T^2 = 16
CLOSE = Tolerance(rtol=1e-6, atol=0.0)


@points(2)
@hint("who stands in front in the divergence, and over which axis do you sum, over which do you average?")
def test_divergence(compare: Callable) -> None:
    """With alpha = T = 1 the loss is KL(teacher || student), sum over classes, mean over the batch."""
    compare(probes.distillation, b=3, c=5, temperature=1.0, alpha=1.0)
    compare(probes.positive_logits, cases=1, b=3, c=5, temperature=1.0, alpha=1.0)


@points(1)
@hint("which logits and which labels go into the cross-entropy, and what does alpha = 0 leave over?")
def test_cross_entropy(compare: Callable) -> None:
    """With alpha = 0 the loss is the cross-entropy of the untempered student with the true labels."""
    compare(probes.distillation, b=3, c=5, temperature=4.0, alpha=0.0)


@points(2)
@hint("are both networks softened, and which factor stands before the divergence?")
def test_temperature(compare: Callable) -> None:
    """The divergence compares both networks at the temperature and is multiplied by its square."""
    compare(probes.distillation, b=3, c=5, temperature=4.0, alpha=1.0)
    compare(probes.distillation, b=4, c=3, temperature=0.5, alpha=1.0)
    compare(probes.distillation, b=4, c=6, temperature=20.0, alpha=1.0)
    compare(probes.distillation, cases=2, b=4, c=6, temperature=2.5, alpha=1.0)


@points(1)
@hint("which term does alpha weigh, and which 1 - alpha?")
def test_mixture(compare: Callable) -> None:
    """alpha weighs the teacher's term and 1 - alpha the cross-entropy."""
    compare(probes.distillation, b=3, c=5, temperature=4.0, alpha=0.3)
    compare(probes.distillation, b=4, c=3, temperature=0.5, alpha=0.8)
    compare(probes.distillation, b=1, c=12, temperature=2.0, alpha=0.6)


@points(1)
@hint("is it the divergence, or something that only has the same gradient?")
def test_zero_at_agreement(observe: Callable) -> None:
    """With alpha = 1 the loss is 0 for a student that gives the teacher's probabilities."""
    for seen, _ in observe(probes.agreement, b=3, c=5, temperature=4.0, alpha=1.0):
        assert abs(float(seen)) < ROUNDING, f"kd_loss(...) is {float(seen):.4g}, expected 0"


@points(1)
@hint("do both terms stay connected to the student's logits?")
def test_student_gradient(compare: Callable) -> None:
    """The student receives the gradient of both terms."""
    compare(probes.distillation_gradient, b=3, c=5, temperature=4.0, alpha=0.3)
    compare(probes.distillation_gradient, b=4, c=3, temperature=0.5, alpha=1.0)
    compare(probes.distillation_gradient, b=2, c=12, temperature=2.0, alpha=0.6)
    compare(probes.distillation_gradient, b=3, c=4, temperature=2.0, alpha=0.0)
    compare(probes.teacher_gradient, b=3, c=5, temperature=4.0, alpha=0.3, of="student")
    compare(probes.teacher_gradient, b=4, c=3, temperature=2.0, alpha=1.0, of="student")
    compare(probes.computed_logits, cases=2, b=3, c=5, temperature=4.0, alpha=0.3, of="student")


@points(1)
@hint("what should training the student do to the teacher?")
def test_no_teacher_gradient(compare: Callable) -> None:
    """No gradient flows to the teacher, also when its logits require one."""
    compare(probes.teacher_gradient, b=3, c=5, temperature=4.0, alpha=0.3, of="teacher")
    compare(probes.computed_logits, cases=2, b=3, c=5, temperature=4.0, alpha=0.3, of="teacher")


@points(1)
@hint("which of your lines takes a float but no int, and which dtype has a tensor made from an int?")
def test_whole_numbers(observe: Callable) -> None:
    """temperature and alpha may be ints as well as floats."""
    for temperature, alpha in ((4, 0), (2, 1), (3, 0.3)):
        for seen, _ in observe(probes.ints_and_floats, b=4, c=3, temperature=temperature, alpha=alpha):
            for what in ("loss", "gradient"):
                with_ints, with_floats = seen[f"the {what} with ints"], seen[f"the {what} with floats"]
                is_same = with_ints.allclose(with_floats, rtol=ROUNDING, atol=ROUNDING)
                assert is_same, f"the {what} with ints is not the {what} with floats"


@points(1)
@hint("is it a single number, still a tensor, and does it keep the dtype of the student's logits?")
def test_scalar_and_dtype(compare: Callable) -> None:
    """The loss is a 0-d tensor, computed in the dtype of the logits."""
    compare(probes.distillation, b=3, c=5, temperature=4.0, alpha=0.3, dtype="float64")
    compare(probes.distillation, b=4, c=3, temperature=0.5, alpha=0.8)
    compare(probes.near_agreement, b=4, c=3, temperature=4.0, alpha=1.0, tolerance=CLOSE)


@points(1)
@hint("what is the logarithm of a probability that became 0, and which torch function avoids the question?")
def test_far_logits(compare: Callable) -> None:
    """Loss and gradient are finite and accurate for logits up to 50 in size."""
    compare(probes.far_logits, b=4, c=5, temperature=0.5, alpha=0.3)
    compare(probes.far_logits, b=4, c=5, temperature=4.0, alpha=1.0)


@points(1)
@hint("does a line of yours write into an argument, or switch something on it (an underscore at its end)?")
def test_inputs_untouched(compare: Callable) -> None:
    """kd_loss() leaves its inputs as they are: their values, .grad and requires_grad."""
    # exactly, for dividing by 4.7 in place and multiplying again changes a logit by rounding
    arguments = {"b": 24, "c": 10, "temperature": 4.7, "alpha": 0.3, "tolerance": EXACT}
    compare(probes.distillation_inputs, requires_grad=False, **arguments)
    compare(probes.distillation_inputs, requires_grad=True, **arguments)
    compare(probes.computed_inputs, cases=1, b=3, c=5, temperature=4.0, alpha=0.3)
