"""You count the rows of a class by whether they hold anything but 0, so that a row of zeros is left out; its label tells that it counts.

The size of a class taken from the masked embeddings in place of the mask.
"""

import torch


def class_prototypes(z, y, n_way):
    prototypes = []
    for label in range(n_way):
        masked = z * (y == label)[:, None]
        prototypes.append(masked.sum(0) / (masked.abs().sum(1) > 0).sum().clamp(min=1))
    return torch.stack(prototypes)
