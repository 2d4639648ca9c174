# %% [markdown]
# # Tiny · three functions
#
# A notebook just large enough to test the grader: one function of plain arithmetic, one with a contract of
# several clauses, one that is random.

# %% given="setup"
import torch
from torch import Tensor

# %% [markdown]
# ## Scaling
#
# Multiplying by $c$ stretches every entry: $y_{ij} = c\,x_{ij}$.

# %% exercise="scale"
def scale(x: Tensor, factor: float) -> Tensor:
    """Multiply every entry of x by `factor`.

    Args:
        x: any shape, float32 or float64.
        factor: a number.

    Returns:
        A tensor with the shape and the dtype of x. x itself is left as it was.
    """
    ### BEGIN SOLUTION
    return x * factor
    ### END SOLUTION

# %% check="scale"
doubled = scale(torch.tensor([1.0, -2.0]), 2.0)
assert doubled.tolist() == [2.0, -4.0], f"twice [1, -2] is {doubled.tolist()}, expected [2, -4]"
print("scale: visible checks passed")

# %%
print(scale(torch.arange(4.0), 0.5))

# %% [markdown]
# ## Centring
#
# Subtract from each column its mean over the rows,
#
# $$y_{ij} = x_{ij} - \frac{1}{n}\sum_{k=1}^{n} x_{kj} .$$

# %% given="rows"
def row_count(x: Tensor) -> int:
    """Return n for x: (n, d)."""
    return len(x)

# %% exercise="centre"
def centre(x: Tensor) -> Tensor:
    """Subtract from every column of x its mean over the rows.

    Args:
        x: (n, d), float32 or float64.

    Returns:
        (n, d), with the dtype of x. x itself is left as it was.

    Raises:
        ValueError: x has fewer than 2 rows.
    """
    ### BEGIN SOLUTION
    if row_count(x) < 2:
        raise ValueError("a column needs at least 2 rows to be centred")
    return x - x.mean(dim=0)
    ### END SOLUTION

# %% check="centre"
centred = centre(torch.tensor([[1.0, 10.0], [3.0, 30.0]]))
assert centred.tolist() == [[-1.0, -10.0], [1.0, 10.0]], (
    f"the rows [1, 10] and [3, 30] become {centred.tolist()}, expected [[-1, -10], [1, 10]]: "
    "each column has a mean of its own"
)
print("centre: visible checks passed")

# %%
columns = centre(torch.arange(12.0).reshape(4, 3))
print(columns.mean(dim=0))

# %% [markdown]
# ## Drawing
#
# A function that takes a generator can be repeated; one that uses the global state cannot.

# %% exercise="draw"
def draw(n: int, generator: torch.Generator) -> Tensor:
    """Draw n numbers, uniform between 0 and 1, with `generator` alone.

    Args:
        n: how many, 1 or more.
        generator: a CPU generator. Its state decides the result and moves on, so that the next call draws
            other numbers.

    Returns:
        (n,) float32, each at least 0 and at most 1.
    """
    ### BEGIN SOLUTION
    return torch.rand(n, generator=generator)
    ### END SOLUTION

# %% check="draw"
drawn = draw(5, torch.Generator().manual_seed(3))
assert drawn.shape == (5,), f"5 numbers have the shape {tuple(drawn.shape)}, expected (5,)"
print("draw: visible checks passed")
