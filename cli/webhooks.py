"""Webhooks from the command line: list, add, test, what was delivered."""

import json
from itertools import islice
from typing import Annotated, Any

import typer
from rich.table import Column, Table

from cli import vendor_tables
from cli.connection import HOME, AsJson, Home, Token, Url, connected, told

app = typer.Typer(no_args_is_help=True, help=__doc__)
WebhookId = Annotated[str, typer.Argument(help="The endpoint's id (whe_…).")]


@app.command("list")
def list_(as_json: AsJson = False, url: Url = None, token: Token = None, home: Home = HOME) -> None:
    """List the tenant's endpoints and how they are doing."""
    with connected(url, token, home) as client:
        found = [told(each) for each in client.webhooks.list()]
    if as_json:
        typer.echo(json.dumps(found))
        return
    _table(
        ("webhook", "status", "reason", "url"),
        [
            (each["id"], each["status"], each["reason"] or "", each["url"] or "named by jobs")
            for each in found
        ],
    )


@app.command()
def add(
    address: Annotated[str, typer.Argument(help="Where events are to go.")],
    event: Annotated[list[str] | None, typer.Option(help="A type; without: all.")] = None,
    as_json: AsJson = False,
    url: Url = None,
    token: Token = None,
    home: Home = HOME,
) -> None:
    """Make an endpoint, and print its secret, this once."""
    with connected(url, token, home) as client:
        made = told(client.webhooks.create(url=address, events=event or []))
    typer.echo(json.dumps(made) if as_json else f"{made['id']} {made['secret']}")


@app.command("test")
def send_test(
    webhook_id: WebhookId,
    as_json: AsJson = False,
    url: Url = None,
    token: Token = None,
    home: Home = HOME,
) -> None:
    """Send an event that says nothing."""
    with connected(url, token, home) as client:
        sent = client.webhooks.send_test(webhook_id)
    said = f"{sent.event_id} is on its way; `studio webhooks deliveries {webhook_id}` tells how it went"
    typer.echo(json.dumps(told(sent)) if as_json else said)


@app.command()
def deliveries(
    webhook_id: WebhookId,
    limit: Annotated[int, typer.Option(min=1, max=100)] = 20,
    as_json: AsJson = False,
    url: Url = None,
    token: Token = None,
    home: Home = HOME,
) -> None:
    """Show what an endpoint was sent, newest first."""
    with connected(url, token, home) as client:
        pages = client.webhooks.list_deliveries(webhook_id, limit=limit)
        found = [told(each) for each in islice(pages, limit)]
    if as_json:
        typer.echo(json.dumps(found))
        return
    _table(
        ("event", "type", "status", "tries", "last answer", "next"),
        [
            (each["eventId"], each["type"], each["status"], str(len(each["tries"])), _last(each), each["nextAt"] or "")
            for each in found
        ],
    )  # fmt: skip


def _last(delivery: dict[str, Any]) -> str:
    if not delivery["tries"]:
        return ""
    last = delivery["tries"][-1]
    return str(last["status"] or last["error"])


def _table(names: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    whole = [Column(name, no_wrap=True, overflow="ignore") for name in names]
    table = Table(*whole, box=None, pad_edge=False)
    for row in rows:
        table.add_row(*row)
    vendor_tables.show(table)
