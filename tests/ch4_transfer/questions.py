"""The concept questions of chapter 4: what each choice is told."""

from autograder.questions import Question

QUESTIONS = (
    Question("q_frozen", right="c", feedback={
        "a": "Weight decay reaches only parameters that the optimizer steps, and it skips those whose .grad is None. "
             "It would be a danger if the freeze came after some backward passes, with old gradients left behind.",
        "b": "Gradients flow through frozen layers only as far as something below needs them, and a parameter without "
             "requires_grad is never changed by them. The weights of the backbone are as they were.",
        "c": "Right: requires_grad says nothing about buffers. They follow the data in every forward pass in training "
             "mode, so a frozen backbone has to stay in evaluation mode, also after another model.train().",
        "d": "Dropout draws a new mask in every pass and writes nothing down. In evaluation mode it does nothing, and "
             "the old head gets all features again.",
    }),
    Question("q_alike", right="b", feedback={
        "a": "A classifier that is always wrong knows the domain perfectly; it need only be turned round. Features "
             "that hide the domain leave it with guessing, and that is 50 % on balanced data.",
        "b": "Right: the domain loss compares the features of all source samples with those of all target samples. "
             "If the classes come in other proportions, the only way to look alike is to put some in a wrong place.",
        "c": "The bound has a third term, the error of the best classifier for both domains at once. Alignment that "
             "mixes classes makes just this term large, and nothing in the training loss shows it.",
        "d": "The domain classifier says otherwise: it can find no trace of the domain. Unequal accuracies do not "
             "show that the domain can be told, since classes may be mixed up within features that look alike.",
    }),
    Question("q_temperature", right="a", feedback={
        "a": "Right: from T = 2 to T = 8 the soft term's gradient shrinks about sixteenfold while the cross-entropy "
             "stays, so the labels take over. The factor T squared is there to keep the balance.",
        "b": "This would hold for alpha = 1, up to the learning rate. With alpha = 0.5 two terms compete that want "
             "different students, and the size of their gradients decides who wins.",
        "c": "More classes do carry weight, which is why a high temperature shows more of the teacher. But what "
             "reaches the student's logits is (q - p) / T, with a difference that shrinks like 1 / T itself.",
        "d": "It is the other way round: dividing logits by T divides the gradient by T, and the softened "
             "probabilities lie closer together besides.",
    }),
    Question("q_contrast", right="d", feedback={
        "a": "The formula is the same and the task is not: among 63 candidates the positive is found more easily than "
             "among 511. A smaller batch lowers the loss without any better features.",
        "b": "Setting the loss beside guessing is a good habit, and still no comparison: how far one can get below it "
             "depends on the number of candidates and on tau as well, and says little about a later classifier.",
        "c": "With 63 or 511 candidates and a temperature that keeps the softmax flat, a loss of several nats is "
             "normal. In this chapter NT-Xent falls from 5.5 to 4.7 only, and the features are excellent.",
        "d": "Right: loss values compare only runs with the same batch size, tau and random changes. What the "
             "features are for is what they have to be measured by.",
    }),
)
