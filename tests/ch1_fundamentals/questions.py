"""The concept questions of chapter 1: what each choice is told."""

from autograder.questions import Question

QUESTIONS = (
    Question("q_interval", right="d", feedback={
        "a": "That reads the interval as the spread of single episodes, which is far wider: a 5-way episode with 25 "
             "queries easily lies ten points off. The interval is about the mean over many episodes.",
        "b": "The interval knows nothing of other seeds: it treats the two trained networks as fixed, and only the "
             "episodes as drawn by chance. For a statement about the methods, train each several times.",
        "c": "The half width is 1.96 · s / √n, so twice the episodes make it smaller by √2 only, to about 0.57. "
             "To halve it you need four times as many, 2,400.",
        "d": "Right: the gain of 1.9 points exceeds what the draw of 600 episodes explains, and the draw of the "
             "episodes is the only chance that the interval covers. Seeds and class splits need runs of their own.",
    }),
    Question("q_leak", right="c", feedback={
        "a": "Episodes are drawn independently, so classes come back, as samples do in a bootstrap. The network keeps "
             "nothing from one test episode to the next; no answer reaches it.",
        "b": "That is what the support set is for: its labels are given to the learner by the rules of the task. It "
             "would be a leak if the labelled images it adapts to were among the queries.",
        "c": "Right: the number of steps has been fitted to the test episodes, so their accuracy is no longer an "
             "estimate for new classes. Choose it on meta-validation classes, and look at the test once.",
        "d": "This is the protocol as it should be: choices are made on classes that are neither trained on nor tested "
             "on. Leaving them out of training may cost accuracy; it cannot raise the report.",
    }),
    Question("q_family", right="b", feedback={
        "a": "A metric-based learner would compare the new gesture with stored ones by a distance. Here nothing is "
             "compared: the labelled gestures were read in, and live on only in the network's state.",
        "b": "Right: the forward pass over the ten gestures is the learning, and its result is an activation, not a "
             "changed weight. That is the mark of the model-based family.",
        "c": "Nearly every learner is trained by gradient descent *beforehand*. The family is named for what "
             "happens with a *new task*, and this watch takes no gradient step for its owner.",
        "d": "Learning need not change weights. The network names gestures after the ten examples that it could not "
             "name before them, because its state has changed: that is learning on the inner level.",
    }),
    Question("q_worth", right="a", feedback={
        "a": "Right: all three conditions hold. There are thousands of tasks of one kind, few samples in a new one, "
             "and new users come from the same population as the earlier ones.",
        "b": "With so many labels and classes that never change, ordinary training on this one task does better, and "
             "there is no second task for which one would need to learn how to learn.",
        "c": "The data are few, but there are no related tasks to meta-train on, and so nothing from which a way of "
             "learning could be learned. Augmentation, regularisation or a model pre-trained elsewhere can help.",
        "d": "The promise holds for further draws from the training tasks' distribution. What helps to tell "
             "pen strokes apart need not help with X-rays, and may even hurt: meta-train on related medical tasks.",
    }),
)
