"""The command `studio`: every sub-command, one function each."""

import sys

import typer

from cli import demo, dev, jobs, nft, operate, pipelines, processes, providers, webhooks
from domain.errors import StudioError

app = typer.Typer(
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__
)
app.command()(dev.dev)
app.command()(demo.demo)
app.command()(jobs.submit)
app.command()(jobs.watch)
app.command()(jobs.jobs)
app.command()(jobs.cancel)
app.command()(jobs.retry)
app.command()(jobs.estimate)
app.command()(processes.api)
app.command()(processes.migrate)
app.command()(operate.token)
app.command()(operate.audit)
app.add_typer(pipelines.app, name="pipeline")
app.add_typer(providers.app, name="providers")
app.add_typer(webhooks.app, name="webhooks")
app.add_typer(nft.app, name="nft")


def main() -> None:
    """Run the command line; what goes wrong is said in a line."""
    try:
        app()
    except StudioError as error:
        typer.echo(error.detail, err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
