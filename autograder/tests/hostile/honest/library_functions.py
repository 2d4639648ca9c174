"""Uses what the libraries import late: must keep its score."""

import torch


def scale(x, factor):
    import matplotlib.pyplot as plt

    plt.plot([1, 2])
    plt.close("all")
    return torch.from_numpy(x.numpy() * factor).to(x.dtype)
