"""You draw two classes for all different-class pairs of a call. Every pair is drawn on its own, its classes too.

The classes are drawn before the loop. Over many calls all classes meet.
"""

import torch


def make_pairs(labels, n_pairs, generator):
    first, second = torch.triu_indices(len(labels), len(labels), 1, device=labels.device)
    is_same = labels[first] == labels[second]
    alike, unlike = is_same.nonzero()[:, 0], (~is_same).nonzero()[:, 0]
    classes = torch.stack([labels[first], labels[second]]).sort(dim=0).values
    chosen = classes[:, unlike[torch.randint(len(unlike), (), generator=generator)]]
    unlike = unlike[(classes[:, unlike] == chosen[:, None]).all(dim=0)]
    drawn = [pool[torch.randint(len(pool), (n_pairs // 2,), generator=generator)] for pool in (alike, unlike)]
    return first[torch.cat(drawn)], second[torch.cat(drawn)], is_same[torch.cat(drawn)]
