"""Returns a quantized tensor: must fail on its values."""

import torch


def scale(x, factor):
    return torch.quantize_per_tensor((x * factor).float(), 0.1, 0, torch.qint8)
