"""Which server the command line speaks to, and as whom."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, Final

import httpx
import typer
from pydantic import BaseModel

from domain.identity import Role
from domain.tiers import Tier
from runtime.development import TENANT, mint
from studio import Studio, StudioProblem

HOME: Final = Path(".studio")
Home = Annotated[Path, typer.Option(help="Home folder of a development stack.")]
Url = Annotated[
    str | None, typer.Option(envvar="STUDIO_URL", help="The server; default: the stack in --home.")
]
Token = Annotated[
    str | None, typer.Option(envvar=["STUDIO_API_KEY", "STUDIO_TOKEN"], help="A token or API key.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@contextmanager
def connected(
    url: str | None, token: str | None, home: Path, *, operator: bool = False
) -> Iterator[Studio]:
    """Open a client, and say what goes wrong in one line. `operator`: as one, at the stack in the home folder."""
    try:
        with Studio(
            url or _local_url(home), token or _local_token(home, operator=operator)
        ) as client:
            yield client
    except StudioProblem as problem:
        typer.echo(f"{problem.code}: {problem}", err=True)
        for error in problem.errors:
            typer.echo(f"  {error['pointer']}: {error['detail']}", err=True)
        raise typer.Exit(1) from problem
    except httpx.TransportError as error:
        typer.echo(f"The server does not answer: {type(error).__name__}.", err=True)
        raise typer.Exit(2) from error


def told(answer: BaseModel) -> dict[str, Any]:
    """Give an answer as the API gave it."""
    return answer.model_dump(mode="json", by_alias=True)


def _local_url(home: Path) -> str:
    ports = _read(home / "ports.json")
    return f"http://127.0.0.1:{ports['api']}"


def _local_token(home: Path, *, operator: bool) -> str:
    secrets = _read(home / "secrets.json")
    return mint(
        secrets["development"],
        tenant=TENANT,
        tier=Tier.ENTERPRISE,
        roles=(Role.ADMIN,),
        operator=operator,
    )


def _read(path: Path) -> dict[str, str]:
    if not path.exists():
        typer.echo(
            f"There is no stack in {os.fspath(path.parent)!r}: run `studio dev`, or name --url and --token.",
            err=True,
        )
        raise typer.Exit(2)
    found: dict[str, str] = json.loads(path.read_text())
    return found
