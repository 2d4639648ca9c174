"""Between equal weights and all weight on the final step.

(1 - t)/n for the others and t more for the final one, where t = epoch / n_epochs, at most 0.97.
"""

import torch


def msl_weights(n_steps, epoch, n_epochs):
    t = min(epoch / n_epochs, 0.97)
    uniform = torch.ones(n_steps) / n_steps
    final = torch.eye(n_steps)[-1]
    return torch.lerp(uniform, final, t)
