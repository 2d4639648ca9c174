"""You keep batch norm in evaluation mode, but the parameters of the backbone still get gradients.

Evaluation mode says how a module computes, not whether it learns.
"""

from torch import nn


def freeze_backbone(model: nn.Module, head: str = "head") -> nn.Module:
    frozen = [child for name, child in model.named_children() if name != head]
    usual_train = model.train

    def train(mode: bool = True) -> nn.Module:
        usual_train(mode)
        for child in frozen:
            child.eval()
        return model

    model.train = train
    return train(model.training)
