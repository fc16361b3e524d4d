"""The same request as a call of curl, as a program, and as a pipeline."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import yaml

from domain.values import Json
from manual.examples import FILES, body, pipeline
from workflows._job import JobType

WIDTH: Final = 96
IN_PATH: Final = re.compile(r"\{(\w+)\}")
HEADERS: Final = '-H "Authorization: Bearer $STUDIO_API_KEY" -H "Content-Type: application/json"'


def curl(job: JobType) -> str:
    """Write the call for a shell in which STUDIO_URL and STUDIO_API_KEY are set."""
    asked = {**body(job.name)}
    path = IN_PATH.sub(lambda match: str(asked.pop(match.group(1))), job.path)
    return f"curl -s \"$STUDIO_URL/studio/v1{path}\" \\\n  {HEADERS} \\\n  -d '{_json(asked)}'\n"


def program(job: JobType) -> str:
    """Write it with the Python client; files of one's own are uploaded first."""
    asked = {**body(job.name)}
    uploads = "".join(
        f'    {name} = client.assets.upload("{url.rpartition("/")[2]}").id\n'
        for url, name in FILES.items()
        if url in json.dumps(asked)
    )
    named = [_literal(asked.pop(name)) for name in IN_PATH.findall(job.path)]
    given = [f"{_snake(name)}={_literal(value)}" for name, value in asked.items()]
    call = f"client.{_method(job)}({', '.join([*named, *given])})"
    return _formatted(
        "from studio import Studio\n\n"
        f"with Studio() as client:\n{uploads}    job = {call}\n"
        '    job.wait()\n    print(job.download("out"))\n'
    )


def graph(job: JobType) -> str:
    """Write a pipeline in which it has its place, for a file."""
    text: str = yaml.safe_dump(
        pipeline(job.name),
        sort_keys=False,
        default_flow_style=None,
        width=WIDTH,
        allow_unicode=True,
    )
    return text


def _method(job: JobType) -> str:
    """Name the client's method by the path: `/images/remove-background` is `images.remove_background`."""
    parts = [part for part in job.path.split("/") if part and "{" not in part]
    return ".".join(part.replace("-", "_") for part in parts)


def _snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def _json(asked: Json) -> str:
    line = json.dumps(asked, ensure_ascii=False)
    if len(line) < WIDTH:
        return line
    rows = (
        f"  {json.dumps(name)}: {json.dumps(part, ensure_ascii=False)}"
        for name, part in asked.items()
    )
    return "{\n" + ",\n".join(rows) + "\n}"


def _literal(value: Any) -> str:
    text = repr(value)
    for url, name in FILES.items():
        text = text.replace(repr(url), name)
    return text


def _formatted(text: str) -> str:
    ruff = Path(sys.executable).parent / "ruff"
    done = subprocess.run(  # noqa: S603 - our own formatter
        [ruff, "format", "--isolated", "--line-length", str(WIDTH), "--stdin-filename", "page.py", "-"],
        input=text, text=True, capture_output=True, check=True,
    )  # fmt: skip
    return done.stdout
