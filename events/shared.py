"""Reads that all share who want the same at the same time."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Shared(Generic[T]):
    """One read for all who ask until it begins; who asks later may know of more, and shares the next one."""

    def __init__(self) -> None:
        self._next: dict[Hashable, asyncio.Task[T]] = {}

    async def read(self, key: Hashable, read: Callable[[], Awaitable[T]]) -> T:
        """Read, or share the read that is about to begin. Its error is everyone's."""
        task = self._next.get(key)
        if task is None:
            task = self._next[key] = asyncio.create_task(self._begin(key, read))
            task.add_done_callback(_seen)
        return await asyncio.shield(task)

    async def _begin(self, key: Hashable, read: Callable[[], Awaitable[T]]) -> T:
        del self._next[key]
        return await read()


def _seen(task: asyncio.Task[T]) -> None:
    """Look at a failure that nobody waits for any more: whoever asked has hung up."""
    if not task.cancelled():
        task.exception()
