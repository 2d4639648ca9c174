"""The concept questions of chapter 2: what each choice is told."""

from autograder.questions import Question

QUESTIONS = (
    Question("q_start", right="d", feedback={
        "a": "That would be the aim of joint pre-training. MAML's objective is the query loss after the inner steps; "
             "where the start itself lies on the loss is neither rewarded nor punished.",
        "b": "The loss before adaptation does not show what the start knows: its use is in the gradients taken from "
             "there. Over-fitting to training tasks would show as a high loss on new tasks after the step.",
        "c": "One step can go that far if its start was trained for it: the gradients at this point have been shaped "
             "so that a single step of just this rate lands well. That is what the low loss after one step shows.",
        "d": "Right: only the loss at the adapted parameters counts. A start that is bad in every task, and one step "
             "away from good in every task, is what was asked for.",
    }),
    Question("q_in_place", right="b", feedback={
        "a": "A write into p.data is invisible to autograd: the adapted values look like leaves without a history. So "
             "backward() ends there, and no second derivative is computed.",
        "b": "Right: the gradient of the query loss at the adapted values is applied to the initial ones, which is "
             "first-order MAML. It is a common way of writing it, as long as the initial values are restored.",
        "c": "A stored .grad does not change when p.data is overwritten afterwards. It still is the gradient at the "
             "adapted values, where the query loss was computed.",
        "d": "What is cut is the path to the initial values, but backward() does not need it: the adapted values are "
             "the leaves now, and the query loss has an ordinary gradient with respect to them.",
    }),
    Question("q_reptile", right="c", feedback={
        "a": "First-order MAML takes its gradient on the query set after the step. With one step, Reptile has taken "
             "only the gradient at the start; it never evaluates a gradient at adapted parameters.",
        "b": "The Hessian term of MAML's gradient, I minus rate times H, is there from the first step on. And Reptile "
             "has no query loss whose gradient it could multiply.",
        "c": "Right: the end minus the start is minus the rate times the gradient at the start, so the update is a "
             "step of gradient descent on the average loss. What is special to Reptile needs two steps or more.",
        "d": "It is true that one step carries no information about agreement between gradients. But the update still "
             "lowers the average loss over tasks, so something is learned: the joint model.",
    }),
    Question("q_rate", right="a", feedback={
        "a": "Right: the outer loop moves the start to where one step of rate 0.01 goes far, and there large gradients "
             "and curvature are found. Where rate times curvature exceeds 2, a step makes the error larger.",
        "b": "Over-fitting would drive the support loss down while the query loss rises. Here the support loss "
             "explodes too, and the waves contain no noise: the steps themselves are unstable.",
        "c": "Whether the graph is recorded does not change the value of a gradient, and so not the adapted "
             "parameters. It matters only for derivatives of the result with respect to the start.",
        "d": "At rate 0.01 the same start works very well on the same test waves, so these are of the kind it was "
             "trained for. Only the rate was changed.",
    }),
)
