"""`studio providers`: how vendors do, an operator's switch over them, what they cost, whether a key is good."""

import asyncio
import json
from pathlib import Path
from typing import Annotated, Any

import typer

from cli import vendor_tables
from cli.connection import HOME, AsJson, Home, Token, Url, connected, told
from domain.errors import ProviderFailure
from domain.tasks import Ability
from providers._base import Provider
from providers._callbacks import Callbacks
from runtime import resources
from runtime.catalog import adapters
from runtime.settings import ProviderSettings, Settings
from runtime.vendor_document import has_one_address

Name = Annotated[str, typer.Argument(help="The provider's name, as `studio providers` shows it.")]
Task = Annotated[Ability | None, typer.Option(help="One task of it; without: all that it does.")]
Reason = Annotated[str, typer.Option(help="Why, for those who come after and for the audit log.")]

app = typer.Typer()


@app.callback(invoke_without_command=True)
def providers(
    ctx: typer.Context,
    every: Annotated[bool, typer.Option("--all", help="Those without a key too.")] = False,
    as_json: AsJson = False,
    url: Url = None,
    token: Token = None,
    home: Home = HOME,
) -> None:
    """Show how providers do: those with a key, and what rests or is switched off."""
    if ctx.invoked_subcommand:
        _refuse_lost_options(ctx)
        return
    with connected(url, token, home) as client:
        found = [told(each) for each in client.providers.list_health()]
    shown = [line for line in found if every or _matters(line)]
    if as_json:
        typer.echo(json.dumps(shown))
        return
    vendor_tables.show(vendor_tables.health(shown))
    hidden = {line["provider"] for line in found} - {line["provider"] for line in shown}
    if hidden:
        typer.echo(f"{len(hidden)} others have no key; `studio providers --all` lists them.")


@app.command()
def disable(
    name: Name,
    reason: Reason,
    task: Task = None,
    as_json: AsJson = False,
    url: Url = None,
    token: Token = None,
    home: Home = HOME,
) -> None:
    """Leave a provider alone until it is enabled, in every process, without a deploy (operators)."""
    with connected(url, token, home, operator=True) as client:
        done = client.providers.disable(name, reason=reason, task=task)
    typer.echo(json.dumps(told(done)) if as_json else f"{_subject(name, task)} is switched off")


@app.command()
def enable(
    name: Name,
    reason: Reason,
    task: Task = None,
    as_json: AsJson = False,
    url: Url = None,
    token: Token = None,
    home: Home = HOME,
) -> None:
    """Take a switch back that was set for the same provider and task (operators)."""
    with connected(url, token, home, operator=True) as client:
        done = client.providers.enable(name, reason=reason, task=task)
    said = "is in use again" if done.changed else "had no switch of its own"
    typer.echo(json.dumps(told(done)) if as_json else f"{_subject(name, task)} {said}")


@app.command()
def costs(
    days: Annotated[int, typer.Option(min=1, max=90, help="So many days back.")] = 30,
    as_json: AsJson = False,
    url: Url = None,
    token: Token = None,
    home: Home = HOME,
) -> None:
    """Show what each provider cost a job type, against what its jobs brought (operators)."""
    with connected(url, token, home, operator=True) as client:
        found = [told(each) for each in client.providers.list_costs(days=days)]
    if as_json:
        typer.echo(json.dumps(found))
        return
    vendor_tables.show(vendor_tables.costs(found))
    typer.echo(
        f"The last {days} days. Cost: by the rows of your routes. Used: as the provider tells. Revenue: credits."
    )


@app.command()
def test(name: Name) -> None:
    """Prove a vendor's key by its cheapest call, made here with the settings of this environment."""
    kind, settings = _known(name), Settings()
    if not kind.needs_key:
        typer.echo(f"{name} needs no key")
        return
    if lacking := resources.missing(kind, settings):
        typer.echo(f"{name} is not configured: set {' and '.join(lacking)}.", err=True)
        raise typer.Exit(2)
    try:
        found = asyncio.run(_check(kind, settings))
    except ProviderFailure as error:
        typer.echo(f"{name}: {error.code}: {error.detail}", err=True)
        raise typer.Exit(1) from error
    except UnicodeEncodeError:  # its cause quotes the key
        typer.echo(f"{name}: the key has letters that no header can hold.", err=True)
        raise typer.Exit(1) from None
    typer.echo(f"{name}: {found}")


@app.command()
def hook(name: Name, home: Home = HOME) -> None:
    """Print the address for a vendor whose webhook is set up once for the whole account."""
    kind, settings = _known(name), Settings()
    if not has_one_address(kind):
        says = "is told an address with each call" if kind.proof else "sends no webhooks"
        typer.echo(f"{name} {says}: there is no address to set up.", err=True)
    else:
        typer.echo(_address(name, settings, home))
    secret = settings.providers.get(name, ProviderSettings()).webhook_secret
    if kind.proof == "account" and not secret:
        variable = f"PROVIDERS__{name.upper()}__WEBHOOK_SECRET"
        typer.echo(f"Put the secret that it signs with into {variable}.", err=True)


async def _check(kind: type[Provider], settings: Settings) -> str:
    async with resources.provider(kind, settings) as provider:
        return await provider.check()


def _address(name: str, settings: Settings, home: Path) -> str:
    public = settings.api.public_url
    if not public.startswith("https://"):
        typer.echo(f"Vendors knock at a public https address: API__PUBLIC_URL is {public!r}.", err=True)  # fmt: skip
        raise typer.Exit(1)
    key = settings.storage.signing_key.get_secret_value() or _signing_key(home)
    return Callbacks(key, public_url=public, proofs=resources.proofs(settings)).url(name)


def _signing_key(home: Path) -> str:
    try:
        return str(json.loads((home / "secrets.json").read_text())["signing"])
    except OSError as error:
        typer.echo(
            f"The address is signed: set STORAGE__SIGNING_KEY as the API has it (there is no stack in {str(home)!r}).",
            err=True,
        )
        raise typer.Exit(2) from error


def _known(name: str) -> type[Provider]:
    found = adapters()
    if name not in found:
        raise typer.BadParameter(f"there is no provider {name!r}, but {', '.join(sorted(found))}")
    return found[name]


def _refuse_lost_options(ctx: typer.Context) -> None:
    """Options of the list would be lost on what follows it."""
    lost = [each.opts[0] for each in ctx.command.params if _is_typed(ctx, each.name)]
    if lost:
        raise typer.BadParameter(
            f"{', '.join(lost)} goes to the list alone: options of {ctx.invoked_subcommand!r} stand behind it"
        )


def _is_typed(ctx: typer.Context, name: str | None) -> bool:
    source = ctx.get_parameter_source(name or "")
    return source is not None and source.name == "COMMANDLINE"


def _matters(line: dict[str, Any]) -> bool:
    """Tell whether a line is of a provider that can serve, or has a circuit or a switch to tell of."""
    return bool(line["status"] != "not_configured" or line["reason"])


def _subject(name: str, task: str | None) -> str:
    return f"{name}, {task}," if task else name
