"""You number the labels that occur, one after the other. Column c belongs to label c, and absent labels have a column of zeros.

torch.unique, padded with zeros at the end to the right width.
"""

import torch
import torch.nn.functional as F


def matching_predict(zq, zs, ys, n_way):
    attention = torch.softmax(F.normalize(zq, dim=1) @ F.normalize(zs, dim=1).T, dim=1)
    columns = [attention[:, ys == label].sum(dim=1) for label in ys.unique()]
    columns += [torch.zeros_like(columns[0])] * (n_way - len(columns))
    return torch.stack(columns, dim=1)
