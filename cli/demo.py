"""`studio demo`: the whole stack, jobs and a pipeline through the public API, and the files they make."""

import asyncio
import subprocess
from pathlib import Path
from shlex import quote
from typing import Annotated, Any

import imageio_ffmpeg
import typer

from cli.connection import told
from cli.graph import Drawing
from cli.progress import Bars
from domain.errors import StudioError
from runtime.embedded.stack import Ready, Stack
from runtime.settings import LogSettings
from runtime.telemetry import configure_logs
from studio import Studio
from studio.models import Job

HOME = Path(".studio")
OUT = Path("demo-output")
PROMPT = "A mountain lake at dawn, soft light, mist over the water"
TEXT = (
    "Welcome to Studio. This voice was made on your own machine, and every word of it knows its time. "
    "Watch the captions: they follow along."
)
SENTENCE = "Good evening, and welcome. I was made from one sentence, on your own machine."
PERSON = "avatar-speech"
"""The preset that makes somebody who says a text."""


def demo(
    home: Annotated[Path, typer.Option(help="Folder of all state.")] = HOME,
    out: Annotated[Path, typer.Option(help="Folder for the files.")] = OUT,
    say: Annotated[str, typer.Option(help="What the person at the end says.")] = SENTENCE,
) -> None:
    """Start everything, run a picture, a voice, a subtitled video and a person who speaks, show them, and stop."""
    configure_logs(LogSettings(level="error", format="text"))
    try:
        asyncio.run(_demo(home, out, say))
    except StudioError as error:
        typer.echo(error.detail, err=True)
        raise typer.Exit(1) from error


async def _demo(home: Path, out: Path, say: str) -> None:
    typer.echo("Starting PostgreSQL, Temporal, the API and a worker …")
    async with Stack(home) as stack:
        typer.echo(f"API {stack.ready.api}/docs   Temporal UI {stack.ready.ui}\n")
        succeeded = await asyncio.to_thread(_all, stack.ready, out, say)
    if not succeeded:
        raise typer.Exit(1)


def _all(ready: Ready, out: Path, say: str) -> bool:
    with Studio(ready.api, ready.token) as client:
        jobs = _jobs(client, ready, out)
        return _person(client, ready, out, say) and jobs


def _jobs(client: Studio, ready: Ready, out: Path) -> bool:
    with Bars() as bars:
        picture = _run(
            client, bars, "image-generation", {"prompt": PROMPT, "width": 1280, "height": 720}
        )
        speech = _run(client, bars, "text-to-speech", {"text": TEXT})
        files = {job.id: _fetch(client, job, out) for job in (picture, speech)}
        subtitled = _captions(client, bars, files[picture.id], files[speech.id], speech)
    for job in subtitled:
        files[job.id] = _fetch(client, job, out)
    done = [picture, speech, *subtitled]
    for job in done:
        _tell(job, files[job.id], ready)
    return all(job.status == "completed" for job in done)


def _person(client: Studio, ready: Ready, out: Path, say: str) -> bool:
    """Run the preset that makes a person of one sentence, and fetch its files."""
    typer.echo(f"\nstudio pipeline run {PERSON} text={quote(say)} subtitles=true --watch")
    begun = client.pipelines.run_preset(PERSON, params={"text": say, "subtitles": True})
    with Drawing() as drawing:
        for found in begun.events():
            drawing.show(told(found))
    done = begun.refresh()
    typer.echo(f"\n{PERSON}: {done.status}, {done.credits_charged} credits")
    for output in done.outputs:
        typer.echo(f"  {client.download(output, out / PERSON)}")
    typer.echo(f"  {ready.ui}/namespaces/default/workflows/{begun.id}")
    if done.error:
        typer.echo(f"  {done.error.code}: {done.error.message}")
    return done.status == "completed"


def _captions(
    client: Studio, bars: Bars, picture: list[Path], sound: list[Path], speech: Job
) -> list[Job]:
    """Caption a spoken video twice: with the words' known times, and by listening."""
    if not picture or not sound:
        return []
    video = _film(picture[0], sound[0])
    asset = client.assets.upload(video).id
    timings = next(output.id for output in speech.outputs if output.role == "timings")
    given = _run(client, bars, "video-subtitles", {"videoUrl": asset, "transcript": timings})
    heard = _run(client, bars, "video-subtitles", {"videoUrl": asset, "position": "top"})
    return [given, heard]


def _run(client: Studio, bars: Bars, job_type: str, params: dict[str, Any]) -> Job:
    handle = client.submit(job_type, params)
    for job in handle.events():
        bars.show(job)
    return handle.refresh()


def _fetch(client: Studio, job: Job, out: Path) -> list[Path]:
    return [client.download(output, out / job.type) for output in job.outputs]


def _film(picture: Path, sound: Path) -> Path:
    """Make a spoken video: the picture, for as long as the voice speaks."""
    video = sound.parent / "spoken.mp4"
    subprocess.run(  # noqa: S603 - our own words
        [
            imageio_ffmpeg.get_ffmpeg_exe(), "-nostdin", "-v", "error", "-y", "-loop", "1", "-framerate", "25",
            "-i", str(picture), "-i", str(sound), "-shortest", "-c:v", "libx264", "-preset", "veryfast",
            "-tune", "stillimage", "-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "128k", str(video),
        ],
        check=True,
    )  # fmt: skip
    return video


def _tell(job: Job, files: list[Path], ready: Ready) -> None:
    run = job.id if job.run == 1 else f"{job.id}.{job.run}"
    typer.echo(
        f"\n{job.type}: {job.status}, {job.credits_charged} credits, by {job.provider or 'ffmpeg'}"
    )
    for file in files:
        typer.echo(f"  {file}")
    typer.echo(f"  {ready.ui}/namespaces/default/workflows/{run}")
    if job.error:
        typer.echo(f"  {job.error.code}: {job.error.message}")
