"""One stack and one house a test process; each test has tenants of its own."""

import functools
import ssl
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from runtime.embedded.stack import Stack
from tests.house import House, opened

ssl.create_default_context = functools.cache(ssl.create_default_context)  # type: ignore[assignment]
"""Every client reads all the world's certificates, which takes longer than what most tests do with it: once is enough."""


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def stack(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stack]:
    """PostgreSQL and Temporal, migrated."""
    async with Stack(tmp_path_factory.mktemp("home"), with_processes=False) as running:
        yield running


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def house(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    """Everything, with vendors of our own."""
    async with opened(stack, tmp_path_factory.mktemp("house")) as running:
        yield running
