"""The command `studio`: every sub-command, one function each."""

import typer

from cli import dev, operate, processes

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__)
app.command()(dev.dev)
app.command()(processes.api)
app.command()(processes.migrate)
app.command()(operate.token)
app.command()(operate.audit)


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    main()
