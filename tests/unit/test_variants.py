"""How a source becomes variants, with platforms of the test's own: small, and with limits that are soon reached."""

import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from temporalio.exceptions import ApplicationError
from temporalio.testing import ActivityEnvironment

from activities.values import PartResult
from activities.variants import Posting, Variants, Variety
from domain.assets import Blob, Facts, Output
from domain.social import PlatformName, Platforms
from domain.tasks import Transcript, Word
from jobs.runs import RunKey
from media.probe import details, probe
from runtime.platforms import load
from tests.frames import Grey, film_of, frames_of
from tests.shows import background, filmed

KEY = RunKey(tenant_id="t", job_id="job_x", run=1)


class Row:
    """A job's row that notes nothing."""

    async def note(self, *_: object, **__: object) -> None: ...
    async def share(self, *_: object, **__: object) -> None: ...


class Shelf:
    """Storage in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def fetch(self, _tenant: str, blob: Blob, target: Path) -> Path:
        shutil.copy(self.folder / blob.sha256, target)
        return target

    async def store(self, _run: RunKey, path: Path, facts: Facts) -> Blob:
        name = sha256(path.read_bytes()).hexdigest()
        shutil.copy(path, self.folder / name)
        return Blob(sha256=name, size_bytes=path.stat().st_size, facts=facts)

    async def store_text(self, run: RunKey, text: str, mime_type: str) -> Blob:
        path = self.folder / "text"
        path.write_text(text)
        return await self.store(run, path, Facts(mime_type=mime_type))

    async def load_transcript(self, _tenant: str, blob: Blob, _folder: Path) -> Transcript:
        return Transcript.model_validate_json((self.folder / blob.sha256).read_bytes())


class Bench:
    """Variants of films, for platforms whose rules a test changes."""

    def __init__(self, folder: Path, **limits: Any) -> None:
        self.shelf = Shelf(folder)
        self.folder = folder
        self.platforms = _small(load(), limits)

    async def made(self, film: Path, *, words: tuple[Word, ...] = (), **ask: Any) -> Variety:
        scratch = self.folder / "scratch"
        scratch.mkdir(exist_ok=True)
        variants: Any = Variants(Row(), self.shelf, self.platforms, scratch_root=scratch)  # type: ignore[arg-type]  # fakes
        source = await self.shelf.store(KEY, film, await probe(film))
        heard = None
        if words:
            text = Transcript(words=words, source="recognised").model_dump_json()
            blob = await self.shelf.store_text(KEY, text, "application/json")
            heard = PartResult(part=0, provider="x", model="x", transcript=blob)
        posting = Posting(key=KEY, source=source, heard=heard, **ask)
        made: Variety = await ActivityEnvironment().run(variants.film, posting)
        return made

    def file(self, output: Output) -> Path:
        path = self.folder / output.name
        shutil.copy(self.folder / output.blob.sha256, path)
        return path


def _small(shipped: Platforms, limits: dict[str, Any]) -> Platforms:
    """Make every film 9:16 of 144 × 256 pixels, with limits by platform."""
    told = shipped.model_dump(mode="json")
    for platform in told["platforms"]:
        for each in platform["formats"]:
            if each["video"]:
                each["video"]["sizes"] = [{"width": 144, "height": 256}]
                each["video"] |= limits.get(platform["name"], {})
            if each["name"] == "header":
                each["image"]["sizes"] = [{"width": 300, "height": 100}]
    return Platforms.model_validate(told)


def scenes(path: Path, shown: Callable[[float], Grey], seconds: float) -> Path:
    return filmed(path, shown, seconds=seconds, fps=25)


def ball(at: float, *, width: int = 160, height: int = 90) -> Grey:
    shown = background(width, height)
    cv2.circle(
        shown, (round(width * (0.2 + 0.6 * min(at / 3, 1))), height // 2), height // 6, 240, -1
    )
    return shown


async def test_a_film_that_is_too_long_ends_with_a_sentence_or_else_with_a_scene(
    tmp_path: Path,
) -> None:
    light, dark = background(160, 90), background(160, 90, 2) // 3
    film = scenes(tmp_path / "film.mp4", lambda at: light if at < 3.6 else dark, 6)
    bench = Bench(tmp_path, tiktok={"seconds_max": 4})
    ask = {"platforms": (PlatformName.TIKTOK,)}
    (scene,) = (await bench.made(film, **ask)).outputs
    assert scene.metadata["length"] == "cut from 6.00 s: ends with a scene"
    assert len(film_of(bench.file(scene)).colours) == 90
    words = (Word(text="One", start=0.2, end=1.0), Word(text="thing.", start=1.0, end=3.3), Word(text="And", start=3.7, end=3.9), Word(text="more", start=3.9, end=5.8))  # fmt: skip
    (said,) = (await bench.made(film, words=words, **ask)).outputs
    assert said.metadata["length"] == "cut from 6.00 s: ends with a sentence"
    found = await details(bench.file(said))
    assert 3.3 <= found.duration_seconds <= 3.6


async def test_a_tall_frame_follows_what_moves_and_a_low_one_too(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    wide = scenes(tmp_path / "wide.mp4", ball, 4)
    made = await bench.made(wide, platforms=(PlatformName.TIKTOK, PlatformName.INSTAGRAM))
    assert [each.name for each in made.outputs] == ["tiktok-feed.mp4", "instagram-feed.mp4", "instagram-reel.mp4"]  # fmt: skip
    assert len({each.blob.sha256 for each in made.outputs}) == 1, "what is alike is written once"
    for frame in frames_of(bench.file(made.outputs[0]), 144, 256)[::20]:
        assert _seen(frame, axis=0) == pytest.approx(0.5, abs=0.4)
    tower = scenes(tmp_path / "tower.mp4", lambda at: np.ascontiguousarray(ball(at, width=300, height=90).T), 4)  # fmt: skip
    (low,) = (await bench.made(tower, platforms=(PlatformName.TIKTOK,))).outputs
    assert low.metadata["framing"] == "follows what moves and stands out"
    for frame in frames_of(bench.file(low), 144, 256)[::20]:
        assert 0.05 < _seen(frame, axis=1) < 0.95


def _seen(frame: Grey, *, axis: int) -> float:
    """Give where the ball is, as a share of a side; fails where it is not."""
    bright = np.flatnonzero((frame > 190).any(axis=axis))
    assert len(bright) > 8
    return float(bright.mean()) / frame.shape[1 - axis]


async def test_what_is_beyond_a_limit_is_not_delivered_and_not_paid_for(tmp_path: Path) -> None:
    film = scenes(tmp_path / "film.mp4", ball, 3.2)
    tight = {"bytes_max": 2_000}
    bench = Bench(tmp_path, linkedin=tight, tiktok=tight | {"fps_min": 30})
    both = PlatformName.LINKEDIN, PlatformName.TWITTER
    made = await bench.made(film, platforms=both)
    assert made.delivered == 1
    assert [each.name for each in made.outputs] == ["twitter-feed.mp4", "twitter-header.jpg", "refused.json"]  # fmt: skip
    told = bench.file(made.outputs[-1]).read_text()
    assert "linkedin" in told
    assert "of 2000 at most" in told
    with pytest.raises(ApplicationError, match="25 frames a second, of 30 to 60") as caught:
        await bench.made(film, platforms=(PlatformName.TIKTOK,))
    assert caught.value.type == "ERR_MEDIA_INVALID"


async def test_what_is_said_is_read_and_nothing_said_is_refused(tmp_path: Path) -> None:
    dark = background(160, 90) // 4
    film = scenes(tmp_path / "film.mp4", lambda _: dark, 3)
    bench = Bench(tmp_path)
    ask = {"platforms": (PlatformName.TIKTOK,), "captions": True}
    words = (Word(text="Hello", start=1.0, end=1.4), Word(text="there.", start=1.4, end=2.0))
    (video,) = (await bench.made(film, words=words, **ask)).outputs
    frames = frames_of(bench.file(video), 144, 256)
    assert frames[10].max() < 120
    assert frames[40].max() > 180
    with pytest.raises(ApplicationError, match="No speech was found"):
        await bench.made(film, **ask)
