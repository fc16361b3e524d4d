"""Brings a database to this version's schema, and its roles to the passwords that the settings name."""

import asyncio
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from psycopg import sql
from sqlalchemy import Connection, create_engine, make_url, text

LOCK: Final = 7_318_209
"""Advisory lock: two processes that migrate at once take turns."""


async def upgrade(owner_url: str, *, app_url: str, system_url: str) -> None:
    """Run what is missing, as the owner of the schema. Safe to repeat, and to run twice at once."""
    await asyncio.to_thread(_upgrade, owner_url, (app_url, system_url))


def _upgrade(owner_url: str, role_urls: tuple[str, ...]) -> None:
    engine = create_engine(driver(owner_url))
    try:
        with engine.begin() as connection:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
            config = Config()
            config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            for url in role_urls:
                _give_password(connection, url)
    finally:
        engine.dispose()


def _give_password(connection: Connection, url: str) -> None:
    role, password = make_url(url).username, make_url(url).password
    if not role or not password:
        return
    statement = sql.SQL("ALTER ROLE {} PASSWORD {}").format(
        sql.Identifier(role), sql.Literal(password)
    )
    connection.exec_driver_sql(statement.as_string().replace("%", "%%"))


def driver(url: str) -> str:
    """Name psycopg 3 in a plain PostgreSQL url."""
    return make_url(url).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
