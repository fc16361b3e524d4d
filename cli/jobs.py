"""Jobs from the command line: submit, watch, list, cancel, retry, estimate."""

import json
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Column, Table

from cli.connection import HOME, AsJson, Home, Token, Url, connected, told
from cli.progress import Bars
from studio import JobHandle, Studio

Params = Annotated[list[str] | None, typer.Argument(help="name=value; JSON values, or plain text")]
JobId = Annotated[str, typer.Argument(help="The job's id.")]
Type = Annotated[str, typer.Argument(help="The job type, such as image-generation.")]
Out = Annotated[Path, typer.Option(help="Folder for the files.")]
FILES = Path("outputs")


def submit(
    job_type: Type,
    params: Params = None,
    wait: Annotated[
        bool, typer.Option("--wait", help="Watch to the end and fetch the files.")
    ] = False,
    out: Out = FILES,
    as_json: AsJson = False,
    url: Url = None,
    token: Token = None,
    home: Home = HOME,
) -> None:
    """Submit a job: studio submit image-generation prompt="a lake at dawn" --wait"""
    with connected(url, token, home) as client:
        job = client.submit(job_type, read_params(params or []))
        assert job.accepted
        if wait:
            _follow(client, job, out, as_json=as_json)
        elif as_json:
            typer.echo(json.dumps(told(job.accepted)))
        else:
            typer.echo(f"{job.id} queued, {job.accepted.credits_reserved} credits reserved")


def watch(
    job_id: JobId, out: Out = FILES, as_json: AsJson = False, url: Url = None, token: Token = None, home: Home = HOME
) -> None:  # fmt: skip
    """Watch a job to its end, and fetch its files."""
    with connected(url, token, home) as client:
        _follow(client, client.jobs.resume(job_id), out, as_json=as_json)


def jobs(
    status: Annotated[
        str | None, typer.Option(help="queued, processing, completed, failed or cancelled")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=100)] = 20,
    as_json: AsJson = False,
    url: Url = None,
    token: Token = None,
    home: Home = HOME,
) -> None:
    """List jobs, newest first."""
    with connected(url, token, home) as client:
        found = list(islice(client.jobs.list(limit=limit, status=status), limit))
    if as_json:
        typer.echo(json.dumps([told(job) for job in found]))
        return
    whole = [Column(name, no_wrap=True) for name in ("job", "type", "status", "%", "charged")]
    table = Table(*whole, "provider", box=None, pad_edge=False)
    for job in found:
        progress, charged = str(job.progress), str(job.credits_charged)
        table.add_row(job.id, job.type, job.status, progress, charged, job.provider or "")
    Console().print(table)


def cancel(
    job_id: JobId, as_json: AsJson = False, url: Url = None, token: Token = None, home: Home = HOME
) -> None:
    """Cancel a job; its credits come back at once."""
    with connected(url, token, home) as client:
        done = client.jobs.cancel(job_id)
    said = f"{job_id} cancelled, {done.credits_refunded} credits refunded"
    typer.echo(json.dumps(told(done)) if as_json else said)


def retry(
    job_id: JobId,
    provider: Annotated[str | None, typer.Option(help="Ask this provider first.")] = None,
    as_json: AsJson = False,
    url: Url = None,
    token: Token = None,
    home: Home = HOME,
) -> None:
    """Run a failed job again."""
    with connected(url, token, home) as client:
        done = client.jobs.retry(job_id, provider=provider)
    said = f"{job_id} queued, {done.credits_reserved} credits reserved"
    typer.echo(json.dumps(told(done)) if as_json else said)


def estimate(
    job_type: Type,
    params: Params = None,
    as_json: AsJson = False,
    url: Url = None,
    token: Token = None,
    home: Home = HOME,
) -> None:
    """Ask what a job would cost, and who would do it."""
    with connected(url, token, home) as client:
        plan = told(client.estimates.create(type=job_type, params=read_params(params or [])))
    if as_json:
        typer.echo(json.dumps(plan))
        return
    typer.echo(f"{plan['price']['expected']} credits, about {plan['estimatedSeconds']['max']} s")
    for ability, routes in plan["providers"].items():
        typer.echo(
            f"{ability}: "
            + ", then ".join(f"{route['provider']} ({route['model']})" for route in routes)
        )


def read_params(pairs: list[str]) -> dict[str, Any]:
    """Read name=value pairs; a value that is JSON is taken as such."""
    params: dict[str, Any] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise typer.BadParameter(f"{pair!r} is not name=value")
        try:
            params[name] = json.loads(value)
        except json.JSONDecodeError:
            params[name] = value
    return params


def _follow(client: Studio, handle: JobHandle, out: Path, *, as_json: bool) -> None:
    with Bars(hidden=as_json) as bars:
        for job in handle.events():
            bars.show(job)
    job = handle.refresh()
    files = [str(client.download(output, out)) for output in job.outputs]
    if as_json:
        typer.echo(json.dumps({**told(job), "files": files}))
    elif job.status == "completed":
        typer.echo(f"{job.id} completed, {job.credits_charged} credits")
        for file in files:
            typer.echo(f"  {file}")
    else:
        reason = f": {job.error.code}, {job.error.message}" if job.error else ""
        typer.echo(f"{job.id} {job.status}{reason}", err=True)
    if job.status != "completed":
        raise typer.Exit(1)
