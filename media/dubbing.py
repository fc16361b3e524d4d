"""A video with other speech over its sound: what was said steps back, music stays, the picture is untouched."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from media.probe import Details
from media.run import Command, Input

RATE_HZ: Final = 48_000
LOUDNESS: Final = "loudnorm=I=-16:TP=-1.5:LRA=11"
COPIED: Final = frozenset({"AVC", "HEVC", "AV1", "VP9"})
"""What MP4 carries as it is, by mediainfo's name; the rest is encoded anew."""
ENCODED: Final = ("-c:v", "libx264", "-preset", "veryfast", "-crf", "19", "-pix_fmt", "yuv420p")
VOICE_HZ: Final = (140, 7_000)
MIDDLE_KEPT: Final = 0.22
"""How much of what is in the middle stays, between these frequencies: speech stands there, and music beside it."""
DUCK: Final = "sidechaincompress=threshold=0.02:ratio={ratio}:attack=15:release=350:makeup=1"
RATIO_STEREO, RATIO_MONO = 6, 18
"""A recording of one channel has no middle to take speech from: all of it steps back, and further."""


@dataclass(frozen=True, slots=True)
class Dub:
    """Names of the video and of the speech, in the folder of both."""

    video: str
    speech: str
    details: Details
    keep_background: bool


def mix(folder: Path, dub: Dub, output: str) -> Command:
    """Lay speech over a video. Its length is the video's."""
    seconds = dub.details.duration_seconds
    picture = dub.details.first("video")
    kept = picture is not None and picture.codec in COPIED
    return Command(
        folder=folder,
        inputs=(Input(dub.video), Input(dub.speech)),
        arguments=(
            "-filter_complex", _graph(dub, seconds), "-map", "0:v:0", "-map", "[out]", "-map_metadata", "-1",
            "-map_chapters", "-1", "-sn", "-dn", *(("-c:v", "copy") if kept else ENCODED),
            "-c:a", "aac", "-b:a", "160k", "-ar", str(RATE_HZ), "-movflags", "+faststart", "-f", "mp4", output,
        ),
        duration_seconds=seconds,
    )  # fmt: skip


def _graph(dub: Dub, seconds: float) -> str:
    stereo = f"aresample={RATE_HZ},aformat=sample_fmts=fltp:channel_layouts=stereo"
    whole = f"apad=whole_dur={seconds:.3f},atrim=end={seconds:.3f},asetpts=PTS-STARTPTS"
    ending = f"{LOUDNESS},aresample={RATE_HZ},{whole}"
    sound = dub.details.first("audio")
    if not dub.keep_background or sound is None:
        return f"[1:a]{stereo},{whole},{ending}[out]"
    wide = (sound.channels or 1) >= 2  # noqa: PLR2004 - left and right
    ratio = RATIO_STEREO if wide else RATIO_MONO
    low, high = VOICE_HZ
    apart = (
        f"[0:a:0]{stereo},{whole},asplit=3[one][two][three];"
        f"[one]lowpass=f={low}:poles=2[low];"
        f"[two]highpass=f={low}:poles=2,lowpass=f={high}:poles=2,stereotools=mlev={MIDDLE_KEPT}[mid];"
        f"[three]highpass=f={high}:poles=2[high];"
        "[low][mid][high]amix=inputs=3:normalize=0[bed];"
        if wide
        else f"[0:a:0]{stereo},{whole}[bed];"
    )
    return (
        f"{apart}[1:a]{stereo},{whole},asplit=2[said][key];"
        f"[bed][key]{DUCK.format(ratio=ratio)}[under];"
        f"[under][said]amix=inputs=2:normalize=0:weights='0.8 1.4',{ending}[out]"
    )
