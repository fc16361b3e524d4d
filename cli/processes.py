"""Processes that start alone, configured by the environment: `studio api`, `studio migrate`."""

import asyncio
import gc

import typer
from prometheus_client import start_http_server
from uvicorn.config import STARTUP_FAILURE

from api.app import create
from api.server import Server, configured
from db.migrate import upgrade
from runtime import templates
from runtime.settings import Settings
from runtime.telemetry import configure_logs

SHUTDOWN_SECONDS = 10
KEEP_ALIVE_SECONDS = 30


def api() -> None:
    """Serve the HTTP API."""
    settings = Settings()
    configure_logs(settings.log)
    if settings.api.metrics_port:
        start_http_server(settings.api.metrics_port, addr=settings.api.host)
    app = create(settings)
    config = configured(
        app,
        host=settings.api.host,
        port=settings.api.port,
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=True,
        proxy_headers=True,
        forwarded_allow_ips=settings.api.trusted_proxies,
        timeout_graceful_shutdown=SHUTDOWN_SECONDS,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        http="httptools",
    )
    server = Server(app, config)
    gc.freeze()  # what is loaded stays: looking through it for garbage took 0.4 s, for every client
    server.run()
    if not server.started:
        raise typer.Exit(STARTUP_FAILURE)


def migrate() -> None:
    """Bring the database to this version, and the roles to the passwords of the settings."""
    settings = Settings()
    configure_logs(settings.log)
    asyncio.run(_migrate(settings))
    typer.echo("the database is up to date")


async def _migrate(settings: Settings) -> None:
    system_url = settings.database.system_url.get_secret_value()
    await upgrade(
        settings.database.owner_url.get_secret_value(),
        app_url=settings.database.url.get_secret_value(),
        system_url=system_url,
    )
    await templates.seed(system_url)
