"""You take features with a small spread for constant; only a deviation of 0 is one, and eps is far smaller.

A threshold such as 1e-3 instead of the tiny eps of the signature.
"""

def standardize(train, test, eps=1e-8):
    m, s = train.mean(0), train.std(0, unbiased=False)
    live = (s > 1e-3).to(train.dtype)
    return (train - m) / (s + eps) * live, (test - m) / (s + eps) * live
