"""Clips put together, by what comes out of ffmpeg: frames counted, colours where they belong, one loudness."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from domain.errors import MediaInvalid
from domain.merges import Joint, Seen, Stretch, rate_of, size_of, whole
from domain.tasks import Aspect
from media.film import Clip
from media.graph import Stills
from media.loudness import Level, levelling, loudness, measure
from media.merge import Part, Plan, merge, mix, seen
from media.probe import details
from media.run import run
from tests.frames import FFMPEG, Colour, Film, distance, film_of
from tests.unit.test_film import make

RED, GREEN, BLUE = (200, 30, 30), (30, 160, 40), (40, 50, 210)
TONE = ("-f", "lavfi", "-i", "sine=f=500:d={}", "-c:a", "aac", "-shortest")


def plain(
    folder: Path, name: str, colour: Colour, *more: str, look: str = "s=160x90:r=30:d=2"
) -> str:
    """Make a clip of one colour, tagged as it is coded."""
    red, green, blue = colour
    source = (
        f"color=0x{red:02x}{green:02x}{blue:02x}:{look},format=gbrp,scale=out_color_matrix=bt709"
    )
    return make(folder, name, f"{source},format=yuv420p,setparams=colorspace=bt709", *more)


def tone(seconds: float) -> tuple[str, ...]:
    return tuple(word.format(seconds) for word in TONE)


async def merged(
    folder: Path,
    names: list[str],
    joint: Joint | None = None,
    *,
    stretches: list[Stretch] | None = None,
    output: str = "film.mp4",
    music: str | None = None,
    aspect: Aspect | None = None,
) -> Path:
    clips = [Clip(name, await details(folder / name)) for name in names]
    wanted = stretches or [Stretch()] * len(names)
    joint = joint or Joint()
    laid = whole([seen(clip) for clip in clips], wanted, joint, aspect)
    plan = Plan(laid, joint, tuple(map(Part, clips, wanted, laid.counts)), music)
    level = None
    if plan.sounds:
        await run(mix(folder, plan, "mix.wav"))
        level = await levelling(folder, "mix.wav")
    await run(merge(folder, plan, sound=level, output=output, stills=Stills("small.jpg")))
    film = film_of(folder / output)
    assert len(film.colours) == laid.frames
    return folder / output


def shows(film: Film, frame: int, colour: Colour) -> bool:
    return distance(film.colours[frame], colour) <= 10


async def test_stretches_follow_each_other_to_the_frame(tmp_path: Path) -> None:
    names = [
        plain(tmp_path, "one", RED),
        plain(tmp_path, "two", GREEN),
        plain(tmp_path, "three", BLUE),
    ]
    stretches = [Stretch(start=0.5, end=1.5), Stretch(), Stretch(end=0.5)]
    film = film_of(await merged(tmp_path, names, stretches=stretches))
    assert len(film.colours) == 30 + 60 + 15
    assert shows(film, 0, RED)
    assert shows(film, 29, RED)
    assert shows(film, 30, GREEN)
    assert shows(film, 89, GREEN)
    assert shows(film, 90, BLUE)
    assert shows(film, 104, BLUE)


async def test_a_crossfade_shows_both_and_shortens_the_film(tmp_path: Path) -> None:
    names = [plain(tmp_path, "one", RED), plain(tmp_path, "two", BLUE)]
    film = film_of(await merged(tmp_path, names, Joint(transition="crossfade", seconds=1)))
    assert len(film.colours) == 90
    assert shows(film, 28, RED)
    assert shows(film, 62, BLUE)
    middle = film.colours[45]
    assert 90 <= middle[0] <= 150
    assert 90 <= middle[2] <= 150


async def test_a_fade_goes_through_black_and_shortens_nothing(tmp_path: Path) -> None:
    names = [plain(tmp_path, "one", RED), plain(tmp_path, "two", BLUE)]
    film = film_of(await merged(tmp_path, names, Joint(transition="fade", seconds=1)))
    assert len(film.colours) == 120
    assert shows(film, 40, RED)
    assert shows(film, 80, BLUE)
    assert shows(film, 0, RED)
    assert distance(film.colours[60], (0, 0, 0)) <= 24


async def test_clips_of_every_kind_become_one_film(tmp_path: Path) -> None:
    """Another rate, shape, pixel format, rotation and pixels that are no squares; and one has sound."""
    upright = plain(tmp_path, "upright", GREEN, look="s=90x160:r=25:d=1")
    turned = make(tmp_path, "turned", "color=blue:s=90x160:r=24:d=1")
    await run_ffmpeg(
        tmp_path, "-display_rotation", "90", "-i", turned, "-c", "copy", "-f", "mp4", "lying"
    )
    wide = make(tmp_path, "wide", "color=red:s=80x90:r=60:d=1,setsar=2")
    await run_ffmpeg(
        tmp_path, "-f", "lavfi", "-i", "color=gray:s=160x90:r=30:d=1", *tone(1),
        "-c:v", "libx264", "-pix_fmt", "yuv444p10le", "-f", "matroska", "deep",
    )  # fmt: skip
    path = await merged(tmp_path, ["deep", upright, "lying", wide])
    found = await details(path)
    picture, sound = found.first("video"), found.first("audio")
    assert picture
    assert sound
    assert (picture.width, picture.height, picture.frame_rate) == (160, 90, 60)
    assert found.duration_seconds == 4.0 == sound.duration_seconds
    film = film_of(path)
    assert film.loudness(0.1, 0.9) > -30
    assert film.loudness(1.2, 3.8) < -70
    # Those of the film's shape fill it; the upright one stands before its own dimmed picture.
    assert distance(film.colours[150], (0, 0, 254)) <= 12
    assert distance(film.colours[210], (254, 0, 0)) <= 12
    assert 60 < film.colours[90][1] < 150


@pytest.mark.parametrize("container", ["mp4", "matroska", "mpegts", "avi"])
async def test_a_stretch_begins_where_it_was_said_in_every_container(
    tmp_path: Path, container: str
) -> None:
    """A grey that is two shades lighter with every frame, a tone that sets in after a second; one whole picture."""
    await run_ffmpeg(
        tmp_path, "-f", "lavfi", "-i", "color=s=160x90:r=25:d=3,format=gray,geq=lum='40+2*N':cb=128:cr=128,format=yuv420p",
        "-f", "lavfi", "-i", "sine=f=500:d=3,volume='gte(t,1)':eval=frame", "-c:v", "libx264", "-qp", "4", "-g", "999",
        "-bf", "0", "-c:a", "aac", "-f", container, "one",
    )  # fmt: skip
    clip = Clip("one", await details(tmp_path / "one"))
    path = await merged(
        tmp_path,
        ["one", plain(tmp_path, "two", RED)],
        stretches=[Stretch(start=0.8, end=2), Stretch()],
    )
    film = film_of(path)
    assert clip.seconds == pytest.approx(3, abs=0.1)
    first, last = (
        film.colours[0][0],
        film.colours[round(1.1 * rate_of([clip.picture.frame_rate or 0, 30]))][0],
    )
    assert first == pytest.approx(40 + 2 * 20, abs=3)
    assert last == pytest.approx(40 + 2 * 47, abs=5)
    assert film.loudness(0, 0.15) < -60
    assert film.loudness(0.25, 1.1) > -30


async def test_a_high_dynamic_range_is_brought_to_every_screen(tmp_path: Path) -> None:
    """Grey at 50 % of HLG is about as bright as paper in shade; and the film says that it is BT.709."""
    hlg = "colorprim=bt2020:transfer=arib-std-b67:colormatrix=bt2020nc"
    await run_ffmpeg(
        tmp_path, "-f", "lavfi", "-i", "color=0x808080:s=160x90:r=10:d=1,format=yuv420p10le", "-c:v", "libx265",
        "-x265-params", f"log-level=error:{hlg}", "-tag:v", "hvc1", "-f", "mp4", "bright",
    )  # fmt: skip
    picture = (await details(tmp_path / "bright")).first("video")
    assert picture
    assert picture.is_bright
    path = await merged(tmp_path, ["bright", plain(tmp_path, "two", RED)])
    film = film_of(path)
    assert distance(film.colours[10], (145, 145, 145)) <= 8
    assert distance(film.colours[-1], RED) <= 10
    made = (await details(path)).first("video")
    assert made
    assert (made.is_bright, made.is_plain) == (False, True)


async def test_without_any_sound_there_is_no_track(tmp_path: Path) -> None:
    names = [plain(tmp_path, "one", RED), plain(tmp_path, "two", BLUE)]
    assert (await details(await merged(tmp_path, names))).first("audio") is None


@pytest.mark.parametrize(("volume", "output"), [(0.02, "film.mp4"), (0.9, "film.webm")])
async def test_the_film_has_one_loudness_however_loud_its_clips_are(
    tmp_path: Path, volume: float, output: str
) -> None:
    noise = ("-f", "lavfi", "-i", f"anoisesrc=c=pink:a={volume}:d=2", "-c:a", "aac")
    names = [plain(tmp_path, "one", RED, *noise), plain(tmp_path, "two", BLUE, *noise)]
    path = await merged(tmp_path, names, output=output)
    reached = loudness(await run(measure(tmp_path, Level(output))))
    assert reached is not None
    assert -16 <= reached <= -14
    assert (await details(path)).mime_type == f"video/{output[5:]}"


async def test_music_is_quieter_while_a_clip_sounds(tmp_path: Path) -> None:
    noise = ("-f", "lavfi", "-i", "anoisesrc=c=pink:a=0.3:d=2", "-c:a", "aac")
    names = [plain(tmp_path, "one", RED, *noise), plain(tmp_path, "two", BLUE)]
    await run_ffmpeg(tmp_path, "-f", "lavfi", "-i", "sine=f=3000:d=9", "-f", "wav", "music")
    path = await merged(tmp_path, names, music="music")
    during, after = [await heard(path, start, end) for start, end in ((0.5, 1.8), (2.9, 3.2))]
    assert after - during >= 8
    assert film_of(path).loudness(3.95, 4.0) < film_of(path).loudness(2.9, 3.2) - 12


async def heard(path: Path, start: float, end: float) -> float:
    """Measure how loud 3 kHz is."""
    await run_ffmpeg(
        path.parent, "-ss", str(start), "-to", str(end), "-i", path.name, "-vn",
        "-af", "bandpass=f=3000:width_type=h:w=20,bandpass=f=3000:width_type=h:w=20", "-f", "wav", "band.wav",
    )  # fmt: skip
    return Film(path.parent / "band.wav", []).loudness(0, end - start)


async def run_ffmpeg(folder: Path, *words: str) -> None:
    process = await asyncio.create_subprocess_exec(FFMPEG, "-v", "error", "-y", *words, cwd=folder)
    assert await process.wait() == 0


@pytest.mark.parametrize(
    ("stretch", "joint", "said"),
    [
        (Stretch(start=5), Joint(), "Clip 2 lasts 4.00 s"),
        (Stretch(end=9), Joint(), "not in it"),
        (Stretch(start=3.98), Joint(), "too short to be seen"),
        (
            Stretch(end=1.5),
            Joint(transition="crossfade", seconds=1),
            "too short for its transitions",
        ),
    ],
)
def test_a_stretch_that_is_not_there_is_told(stretch: Stretch, joint: Joint, said: str) -> None:
    clip = Seen(width=160, height=90, rate=30, seconds=4)
    with pytest.raises(MediaInvalid, match=said):
        whole([clip] * 3, [Stretch(), stretch, Stretch()], joint, None)


@pytest.mark.parametrize(
    ("sizes", "aspect", "size"),
    [
        ([(1280, 720), (640, 360)], None, (1280, 720)),
        ([(3840, 2160)], None, (1920, 1080)),
        ([(640, 360), (1280, 720)], "16:9", (1280, 720)),
        ([(640, 360), (1080, 1920)], "9:16", (1080, 1920)),
        ([(641, 361)], "1:1", (360, 360)),
        ([(4096, 2160)], "16:9", (1920, 1080)),
    ],
)
def test_a_film_has_a_size_by_its_clips_and_the_ratio(
    sizes: list[tuple[int, int]], aspect: Any, size: tuple[int, int]
) -> None:
    clips = [Seen(width=width, height=height, rate=30, seconds=1) for width, height in sizes]
    assert size_of(clips, aspect) == size


@pytest.mark.parametrize(
    ("rates", "rate"), [([23.976, 12], 24), ([29.97, 25], 30), ([120], 60), ([8], 24)]
)
def test_a_film_is_as_smooth_as_its_smoothest_clip(rates: list[float], rate: int) -> None:
    assert rate_of(rates) == rate
