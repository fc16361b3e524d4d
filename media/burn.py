"""Burns captions into a video: one decode, one filter, one encode."""

import os
import tempfile
from pathlib import Path
from typing import Final

from media.fonts import configuration
from media.probe import Details, Stream
from media.run import FONTS_FILE, Command, Input

SCRIPT: Final = "captions.ass"
FONT_CACHE: Final = Path(tempfile.gettempdir()) / f"fontcache-of-{os.getuid()}"
"""Each user's own: another's could not be written, and should not be read."""
QUALITY: Final = "19"


def burn(folder: Path, source: str, output: str, *, ass: str, details: Details) -> Command:
    """Write H.264 and AAC in MP4, ready to stream; sound that is AAC already is kept as it is.

    The script and the font configuration go into `folder` under names of ours.
    """
    (folder / SCRIPT).write_text(ass)
    (folder / FONTS_FILE).write_text(configuration(FONT_CACHE))
    sound = details.first("audio")
    return Command(
        folder=folder,
        inputs=(Input(source),),
        arguments=(
            "-map", "0:v:0", "-map", "0:a:0?", "-map_metadata", "-1", "-map_chapters", "-1", "-sn", "-dn",
            "-vf", f"scale=trunc(iw/2)*2:trunc(ih/2)*2,setsar=1,ass={SCRIPT},format=yuv420p",
            "-c:v", "libx264", "-preset", "veryfast", "-crf", QUALITY, "-profile:v", "high",
            *_sound(sound), "-movflags", "+faststart", "-f", "mp4", output,
        ),
        duration_seconds=details.duration_seconds,
    )  # fmt: skip


def shown_size(picture: Stream) -> tuple[int, int]:
    """Give the size that viewers see: rotated, and even. Pixels."""
    width, height = picture.width or 0, picture.height or 0
    if picture.rotation in (90, 270):
        width, height = height, width
    return width // 2 * 2, height // 2 * 2


def _sound(sound: Stream | None) -> tuple[str, ...]:
    if sound is None:
        return ()
    return ("-c:a", "copy") if sound.codec == "AAC" else ("-c:a", "aac", "-b:a", "160k")
