"""What a film needs before its variants are written, and after: looked at, followed, levelled; probed."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from activities._placing import Place, camera_of, rules_of
from activities._stage import Report
from domain.errors import MediaInvalid, ProviderFailure
from domain.framing import SAME_SHAPE
from domain.social import Written
from domain.values import Json
from media import cutting, watch
from media.film import Clip
from media.loudness import Level, levelling
from media.probe import details
from media.run import run
from providers.local.engine import call

MEMORY_BYTES_MAX: Final = 4 * 1024**3
CAMERA_FPS: Final = 6.0
CODECS: Final = {"AVC": "h264", "HEVC": "hevc", "AAC": "aac"}
"""The platforms' names for codecs, by mediainfo's."""


async def looked_at(clip: Clip, folder: Path, places: Sequence[Place]) -> dict[str, Json]:
    """Make as much of a film small as any variant shows; frames of it are looked at by engines."""
    seconds = min(clip.seconds, max(rules_of(place).seconds_max for place in places))
    small = watch.smaller(clip, fps=CAMERA_FPS, seconds=seconds)
    await run(watch.watch(folder, clip, small))
    return {
        "frames": str(folder / watch.FRAMES), "width": small.width, "height": small.height,
        "fps": small.fps, "cuts": watch.cuts(folder),
    }  # fmt: skip


async def cameras_of(
    cuts: dict[str, cutting.Cut], looked: dict[str, Json], report: Report
) -> dict[str, tuple[cutting.Camera | None, str]]:
    """Find the path of each frame that is smaller than the film, and say so; those of one shape share it."""
    known: dict[tuple[cutting.Axis, float], Json] = {}
    cameras: dict[str, tuple[cutting.Camera | None, str]] = {}
    for stem, cut in cuts.items():
        axis, share = cut.inside
        if share >= 1 - SAME_SHAPE:
            cameras[stem] = None, "the whole picture"
            continue
        shape = axis, round(share, 3)
        if shape not in known:
            request = looked | {"axis": axis, "share": share}
            known[shape] = await asked("framing", request, report)
        cameras[stem] = camera_of(known[shape], axis, stem, fps=CAMERA_FPS)
    return cameras


async def levels_of(
    clip: Clip, folder: Path, places: Sequence[Place], cuts: dict[str, cutting.Cut]
) -> dict[str, Level]:
    """Bring the film's sound to each platform's loudness; variants of one length and loudness share it."""
    if not clip.has_sound:
        return {}
    levels: dict[tuple[int, float], Level] = {}
    found = {}
    for place in places:
        cut, target = cuts[place.stem], rules_of(place).loudness_lufs
        if (cut.frames, target) not in levels:
            name = f"mix-{len(levels)}.wav"
            await run(cutting.sound(folder, cut, name))
            levels[cut.frames, target] = await levelling(folder, name, target_lufs=target)
        found[place.stem] = levels[cut.frames, target]
    return found


async def probed(path: Path) -> Written:
    """Say what a film is that was just written. Raises MediaInvalid."""
    found = await details(path)
    picture, sound = found.first("video"), found.first("audio")
    return Written(
        mime_type=found.mime_type, size_bytes=path.stat().st_size, seconds=found.duration_seconds,
        width=picture.width if picture else None, height=picture.height if picture else None,
        fps=picture.frame_rate if picture else None,
        video_codec=CODECS.get(picture.codec, picture.codec) if picture else None,
        audio_codec=CODECS.get(sound.codec, sound.codec) if sound else None,
    )  # fmt: skip


async def asked(engine: str, request: Json, report: Report) -> Json:
    """Ask an engine what it sees. Raises MediaInvalid where it sees nothing."""
    try:
        return await call(
            engine, request, report=report, threads=os.cpu_count() or 1, memory_bytes_max=MEMORY_BYTES_MAX
        )  # fmt: skip
    except ProviderFailure as error:
        raise MediaInvalid("The source could not be looked at.") from error
