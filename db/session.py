"""The way into PostgreSQL: a pool, one transaction an entry point, and its refusals by name."""

import asyncio
import json
from collections.abc import AsyncIterator, Coroutine, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from functools import lru_cache
from typing import Any, Final, TypeVar

from sqlalchemy import Row, text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from db.migrate import driver
from domain.errors import (
    ConcurrencyLimited,
    Conflict,
    IdempotencyInFlight,
    IdempotencyMismatch,
    InsufficientCredits,
    Internal,
    NotFound,
    ProviderBusy,
    ProviderRests,
    QuotaExceeded,
    RunIsOver,
    StudioError,
    Unavailable,
    ValidationFailed,
)
from domain.values import Json

REFUSALS: Final[Mapping[str, StudioError]] = {
    "ST400": ValidationFailed("The amount is not within what was held or charged."),
    "ST402": InsufficientCredits("The wallet does not cover this job's price."),
    "ST404": NotFound("There is no such object."),
    "ST409": Conflict("The object's state does not allow this."),
    "ST410": Conflict("The hold was released before it was made."),
    "ST411": Conflict("The hold has ended already."),
    "ST412": RunIsOver("This run of the job is over."),
    "ST414": Conflict("A job that is not over uses this asset."),
    "ST422": Conflict("The operation's id was used for another operation."),
    "ST423": IdempotencyMismatch("The Idempotency-Key was used with another request body."),
    "ST425": IdempotencyInFlight(
        "The first request with this Idempotency-Key is still in flight.", retry_after_seconds=1
    ),
    "ST428": QuotaExceeded("This month's jobs of the tier are used up."),
    "ST429": ConcurrencyLimited(
        "Too many jobs of this tenant are waiting.", retry_after_seconds=10
    ),
    "ST430": ProviderBusy("As many calls as the vendor's account allows are under way."),
    "ST431": ProviderRests("The provider is resting after failures."),
}
GONE: Final = ("57P01", "57P02", "57P03", "08", "53300", "25006")
"""SQLSTATEs of a server that stops, starts or has no connection left."""

T = TypeVar("T")

prepared = lru_cache(maxsize=512)(text)


class Database:
    """One role's pool on one database."""

    def __init__(self, url: str, *, pool_size: int = 10) -> None:
        self.engine = create_async_engine(
            driver(url),
            pool_size=pool_size,
            max_overflow=0,
            pool_timeout=5,
            connect_args={"connect_timeout": 3, "prepare_threshold": 3},
            json_serializer=json.dumps,
        )
        self.quick = self.engine.execution_options(isolation_level="AUTOCOMMIT")

    async def close(self) -> None:
        await self.engine.dispose()

    @asynccontextmanager
    async def begin(self, tenant_id: str = "") -> AsyncIterator[AsyncConnection]:
        """Open the transaction of an entry point, in the name of a tenant."""
        with refusals():
            async with opened(self.engine) as connection, connection.begin():
                if tenant_id:
                    await connection.execute(ACT_FOR, {"tenant": tenant_id})
                yield connection

    async def call(self, statement: str, **parameters: Any) -> Sequence[Row[*tuple[Any, ...]]]:
        """Run one statement as a transaction of its own."""
        with refusals():
            return await unbroken(self._call(statement, parameters))

    async def value(self, statement: str, **parameters: Any) -> Any:
        """Run one statement for its one value; None when there is no row."""
        rows = await self.call(statement, **parameters)
        return rows[0][0] if rows else None

    async def require_ordinary_role(self) -> None:
        """Refuse a role that row-level security does not bind. Raises `Internal`."""
        bound = await self.value(
            "SELECT NOT (rolsuper OR rolbypassrls OR EXISTS (SELECT FROM pg_tables"
            " WHERE schemaname = 'studio' AND tableowner = current_user))"
            " FROM pg_roles WHERE rolname = current_user"
        )
        if not bound:
            raise Internal(
                "The database role is a superuser, bypasses row security or owns the tables:"
                " connect as studio_app or studio_system."
            )

    async def _call(
        self, statement: str, parameters: Mapping[str, Any]
    ) -> Sequence[Row[*tuple[Any, ...]]]:
        async with self.quick.connect() as connection:
            result = await connection.execute(prepared(statement), parameters)
            return result.all() if result.returns_rows else ()


@asynccontextmanager
async def opened(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """Take a connection from the pool, and give it back whatever happens."""
    connection = engine.connect()
    try:
        await unbroken(connection.start())
        yield connection
    finally:
        if connection.sync_connection is not None:
            await unbroken(connection.close())


async def unbroken(work: Coroutine[Any, Any, T]) -> T:
    """Finish a short piece of work before a cancel takes effect.

    A cancel in the middle of a checkout strands a live connection until garbage is collected, and under many cancels
    the server runs out of them (https://github.com/sqlalchemy/sqlalchemy/issues/13548).
    """
    task = asyncio.create_task(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        while not task.done():
            with suppress(asyncio.CancelledError):
                await asyncio.wait((task,))
        task.cancelled() or task.exception()  # whoever was cancelled does not want to know
        raise


ACT_FOR: Final = text("SELECT set_config('app.tenant', :tenant, true)")


def jsonb(value: Json) -> str:
    """Encode a parameter that the statement casts to jsonb."""
    return json.dumps(value, allow_nan=False, separators=(",", ":"))


@contextmanager
def refusals() -> Iterator[None]:
    """Turn what the database says no to into the product's own errors."""
    try:
        yield
    except DBAPIError as error:
        raise _named(error) from error
    except (PoolTimeoutError, ConnectionError) as error:
        raise Unavailable("The database is busy.", retry_after_seconds=2) from error


def _named(error: DBAPIError) -> Exception:
    state = str(getattr(error.orig, "sqlstate", None) or "")
    if refusal := REFUSALS.get(state):
        return type(refusal)(refusal.detail, retry_after_seconds=refusal.retry_after_seconds)
    if error.connection_invalidated or state.startswith(GONE) or _never_connected(error, state):
        return Unavailable("The database is away.", retry_after_seconds=2)
    if state.startswith("22"):
        return ValidationFailed("A value does not fit where it is stored.")
    if state in ("40001", "40P01", "55P03", "57014", "25P03", "25P04"):
        return Unavailable("The database is busy.", retry_after_seconds=1)
    return error


def _never_connected(error: DBAPIError, state: str) -> bool:
    return isinstance(error, OperationalError) and not state
