"""Uses what the libraries import late: must keep its score."""



def scale(x, factor):
    import decimal
    import statistics

    import torch.distributions
    import torch.nn.utils.prune

    assert torch.distributions.Normal(0.0, 1.0).sample() is not None
    layer = torch.nn.utils.prune.random_unstructured(torch.nn.Linear(2, 2), "weight", 1)
    assert layer is not None
    assert decimal.Decimal(1) == statistics.mean([1])
    return torch.from_numpy(x.numpy() * factor).to(x.dtype)
