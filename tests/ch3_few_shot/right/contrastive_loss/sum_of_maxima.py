"""Python's sum of Python's max.

Where nothing costs anything, it ends with the number 0.
"""


def contrastive_loss(z1, z2, same, margin):
    total = 0
    for p in range(len(z1)):
        d = (z1[p] - z2[p]).norm()
        total += d**2 if same[p] else max(0, margin - d) ** 2
    return total / len(z1)
