"""Binds the name to the module that holds the answer: must earn nothing."""

import torch

scale = torch
