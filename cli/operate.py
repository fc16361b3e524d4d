"""What operators and developers do beside the API: tokens for development, the audit."""

import asyncio
import json
import os
from pathlib import Path
from typing import Annotated

import typer

from db.ids import new_id
from db.session import Database
from domain.identity import Role
from domain.tiers import Tier
from ledger.audit import Audit
from ledger.audit import audit as audit_book
from runtime.development import endow, mint

HOME = Path(".studio")
Home = Annotated[Path, typer.Option(help="Folder of the development stack.")]


def token(
    home: Home = HOME,
    tenant: Annotated[str, typer.Option(help="The tenant's name.")] = "development",
    tier: Annotated[Tier, typer.Option(help="Its tier.")] = Tier.PRO,
    credits: Annotated[int, typer.Option(min=0, help="Credits to give it now.")] = 0,  # noqa: A002 - the option's name
    role: Annotated[Role | None, typer.Option(help="A role beside member.")] = None,
    operator: Annotated[bool, typer.Option("--operator", help="An operator's token.")] = False,
) -> None:
    """Print a development token, for the stack in a home folder."""
    secrets = _read(home / "secrets.json")
    ports = _read(home / "ports.json")
    url = f"postgresql://studio_app:{secrets['studio_app']}@127.0.0.1:{ports['postgres']}/studio"
    asyncio.run(_endow(url, tenant, tier, credits))
    roles = (role,) if role else ()
    typer.echo(
        mint(secrets["development"], tenant=tenant, tier=tier, roles=roles, operator=operator)
    )


def audit(
    home: Home = HOME,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Recompute the ledger from its entries and hold every job against it; exit 1 when something is wrong."""
    url = os.environ.get("DATABASE__SYSTEM_URL") or _system_url(home)
    found = asyncio.run(_audit(url))
    if as_json:
        typer.echo(found.model_dump_json())
    else:
        typer.echo(
            f"{found.operations} operations, {found.jobs} jobs, entries sum to {found.entries_sum}"
        )
        for problem in found.problems:
            typer.echo(f"{problem.tenant_id}\t{problem.subject or ''}\t{problem.problem}")
        typer.echo("sound" if not found.problems else f"{len(found.problems)} problems")
    if found.problems or found.entries_sum:
        raise typer.Exit(1)


async def _audit(url: str) -> Audit:
    database = Database(url, pool_size=2)
    try:
        return await audit_book(database)
    finally:
        await database.close()


async def _endow(url: str, tenant: str, tier: Tier, amount: int) -> None:
    database = Database(url, pool_size=2)
    try:
        await endow(database, tenant, tier, op_id=new_id("evt"), amount=amount)
    finally:
        await database.close()


def _system_url(home: Path) -> str:
    secrets, ports = _read(home / "secrets.json"), _read(home / "ports.json")
    return f"postgresql://studio_system:{secrets['studio_system']}@127.0.0.1:{ports['postgres']}/studio"


def _read(path: Path) -> dict[str, str]:
    try:
        found: dict[str, str] = json.loads(path.read_text())
    except OSError as error:
        typer.echo(
            f"There is no stack in {str(path.parent)!r}: start one with `studio dev`.", err=True
        )
        raise typer.Exit(1) from error
    return found
