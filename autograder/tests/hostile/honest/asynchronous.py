"""Runs an event loop: must keep its score."""

import asyncio


async def later(x, factor):
    await asyncio.sleep(0)
    return x * factor


def scale(x, factor):
    return asyncio.run(later(x, factor))
