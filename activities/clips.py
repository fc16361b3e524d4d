"""Clips of a film: its best moments found, each cut out, reframed, levelled."""

import os
from pathlib import Path
from typing import Final

from temporalio import activity

from activities._ingest import Ingest
from activities._stage import Report, scratch, stage
from activities.captions import SoundAsk
from activities.errors import reported
from activities.pictures import Made
from activities.values import PartResult, Span
from domain.assets import Blob, Output
from domain.captions import lay_out, to_vtt
from domain.errors import MediaInvalid, ProviderFailure
from domain.merges import rate_of
from domain.moments import SHORTEST, Moment, Platform, upright_size
from domain.tasks import Transcript, Word
from domain.values import Json, Value
from jobs.runs import RunKey, Runs
from media import cutting, watch
from media.extract import speech_track
from media.film import Clip
from media.loudness import levelling
from media.merge import seen
from media.picture import check
from media.probe import details, probe
from media.run import run
from providers.local.engine import call

LISTENED: Final = Span(low=12, high=16)
WATCHED: Final = Span(low=30, high=45)
MEMORY_BYTES_MAX: Final = 4 * 1024**3
WATCH_FPS: Final = 4.0
LONG_SECONDS: Final = 2_400.0
"""Longer films are looked at half as often."""
CAMERA_FPS: Final = 6.0
SIDE_MAX: Final = 1_920
SOURCE: Final = "source"
SOUND: Final = "sound.wav"
WORDS: Final = "words.json"


class Heard(Value):
    """A film's sound as recognisers want it; None where it has none."""

    sound: Blob | None = None


class Watching(Value):
    """A film, what is known of its sound, and how many moments are wanted of it, up to how long."""

    key: RunKey
    video: Blob
    sound: Blob | None = None
    heard: PartResult | None = None
    seconds: float
    count: int


class Found(Value):
    """Moments, best first."""

    moments: tuple[Moment, ...]


class Cutting(Value):
    """A moment that becomes a clip: the `number`th of several, for a platform, or in the film's own shape."""

    key: RunKey
    video: Blob
    heard: PartResult | None = None
    moment: Moment
    number: int
    platform: Platform | None = None
    span: Span = Span()


class Clips:
    """Reads and writes storage by hash: a repeat finds the same moments and writes the same blobs."""

    def __init__(self, runs: Runs, ingest: Ingest, scratch_root: Path) -> None:
        self.runs = runs
        self.ingest = ingest
        self.scratch_root = scratch_root

    @activity.defn(name="clips.listen")
    async def listen(self, ask: SoundAsk) -> Heard:
        """Take a film's sound as 16 kHz mono, where it has one."""
        with reported():
            async with (
                stage(self.runs, ask.key, "post-process", phase="submitting", span=LISTENED),
                scratch(self.scratch_root) as folder,
            ):
                clip = await self._bring(ask.key, ask.video, folder)
                if not clip.has_sound:
                    return Heard()
                await run(speech_track(folder, SOURCE, SOUND, duration_seconds=clip.seconds))
                path = folder / SOUND
                return Heard(sound=await self.ingest.store(ask.key, path, await probe(path)))

    @activity.defn(name="clips.watch")
    async def watch(self, ask: Watching) -> Found:
        """Find the best moments. Raises MediaInvalid for a film that is shorter than one of them."""
        with reported():
            async with (
                stage(
                    self.runs, ask.key, "post-process", phase="generating", span=WATCHED
                ) as report,
                scratch(self.scratch_root) as folder,
            ):
                clip = await self._bring(ask.key, ask.video, folder)
                if clip.seconds < ask.seconds * SHORTEST:
                    raise MediaInvalid(
                        f"The video lasts {clip.seconds:.1f} s: too short for a clip of {ask.seconds:g} s."
                    )
                return Found(moments=await self._moments(ask, clip, folder, report))

    @activity.defn(name="clips.cut")
    async def cut(self, ask: Cutting) -> Made:
        """Make one clip, a picture of it, and its captions where somebody speaks."""
        with reported():
            async with (
                stage(
                    self.runs, ask.key, "post-process", phase="post-processing", span=ask.span
                ) as report,
                scratch(self.scratch_root) as folder,
            ):
                clip = await self._bring(ask.key, ask.video, folder)
                cut = _cut(clip, ask)
                camera, told = await self._camera(ask, cut, folder, report)
                level = None
                if clip.has_sound:
                    await run(cutting.sound(folder, cut, "mix.wav"))
                    level = await levelling(folder, "mix.wav")
                names = f"clip-{ask.number + 1}.mp4", f"clip-{ask.number + 1}.jpg"
                command = cutting.cut_out(folder, cut, camera=camera, level=level, names=names)
                await run(command, report=lambda done: report(0.3 + 0.7 * done))
                return Made(outputs=await self._outputs(ask, folder, names, told))

    async def _bring(self, key: RunKey, video: Blob, folder: Path) -> Clip:
        path = await self.ingest.fetch(key.tenant_id, video, folder / SOURCE)
        clip = Clip(SOURCE, await details(path))
        _ = clip.picture
        return clip

    async def _moments(
        self, ask: Watching, clip: Clip, folder: Path, report: Report
    ) -> tuple[Moment, ...]:
        fps = WATCH_FPS if clip.seconds <= LONG_SECONDS else WATCH_FPS / 2
        small = watch.smaller(clip, fps=fps)
        await run(watch.watch(folder, clip, small), report=lambda done: report(0.6 * done))
        request = _looked_at(folder, small) | {
            "seconds": clip.seconds, "length": ask.seconds, "count": ask.count,
            "sound": await self._file(ask.key, ask.sound, folder / SOUND),
            "words": await self._file(ask.key, _words_of(ask.heard), folder / WORDS),
        }  # fmt: skip
        answer = await _asked("moments", request, lambda done: report(0.6 + 0.4 * done))
        return tuple(Moment.model_validate(moment) for moment in answer["moments"])

    async def _file(self, key: RunKey, blob: Blob | None, path: Path) -> str | None:
        return str(await self.ingest.fetch(key.tenant_id, blob, path)) if blob else None

    async def _camera(
        self, ask: Cutting, cut: cutting.Cut, folder: Path, report: Report
    ) -> tuple[cutting.Camera | None, dict[str, str]]:
        """Find the path of a frame that is narrower than the film."""
        if ask.platform is None:
            return None, {"framing": "as it was filmed"}
        if cut.share >= 1:
            return None, {"framing": "the whole picture"}
        small = watch.smaller(cut.clip, fps=CAMERA_FPS, start=cut.start, seconds=cut.seconds)
        await run(watch.watch(folder, cut.clip, small))
        request = _looked_at(folder, small) | {"share": cut.share}
        answer = await _asked("framing", request, lambda done: report(0.3 * done))
        if not answer["fits"]:
            return None, {"framing": "the whole picture, before its own blur"}
        shots = tuple(
            cutting.Shot(shot["start"], shot["first"], tuple(shot["middles"]))
            for shot in answer["shots"]
        )
        return cutting.Camera(shots, CAMERA_FPS), {
            "framing": f"follows {answer['metadata']['subject']}"
        }

    async def _outputs(
        self, ask: Cutting, folder: Path, names: tuple[str, str], told: dict[str, str]
    ) -> tuple[Output, ...]:
        film, small = (folder / name for name in names)
        video = await self.ingest.store(ask.key, film, await probe(film))
        thumbnail = await self.ingest.store(ask.key, small, await check(small))
        told = {
            "engine": "ffmpeg",
            "start": f"{ask.moment.start:.3f}",
            "end": f"{ask.moment.end:.3f}",
            "score": f"{ask.moment.score:.3f}",
            "why": "; ".join(ask.moment.why),
            **({"platform": ask.platform} if ask.platform else {}),
            **told,
        }
        made = [
            Output(blob=video, role="video", part=ask.number, name=names[0], metadata=told),
            Output(blob=thumbnail, role="thumbnail", part=ask.number, name=names[1], metadata=told),
        ]
        if words := await self._words(ask, folder):
            text = to_vtt(lay_out(words, duration_seconds=video.facts.duration_seconds or 0.0))
            blob = await self.ingest.store_text(ask.key, text, "text/vtt")
            name = f"clip-{ask.number + 1}.vtt"
            made.append(
                Output(blob=blob, role="captions", part=ask.number, name=name, metadata=told)
            )
        return tuple(made)

    async def _words(self, ask: Cutting, folder: Path) -> tuple[Word, ...]:
        """Give the words of the moment, on its own clock."""
        if (known := _words_of(ask.heard)) is None:
            return ()
        heard: Transcript = await self.ingest.load_transcript(ask.key.tenant_id, known, folder)
        start, end = ask.moment.start, ask.moment.end
        return tuple(
            Word(text=word.text, start=max(word.start - start, 0.0), end=min(word.end, end) - start)
            for word in heard.words
            if start <= (word.start + word.end) / 2 <= end
        )


def _words_of(heard: PartResult | None) -> Blob | None:
    return heard.transcript if heard else None


def _cut(clip: Clip, ask: Cutting) -> cutting.Cut:
    found = seen(clip)
    fps = rate_of([found.rate])
    frames = max(1, round(ask.moment.seconds * fps))
    if ask.platform:
        size = upright_size(min(found.width, found.height))
    else:
        share = min(1.0, SIDE_MAX / max(found.width, found.height))
        size = round(found.width * share / 2) * 2, round(found.height * share / 2) * 2
    return cutting.Cut(clip, ask.moment.start, frames, fps, size)


def _looked_at(folder: Path, small: watch.Small) -> dict[str, Json]:
    return {
        "frames": str(folder / watch.FRAMES), "width": small.width, "height": small.height,
        "fps": small.fps, "cuts": watch.cuts(folder),
    }  # fmt: skip


async def _asked(engine: str, request: Json, report: Report) -> Json:
    try:
        return await call(
            engine, request, report=report, threads=os.cpu_count() or 1, memory_bytes_max=MEMORY_BYTES_MAX
        )  # fmt: skip
    except ProviderFailure as error:
        raise MediaInvalid("The video could not be looked at.") from error
