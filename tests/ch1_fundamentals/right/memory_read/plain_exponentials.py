"""Exponentials and their sum, written out: with beta up to 50 they stay finite."""

import torch.nn.functional as F


def memory_read(key, memory, beta):
    similarity = F.normalize(key, dim=1) @ F.normalize(memory, dim=1).T
    weights = (beta * similarity).exp() / (beta * similarity).exp().sum(dim=1, keepdim=True)
    return weights @ memory, weights
