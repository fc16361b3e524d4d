"""Steps of media beside the plain command that each is, engines by the megapixel, and the finding of clips against real time."""

import os
import resource
import statistics
import subprocess
import time
from pathlib import Path

import imageio_ffmpeg
import numpy as np
from PIL import Image

from domain.captions import CaptionStyle, Cue, Position, to_ass
from domain.films import Film
from domain.merges import Joint, Stretch, whole
from domain.values import Json
from media import enlarge, film, merge, speech, watch
from media.burn import burn
from media.film import Clip
from media.graph import Stills
from media.probe import details
from media.run import Command, run
from providers.local import engine

BINARY = imageio_ffmpeg.get_ffmpeg_exe()
RUNS = 4
"""Of which the first warms up."""
MATCH_SECONDS = 120
WATCH_FPS = 4
Rows = list[tuple[str, str, str]]


async def measured(folder: Path) -> Rows:
    """Time all of it."""
    folder.mkdir(parents=True)
    for name, size in (("in.mp4", "1280x720"), ("small.mp4", "640x360")):
        _film(folder / name, size, 8)
    rows = []
    for name, command in (await _commands(folder)).items():
        rows.append(await _ratio(name, command))
    rows += await _engines(folder)
    rows += await _clips(folder)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    return [*rows, ("peak RSS of any ffmpeg or engine", f"{peak} MB", "≤ 6,144 MB")]


def _film(path: Path, size: str, seconds: float) -> None:
    subprocess.run(
        [BINARY, "-v", "error", "-y", "-f", "lavfi", "-i", f"testsrc2=s={size}:r=25:d={seconds}", "-f", "lavfi", "-i",
         f"sine=d={seconds}", "-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p", "-c:a", "aac", str(path)],
        check=True,
    )  # fmt: skip


async def _commands(folder: Path) -> dict[str, Command]:
    clip, small = [Clip(name, await details(folder / name)) for name in ("in.mp4", "small.mp4")]
    cues = [Cue(start=n, end=n + 0.9, lines=(f"Caption number {n}",)) for n in range(8)]
    script = to_ass(cues, CaptionStyle(), Position.BOTTOM, width=1280, height=720)
    stretches, joint = (Stretch(), Stretch(end=4)), Joint(transition="crossfade", seconds=0.5)
    laid = whole([merge.seen(clip), merge.seen(small)], stretches, joint, None)
    parts = tuple(map(merge.Part, (clip, small), stretches, laid.counts))
    plan = film.planned([clip], Film(width=960, height=540, fps=30, seconds=8))
    return {
        "burn captions": burn(folder, clip.name, "burnt.mp4", ass=script, details=clip.details),
        "merge": merge.merge(folder, merge.Plan(laid, joint, parts), sound=None, output="merged.mp4", stills=Stills()),
        "enlarge": enlarge.enlarge(folder, small, 2, enhanced=True, output="large.mp4", stills=Stills()),
        "compose": film.join(folder, plan, output="film.mp4", stills=Stills()),
        "measure loudness": speech.measure(folder, clip.name),
        "master speech": speech.master(folder, clip.name, "speech.mp3", gain_db=3, encoding="mp3"),
    }  # fmt: skip


async def _ratio(name: str, command: Command) -> tuple[str, str, str]:
    """Time a command as a job runs it, and as a shell would."""
    plain = [BINARY, *[part for part in command.line() if part not in ("-progress", "pipe:1")]]
    ours, theirs = [], []
    for _ in range(RUNS):
        began = time.perf_counter()
        await run(command, report=lambda _: None)
        ours.append(time.perf_counter() - began)
        began = time.perf_counter()
        environment = {"FONTCONFIG_FILE": "fonts.conf", **os.environ}
        subprocess.run(plain, cwd=command.folder, check=True, capture_output=True, env=environment)
        theirs.append(time.perf_counter() - began)
    mine, floor = statistics.median(ours[1:]), statistics.median(theirs[1:])
    told = f"{mine:.2f} s, command {floor:.2f} s, × {mine / floor:.2f}"
    return (f"ffmpeg step: {name}", told, "≤ × 1.15")


async def _engines(folder: Path) -> Rows:
    """Time what is done to pictures, their process and all."""
    height, width = 1_000, 2_000
    ramp = np.add.outer(np.arange(height), np.arange(width)) % 256
    picture = np.stack([ramp, ramp[::-1], ramp[:, ::-1]], -1).astype(np.uint8)
    picture[300:800, 700:1_300] = (200, 60, 40)
    Image.fromarray(picture).save(folder / "picture.png")
    Image.fromarray(picture).resize((1_000, 500)).save(folder / "half.png")
    rows: Rows = []
    for name, file, megapixels, ask in (
        ("cutouts", "picture.png", 2.0, {}),
        ("enlargements", "half.png", 2.0, {"scale": 2, "enhance": True}),
    ):
        took = await _asked(name, {"file": str(folder / file), "folder": str(folder), **ask})
        rows.append((f"{name}, a megapixel made", f"{took / megapixels:.2f} s", ""))
    return rows


async def _clips(folder: Path) -> Rows:
    """Time the finding of moments in a film of 720p: making it small, and watching it."""
    _film(folder / "match.mp4", "1280x720", MATCH_SECONDS)
    began = time.perf_counter()
    clip = Clip("match.mp4", await details(folder / "match.mp4"))
    small = watch.smaller(clip, fps=WATCH_FPS)
    await run(watch.watch(folder, clip, small))
    await _asked("moments", {
        "frames": str(folder / watch.FRAMES), "width": small.width, "height": small.height, "fps": small.fps,
        "cuts": watch.cuts(folder), "seconds": clip.seconds, "length": 15, "count": 3, "sound": None, "words": None,
    })  # fmt: skip
    took = time.perf_counter() - began
    told = f"{MATCH_SECONDS} s in {took:.1f} s, × {MATCH_SECONDS / took:.1f} real time"
    return [("clips found, 720p", told, "≥ × 4")]


async def _asked(name: str, ask: Json) -> float:
    began = time.perf_counter()
    await engine.call(
        name, ask, report=lambda _: None, threads=os.cpu_count() or 1, memory_bytes_max=None
    )
    return time.perf_counter() - began
