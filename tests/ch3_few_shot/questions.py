"""The concept questions of chapter 3: what each choice is told."""

from autograder.questions import Question

QUESTIONS = (
    Question("q_boundary", right="b", feedback={
        "a": "Each squared distance is quadratic in the query, but the boundary lies where two of them are equal, and "
             "their difference is not: the squared norm of the query occurs in both.",
        "b": "Right: where two squared distances are equal, the squared norm of the query cancels, and what is left is "
             "linear. A Prototypical Network is a linear classifier on top of its encoder, written down, not trained.",
        "c": "The spread of a class enters nowhere: a prototype is a mean, and all directions and classes are measured "
             "alike. Whoever wants it needs a covariance for each class.",
        "d": "The softmax of a query runs over the prototypes. Other queries do not occur in it, so each query is "
             "classified as if it were alone.",
    }),
    Question("q_attention", right="b", feedback={
        "a": "That would be so if the softmax ran over the classes, or over their prototypes. Here it runs over "
             "support "
             "images, and the class with more images collects more of them.",
        "b": "Right: equal cosines give every one of the eleven images the attention 1/11, and A collects ten of them. "
             "An unbalanced support set acts like a prior, which a mean per class would not show.",
        "c": "The attentions within a class are added up, not averaged. The mean of the cosines is the same for both "
             "classes, and it plays no part in the probabilities.",
        "d": "The prediction has a right answer for any numbers of images per class: attention is a softmax over all "
             "support images, however they are divided among the classes.",
    }),
    Question("q_margin", right="c", feedback={
        "a": "Beyond the margin the second term is max(0, margin - d) squared, which is 0 and has no slope. This is "
             "what "
             "the margin is for: classes that are far enough apart are left alone.",
        "b": "Only the term of the different pairs is 0. The term of the same pairs, d squared, is positive as long as "
             "their distance is, and so is its slope.",
        "c": "Right: pairs of different classes beyond the margin give neither loss nor gradient, while each pair of "
             "the "
             "same class is pulled together with the slope 2 d, until other pairs come back within the margin.",
        "d": "A loss of the distances alone is not invariant to their size: the margin is a fixed length, so "
             "shrinking all "
             "embeddings would bring different pairs back within it, and they would push again.",
    }),
    Question("q_choice", right="d", feedback={
        "a": "Its module would run once for each of several hundred symbols and each query, and a learned comparison "
             "is not "
             "always better: in the table above it is level with the fixed distance at one shot and behind at five.",
        "b": "It is a strong baseline, and the table shows it. But each new symbol means a new row in the head and "
             "another "
             "round of gradient steps for all of them, which is what the task excludes.",
        "c": "The whole support set would be read as one sequence, every query would attend to all of its images, "
             "and a new "
             "symbol would change every embedding. With thousands of images this is neither fast nor stable.",
        "d": "Right: five embeddings are averaged once, and the symbol is in the dictionary; queries cost one "
             "distance each, "
             "in one matrix product. The training classes are many and of the same kind, where this works best.",
    }),
)
