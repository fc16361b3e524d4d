"""Memory is bounded whatever the length: films of two hours take no more of it than films of a minute."""

import os
import subprocess
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from domain.tiers import Tier
from tests.frames import FFMPEG
from tests.house import Caller, House

pytestmark = [pytest.mark.faults, pytest.mark.timeout(3_000)]

LONG_SECONDS, SHORT_SECONDS = 7_190, 60
GROWTH_MAX_MB = 96
"""What an allocator keeps, and the index of a film of two hours in what reads and writes it."""
SAMPLED_SECONDS = 0.2


class Peaks:
    """The largest resident memory, in MB, of this process, of any ffmpeg and of any engine, while it was looked."""

    def __init__(self) -> None:
        self.over = threading.Event()
        self.mb = {"worker": 0, "ffmpeg": 0, "engine": 0}

    def look(self) -> None:
        while not self.over.wait(SAMPLED_SECONDS):
            self.sample()

    def sample(self) -> None:
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit() and (kind := _kind(entry)):
                self.mb[kind] = max(self.mb[kind], _peak_mb(entry))


def _kind(entry: Path) -> str | None:
    """Tell what a process is to us; None for those that are not ours."""
    if int(entry.name) == os.getpid():
        return "worker"
    try:
        command = (entry / "cmdline").read_bytes()
        parent = (entry / "stat").read_text().rpartition(")")[2].split()[1]
    except OSError:
        return None
    if int(parent) != os.getpid():
        return None
    if b"ffmpeg" in command.split(b"\0")[0]:
        return "ffmpeg"
    return "engine" if b"providers.local.engines" in command else None


def _peak_mb(entry: Path) -> int:
    try:
        lines = (entry / "status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM")), 0)


@contextmanager
def peaks() -> Iterator[dict[str, int]]:
    """Measure while the body runs."""
    Path("/proc/self/clear_refs").write_text("5")  # the peak of before is forgotten
    found = Peaks()
    thread = threading.Thread(target=found.look)
    thread.start()
    try:
        yield found.mb
    finally:
        found.over.set()
        thread.join()
        found.sample()


def film(path: Path, seconds: int) -> Path:
    """Make a film of few frames: bars that move, and a tone that comes and goes like syllables."""
    subprocess.run(
        [FFMPEG, "-v", "error", "-y", "-f", "lavfi", "-i", f"testsrc2=s=160x90:r=5:d={seconds}", "-f", "lavfi", "-i",
         f"sine=f=300:r=16000:d={seconds},tremolo=f=0.1:d=0.9", "-c:v", "libx264", "-preset", "ultrafast", "-g", "50",
         "-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "32k", "-movflags", "+faststart", "-f", "mp4", str(path)],
        check=True,
    )  # fmt: skip
    return path


async def uploaded(caller: Caller, path: Path) -> str:
    """Upload a file piece by piece."""

    async def pieces() -> AsyncIterator[bytes]:
        with path.open("rb") as file:
            while piece := file.read(1 << 20):
                yield piece

    answer = await caller.http.post("/uploads", content=pieces())
    return str(answer.json()["data"]["id"])


def asks(asset: str, seconds: int) -> dict[str, tuple[str, dict[str, Any]]]:
    half = seconds / 2
    return {
        "subtitles": ("/videos/subtitles", {"videoUrl": asset, "transcript": "One two three four. " * 20}),
        "clips": ("/videos/clips", {"videoUrl": asset, "targetDuration": 15, "platform": "tiktok"}),
        "upscale": ("/videos/upscale", {"videoUrl": asset, "scale": 2}),
        "merge": ("/videos/merge", {"clips": [{"videoUrl": asset, "end": half}, {"videoUrl": asset, "start": half}]}),
    }  # fmt: skip


@pytest.mark.parametrize("name", ["subtitles", "clips", "upscale", "merge"])
async def test_a_film_of_two_hours_takes_no_more_memory(
    house: House, films: dict[int, Path], name: str
) -> None:
    caller = await house.caller(tier=Tier.PROMAX, credits=200_000)
    taken = {}
    for seconds, path in films.items():
        where, body = asks(await uploaded(caller, path), seconds)[name]
        with peaks() as mb:
            job = await caller.finished(where, body)
        assert job["status"] == "completed", job["error"]
        taken[seconds] = mb
        print(name, seconds, mb)
    growth = {
        kind: taken[LONG_SECONDS][kind] - taken[SHORT_SECONDS][kind] for kind in taken[LONG_SECONDS]
    }
    assert all(mb <= GROWTH_MAX_MB for mb in growth.values()), taken


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    folder = tmp_path_factory.mktemp("films")
    return {
        seconds: film(folder / f"{seconds}.mp4", seconds)
        for seconds in (SHORT_SECONDS, LONG_SECONDS)
    }
