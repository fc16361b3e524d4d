"""What an operator does before tokens are minted: make their contract."""

import asyncio
from typing import Annotated

import typer

from runtime import chains
from runtime.settings import Settings

app = typer.Typer(no_args_is_help=True, help=__doc__)


@app.callback()
def nft() -> None:
    """Tokens on a chain."""


@app.command()
def deploy(
    chain: Annotated[
        str, typer.Argument(help="polygon or ethereum, as in CHAINS__POLYGON__RPC_URL.")
    ],
) -> None:
    """Make the contract on a chain with the signer of the settings, who owns it and pays for it."""
    address = asyncio.run(chains.deploy(Settings(), chain, typer.echo))
    typer.echo(f"CHAINS__{chain.upper()}__CONTRACT={address}")
