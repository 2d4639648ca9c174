"""Hidden suite of dann_loss."""

from collections.abc import Callable

from autograder.suite import hint, points

from . import probes_adaptation as probes


@points(2)
@hint("over how many samples is each term averaged, which label has which domain, and does the loss take logits?")
def test_value(compare: Callable[..., None]) -> None:
    """dann_loss() is the cross-entropy of the source plus the mean domain loss of all samples of both domains."""
    compare(probes.adversarial, n_s=6, n_t=3, d=5, c=4, lam=0.3)
    compare(probes.adversarial, n_s=2, n_t=7, d=3, c=6, lam=0.3)
    compare(probes.adversarial, n_s=4, n_t=1, d=3, c=2, lam=0.3, cases=2)
    compare(probes.sure_domain_head, cases=1, n_s=4, n_t=3, d=5, c=4, lam=0.3)


@points(1)
@hint("what does lam change: the loss itself, or what happens to a gradient on its way back?")
def test_value_does_not_depend_on_lam(compare: Callable[..., None]) -> None:
    """lam has no influence on the value of dann_loss()."""
    compare(probes.adversarial, n_s=5, n_t=3, d=4, c=3, lam=2.5, cases=2)
    compare(probes.adversarial, n_s=5, n_t=3, d=4, c=3, lam=0.0, cases=2)


@points(2)
@hint("which two paths lead from the source features to the loss, and which of them is reversed?")
def test_gradient_of_the_source_features(compare: Callable[..., None]) -> None:
    """The source features get the gradient of the cross-entropy, and -lam times that of the domain loss."""
    compare(probes.adversarial_gradient, n_s=6, n_t=3, d=5, c=4, lam=0.3, of="feat_s", cases=2)
    compare(probes.adversarial_gradient, n_s=3, n_t=5, d=4, c=3, lam=2.5, of="feat_s", cases=2)
    compare(probes.gradient_of_one_domain, n_s=5, n_t=3, d=4, c=3, lam=0.3, of="feat_s", cases=1)


@points(2)
@hint("does the reversal act on the target features as well, and once?")
def test_gradient_of_the_target_features(compare: Callable[..., None]) -> None:
    """The target features get -lam times the gradient of the domain loss, and nothing else."""
    compare(probes.adversarial_gradient, n_s=6, n_t=3, d=5, c=4, lam=0.3, of="feat_t", cases=2)
    compare(probes.adversarial_gradient, n_s=3, n_t=5, d=4, c=3, lam=2.5, of="feat_t", cases=2)
    compare(probes.gradient_of_one_domain, n_s=5, n_t=3, d=4, c=3, lam=0.3, of="feat_t", cases=1)


@points(2)
@hint("on which side of the domain head does the reversal lie, and does a head that is sure and wrong still learn?")
def test_gradient_of_the_domain_head(compare: Callable[..., None]) -> None:
    """The domain head gets the plain gradient of the domain loss, neither reversed nor scaled by lam."""
    compare(probes.adversarial_gradient, n_s=6, n_t=3, d=5, c=4, lam=0.3, of="the domain head", cases=2)
    compare(probes.adversarial_gradient, n_s=3, n_t=5, d=4, c=3, lam=2.5, of="the domain head", cases=2)
    compare(probes.sure_domain_head_gradient, cases=1, n_s=4, n_t=3, d=5, c=4, lam=0.3)


@points(1)
@hint("what do the source samples and their labels teach the classifier?")
def test_gradient_of_the_classifier(compare: Callable[..., None]) -> None:
    """The classifier gets the gradient of the cross-entropy of the source."""
    compare(probes.adversarial_gradient, n_s=6, n_t=3, d=5, c=4, lam=0.3, of="the classifier", cases=2)


@points(1)
@hint("what is left of each gradient when the factor is 0, and who does not care about lam?")
def test_lam_zero(compare: Callable[..., None]) -> None:
    """With lam = 0 the features get nothing from the domain loss, and the domain head still learns."""
    for of in ("feat_s", "feat_t", "the domain head"):
        compare(probes.adversarial_gradient, cases=2, n_s=5, n_t=3, d=4, c=3, lam=0, of=of)
    compare(probes.adversarial_gradient, cases=2, n_s=5, n_t=3, d=4, c=3, lam=0.0, of="feat_s")


@points(1)
@hint("does the reversal belong to the features themselves, or only to their way to the domain head?")
def test_reaches_the_extractor(compare: Callable[..., None]) -> None:
    """A layer that computed the features of both domains gets the sum of all these gradients."""
    compare(probes.shared_extractor, n_s=6, n_t=3, d_in=3, d=4, c=5, lam=0.3, cases=2)
    compare(probes.shared_extractor, n_s=3, n_t=4, d_in=2, d=5, c=3, lam=2, cases=2)


@points(1)
@hint("does anything of a call stay behind on the features or networks, or does a later lam replace an earlier one?")
def test_calls_are_independent(compare: Callable[..., None]) -> None:
    """Two losses of the same features and networks each keep their own lam."""
    for of in ("feat_s", "feat_t", "the domain head"):
        compare(probes.two_losses, cases=2, n_s=5, n_t=3, d=4, c=3, lams=[0.3, 2.5], of=of)


@points(1)
@hint("does a line of yours need a gradient that is not there?")
def test_features_without_gradient(compare: Callable[..., None]) -> None:
    """dann_loss() also works where the features need no gradient, and inside torch.no_grad()."""
    compare(probes.fixed_features, n_s=5, n_t=3, d=4, c=3, lam=0.3, cases=1)
    compare(probes.adversarial_without_graph, n_s=5, n_t=3, d=4, c=3, lam=0.3, cases=1)


@points(1)
@hint("does a line call backward(), switch something on a network, or write into an argument?")
def test_leaves_its_arguments_alone(compare: Callable[..., None]) -> None:
    """dann_loss() leaves features, labels and networks as they were, and draws no random numbers."""
    compare(probes.adversarial_arguments, n_s=5, n_t=3, d=4, c=3, lam=0.3, requires_grad=True, cases=1)
    compare(probes.adversarial_arguments, n_s=5, n_t=3, d=4, c=3, lam=0.3, requires_grad=False, cases=1)


@points(1)
@hint("do you convert a tensor, or create one without saying which dtype?")
def test_float64_is_kept(compare: Callable[..., None]) -> None:
    """dann_loss() computes in float64 and returns float64 when features and networks are float64."""
    compare(probes.adversarial, n_s=5, n_t=3, d=4, c=3, lam=0.3, dtype="float64", cases=2)
    compare(probes.adversarial_gradient, n_s=5, n_t=3, d=4, c=3, lam=0.3, of="feat_t", dtype="float64", cases=2)
