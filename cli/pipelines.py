"""Pipelines from the command line: run a file or a preset, watch, list, show, cancel, retry."""

import json
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

import typer
import yaml
from rich.console import Console
from rich.table import Column, Table

from cli.connection import HOME, AsJson, Home, Token, Url, connected, told
from cli.graph import Drawing, drawn
from cli.jobs import FILES, Out, Params, read_params
from studio import PipelineHandle, Studio

app = typer.Typer(no_args_is_help=True, help=__doc__)
PipelineId = Annotated[str, typer.Argument(help="The pipeline's id.")]
Watch = Annotated[bool, typer.Option("--watch", help="Draw it to the end, and fetch its files.")]


@app.command()
def run(
    source: Annotated[str, typer.Argument(help="A YAML or JSON file, or the name of a preset.")],
    params: Params = None,
    watch: Watch = False,
    plan: Annotated[bool, typer.Option("--plan", help="Only say what it would do.")] = False,
    out: Out = FILES,
    as_json: AsJson = False,
    url: Url = None,
    token: Token = None,
    home: Home = HOME,
) -> None:
    """Run a pipeline: studio pipeline run hello.yaml --watch, or: run avatar-speech text="Good evening" --watch"""
    path = Path(source)
    is_file = path.suffix in (".yaml", ".yml", ".json") or path.exists()
    body = read_file(path) if is_file else {}
    with connected(url, token, home) as client:
        if plan and is_file:
            _planned(told(client.pipelines.plan(body)), as_json=as_json)
            return
        given = read_params(params or [])
        pipelines = client.pipelines
        begun = pipelines.submit(body) if is_file else pipelines.run_preset(source, params=given)
        assert begun.accepted
        if watch:
            _follow(client, begun, out, as_json=as_json)
        elif as_json:
            typer.echo(json.dumps(told(begun.accepted)))
        else:
            typer.echo(f"{begun.id} queued, {begun.accepted.credits_reserved} credits reserved")


@app.command("list")
def list_(
    limit: Annotated[int, typer.Option(min=1, max=100)] = 20,
    as_json: AsJson = False,
    url: Url = None,
    token: Token = None,
    home: Home = HOME,
) -> None:
    """List pipelines, newest first."""
    with connected(url, token, home) as client:
        found = [told(each) for each in islice(client.pipelines.list(limit=limit), limit)]
    if as_json:
        typer.echo(json.dumps(found))
        return
    whole = [Column(name, no_wrap=True) for name in ("pipeline", "name", "status", "%", "charged")]
    table = Table(*whole, box=None, pad_edge=False)
    for each in found:
        table.add_row(
            each["id"], each["name"], each["status"], str(each["progress"]), str(each["creditsCharged"])
        )  # fmt: skip
    Console().print(table)


@app.command()
def presets(
    as_json: AsJson = False, url: Url = None, token: Token = None, home: Home = HOME
) -> None:
    """List the presets and what they take."""
    with connected(url, token, home) as client:
        found = [told(each) for each in client.pipelines.list_presets()]
    if as_json:
        typer.echo(json.dumps(found))
        return
    for each in found:
        names = ", ".join(each["parameters"]["properties"])
        typer.echo(f"{each['name']}: {each['summary']}\n  {names}")


@app.command()
def show(
    pipeline_id: PipelineId,
    as_json: AsJson = False,
    url: Url = None,
    token: Token = None,
    home: Home = HOME,
) -> None:
    """Draw a pipeline as it stands."""
    with connected(url, token, home) as client:
        found = told(client.pipelines.get(pipeline_id))
    if as_json:
        typer.echo(json.dumps(found))
    else:
        Console().print(drawn(found))


@app.command()
def watch(
    pipeline_id: PipelineId,
    out: Out = FILES,
    as_json: AsJson = False,
    url: Url = None,
    token: Token = None,
    home: Home = HOME,
) -> None:
    """Draw a pipeline to its end, and fetch its files."""
    with connected(url, token, home) as client:
        _follow(client, client.pipelines.resume(pipeline_id), out, as_json=as_json)


@app.command()
def cancel(
    pipeline_id: PipelineId,
    as_json: AsJson = False,
    url: Url = None,
    token: Token = None,
    home: Home = HOME,
) -> None:
    """Cancel a pipeline and all its jobs; what was not delivered comes back at once."""
    with connected(url, token, home) as client:
        done = client.pipelines.cancel(pipeline_id)
    said = f"{pipeline_id} cancelled, {done.credits_refunded} credits refunded"
    typer.echo(json.dumps(told(done)) if as_json else said)


@app.command()
def retry(
    pipeline_id: PipelineId,
    as_json: AsJson = False,
    url: Url = None,
    token: Token = None,
    home: Home = HOME,
) -> None:
    """Run what is unfinished of a failed pipeline again."""
    with connected(url, token, home) as client:
        done = client.pipelines.retry(pipeline_id)
    said = f"{pipeline_id} queued, {done.credits_reserved} credits reserved"
    typer.echo(json.dumps(told(done)) if as_json else said)


def read_file(path: Path) -> dict[str, Any]:
    """Read a pipeline's file."""
    try:
        body = yaml.safe_load(path.read_text())
    except OSError as error:
        raise typer.BadParameter(f"{path} can't be read: {error.strerror}") from error
    except yaml.YAMLError as error:
        raise typer.BadParameter(f"{path} is no YAML") from error
    if not isinstance(body, dict):
        raise typer.BadParameter(f"{path} has no name and steps")
    return {"name": path.stem[:64], **body}


def _planned(plan: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(plan))
        return
    price, seconds = plan["price"], plan["estimatedSeconds"]
    typer.echo(f"{price['expected']} credits (at most {price['max']}), about {seconds['max']} s")
    for number, names in enumerate(plan["order"], 1):
        typer.echo(f"{number}. {', '.join(names)}")


def _follow(client: Studio, handle: PipelineHandle, out: Path, *, as_json: bool) -> None:
    with Drawing(hidden=as_json) as drawing:
        for found in handle.events():
            drawing.show(told(found))
    pipeline = handle.refresh()
    files = [str(client.download(output, out)) for output in pipeline.outputs]
    if as_json:
        typer.echo(json.dumps({**told(pipeline), "files": files}))
    for file in files if not as_json else ():
        typer.echo(f"  {file}")
    if pipeline.status != "completed":
        error = pipeline.error
        reason = f": {error.code}, {error.message}" if error else ""
        typer.echo(f"{pipeline.id} {pipeline.status}{reason}", err=True)
        raise typer.Exit(1)
