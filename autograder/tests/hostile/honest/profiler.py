"""Measures itself with the profiler: must keep its score."""

from torch.profiler import ProfilerActivity, profile


def scale(x, factor):
    with profile(activities=[ProfilerActivity.CPU]) as measured:
        scaled = x * factor
    assert measured.key_averages()
    return scaled
