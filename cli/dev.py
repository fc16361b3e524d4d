"""`studio dev`: the whole stack until Ctrl-C."""

import asyncio
import json
import signal
from pathlib import Path
from typing import Annotated

import typer

from domain.errors import StudioError
from runtime.embedded.stack import Ready, Stack
from runtime.settings import LogSettings
from runtime.telemetry import configure_logs

Home = Annotated[Path, typer.Option(help="Folder of all state.")]
Port = Annotated[int, typer.Option(help="0: a free one.")]
HOME = Path(".studio")


def dev(
    home: Home = HOME,
    api_port: Port = 8080,
    temporal_port: Port = 7233,
    ui_port: Port = 8233,
    as_json: Annotated[bool, typer.Option("--json", help="Print the ready line as JSON.")] = False,
) -> None:
    """Start PostgreSQL, Temporal, the API and a worker; stop them on Ctrl-C."""
    configure_logs(LogSettings(level="warning", format="text"))
    stack = Stack(home, api_port=api_port, temporal_port=temporal_port, ui_port=ui_port)
    try:
        asyncio.run(_serve(stack, as_json=as_json))
    except StudioError as error:
        typer.echo(error.detail, err=True)
        raise typer.Exit(1) from error


async def _serve(stack: Stack, *, as_json: bool) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    starting = asyncio.create_task(stack.start())
    stopping = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait((starting, stopping), return_when=asyncio.FIRST_COMPLETED)
        if starting.done():
            await starting
            typer.echo(ready_line(stack.ready, as_json=as_json))
            await stop.wait()
    finally:
        stopping.cancel()
        starting.cancel()
        await asyncio.gather(starting, return_exceptions=True)
        await stack.stop()


def ready_line(ready: Ready, *, as_json: bool) -> str:
    """Say where everything is, in one line."""
    told = ready.model_dump()
    told["apiKey"] = told.pop("api_key")
    if as_json:
        return json.dumps(told)
    return f"ready: API {ready.api}  docs {ready.api}/docs  Temporal UI {ready.ui}  token {ready.token}"
