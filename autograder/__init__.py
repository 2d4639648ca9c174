"""Grade the notebooks of a PyTorch course without running them beside the tests."""

__version__ = "0.1.0"
