"""Returns a coroutine that would compute: must fail on its values."""


async def scale(x, factor):
    return x * factor
