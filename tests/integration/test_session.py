"""The way into PostgreSQL when those who call are cancelled at any moment."""

import asyncio
import gc
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import psycopg
from sqlalchemy import text

from db.session import Database
from runtime.embedded.stack import Stack

POOL = 4
ROUNDS = 150
NAME = "cancelled-callers"


async def test_calls_that_are_cancelled_leave_no_connection_behind(stack: Stack) -> None:
    database = Database(
        f"{stack.environment['DATABASE__URL']}?application_name={NAME}", pool_size=POOL
    )
    chance = random.Random(7)
    async with uncollected():
        for _ in range(ROUNDS):
            tasks = [asyncio.create_task(one(database, number)) for number in range(2 * POOL)]
            for task in tasks:
                cancel_at = asyncio.get_running_loop().call_later
                cancel_at(chance.uniform(0, 0.004), task.cancel)
                cancel_at(chance.uniform(0, 0.008), task.cancel)
            ends = await asyncio.gather(*tasks, return_exceptions=True)
            assert {type(end) for end in ends} <= {type(None), asyncio.CancelledError}
        assert await database.value("SELECT 1") == 1
        assert await open_now(stack) <= POOL
    await database.close()
    while await open_now(stack):
        pass


async def one(database: Database, number: int) -> None:
    """Ask in either way."""
    if number % 2:
        await database.call("SELECT pg_sleep(0.001)")
        return
    async with database.begin("a-tenant") as connection:
        await connection.execute(text("SELECT 1"))


async def open_now(stack: Stack) -> int:
    """Count our connections as the server does."""
    url = stack.environment["DATABASE__OWNER_URL"]
    async with await psycopg.AsyncConnection.connect(url) as connection:
        found = await connection.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = %s", [NAME]
        )
        row = await found.fetchone()
        return int(row[0]) if row else 0


@asynccontextmanager
async def uncollected() -> AsyncIterator[None]:
    """Keep garbage, which would hide what was left behind."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
