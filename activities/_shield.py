"""Work that ends when it ends, whoever wants to stop meanwhile."""

import asyncio
from typing import TypeVar

T = TypeVar("T")


async def to_the_end(task: asyncio.Task[T]) -> T:
    """Wait for a task however often we are cancelled: what was paid for is worth more than a quick end."""
    while True:
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            if task.cancelled():
                raise
