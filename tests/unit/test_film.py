"""Films by what comes out of ffmpeg: every frame counted, no frame twice where clips meet, sound as long as the picture."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from domain.errors import MediaInvalid
from domain.films import NEAR_SECONDS, Film, clip_seconds, size_of
from domain.tasks import Aspect, Quality
from media.film import Clip, join, last_frame, planned
from media.graph import Stills
from media.probe import Details, Stream, details
from media.run import run
from tests.frames import FFMPEG, distance, film_of

GREY = "geq=lum={}:cb=128:cr=128"
SMALL = Film(width=160, height=90, fps=24, seconds=4)


def make(folder: Path, name: str, source: str, *more: str) -> str:
    """Make a clip of a lavfi source."""
    subprocess.run(
        [FFMPEG, "-v", "error", "-y", "-f", "lavfi", "-i", source, *more, "-c:v", "libx264", "-preset", "ultrafast",
         "-qp", "2", "-pix_fmt", "yuv420p", "-f", "mp4", str(folder / name)],
        check=True,
    )  # fmt: skip
    return name


def ramp(folder: Path, name: str, start: int, *, frames: int = 48, rate: int = 24) -> str:
    """Make a clip that is a shade lighter with every frame."""
    graph = (
        f"color=s=160x90:r={rate},format=gray,{GREY.format(f'{start}+N')},trim=end_frame={frames}"
    )
    return make(folder, name, graph)


async def joined(folder: Path, names: list[str], film: Film) -> Path:
    clips = [Clip(name, await details(folder / name)) for name in names]
    await run(join(folder, planned(clips, film), output="film.mp4", stills=Stills("small.jpg")))
    return folder / "film.mp4"


def seen(name: str, seconds: float, rate: float = 24.0) -> Clip:
    picture = Stream("video", "AVC", seconds, 160, 90, rate)
    return Clip(name, Details("video/mp4", seconds, (picture,)))


async def test_the_frame_that_two_clips_share_is_shown_once(tmp_path: Path) -> None:
    names = [ramp(tmp_path, "one", 40), ramp(tmp_path, "two", 40 + 47)]
    film = film_of(await joined(tmp_path, names, SMALL.model_copy(update={"seconds": 3})))
    shades = [red for red, _, _ in film.colours]
    assert len(shades) == 72
    assert shades == pytest.approx(list(range(40, 112)), abs=1)  # steady over the join


@pytest.mark.parametrize("fps", [24, 30, 60])
@pytest.mark.parametrize("rate", [16, 24, 25, 30])
async def test_frames_are_counted_whatever_the_clips_rate(
    tmp_path: Path, rate: int, fps: int
) -> None:
    names = [make(tmp_path, name, f"testsrc2=s=128x72:r={rate}:d=2.2") for name in ("one", "two")]
    path = await joined(tmp_path, names, SMALL.model_copy(update={"fps": fps}))
    found = await details(path)
    picture = found.first("video")
    assert picture
    assert (len(film_of(path).colours), picture.frame_rate) == (4 * fps, fps)
    assert found.duration_seconds == 4.0


async def test_clips_that_fall_short_a_little_are_slowed(tmp_path: Path) -> None:
    names = [ramp(tmp_path, "one", 20), ramp(tmp_path, "two", 20 + 47)]
    film = film_of(await joined(tmp_path, names, SMALL))  # 95 frames for 96
    assert len(film.colours) == 96
    assert film.colours[-1][0] - film.colours[0][0] == pytest.approx(94, abs=1)


@pytest.mark.parametrize(
    ("size", "sar"), [("128x128", 1), ("72x128", 1), ("170x96", 1), ("128x128", "16/9")]
)
async def test_a_clip_of_another_shape_fills_the_frame_from_its_middle(
    tmp_path: Path, size: str, sar: str
) -> None:
    width, height = (int(side) for side in size.split("x"))
    circle = f"color=s={size}:d=4:r=24,geq=lum='if(lt(hypot((X-{width}/2)*({sar}),Y-{height}/2),20),235,16)':cb=128:cr=128,setsar={sar}"
    path = await joined(tmp_path, [make(tmp_path, "one", circle)], SMALL)
    picture = (await details(path)).first("video")
    assert picture
    assert (picture.width, picture.height) == (160, 90)
    frame = tmp_path / "frame.png"
    subprocess.run(
        [FFMPEG, "-v", "error", "-i", str(path), "-frames:v", "1", str(frame)], check=True
    )
    bright = Image.open(frame).convert("L").point(lambda level: 255 * (level > 128))
    box = bright.getbbox()
    assert box
    assert box[2] - box[0] == pytest.approx(box[3] - box[1], abs=4)  # still round
    assert (box[0] + box[2], box[1] + box[3]) == (
        pytest.approx(160, abs=4),
        pytest.approx(90, abs=4),
    )


async def test_sound_is_as_long_as_the_picture_and_in_its_place(tmp_path: Path) -> None:
    sound = ("-f", "lavfi", "-i", "sine=f=500:d=2.4", "-c:a", "aac")
    names = [
        make(tmp_path, "one", "color=red:s=160x90:r=24:d=2"),
        make(tmp_path, "two", "color=blue:s=160x90:r=24:d=2", *sound),
        make(tmp_path, "three", "color=red:s=160x90:r=24:d=2"),
    ]
    path = await joined(tmp_path, names, SMALL.model_copy(update={"seconds": 5}))
    found = await details(path)
    heard = found.first("audio")
    assert heard
    assert (found.duration_seconds, heard.codec, heard.sample_rate) == (5.0, "AAC", 48_000)
    film = film_of(path)
    assert film.loudness(0, 1.9) < -70
    assert film.loudness(2.1, 3.9) > -30
    assert film.loudness(4.1, 5) < -70
    assert [number for number, (red, _, blue) in enumerate(film.colours) if blue > red] == list(
        range(48, 95)
    )


async def test_without_sound_there_is_no_track(tmp_path: Path) -> None:
    path = await joined(tmp_path, [ramp(tmp_path, "one", 40, frames=96)], SMALL)
    assert (await details(path)).first("audio") is None


async def test_a_strip_shows_the_film_from_its_beginning_to_its_end(tmp_path: Path) -> None:
    await joined(tmp_path, [ramp(tmp_path, "one", 40, frames=96)], SMALL)
    with Image.open(tmp_path / "preview.jpg") as strip:
        assert (strip.format, strip.size) == ("JPEG", (8 * 160, 90))
        grey = strip.convert("L")
        shades = [grey.getpixel((160 * number + 80, 45)) for number in range(8)]
    assert shades == pytest.approx([40 + 12 * number for number in range(8)], abs=2)


async def test_a_film_can_be_shown_while_it_loads_and_has_a_small_picture(tmp_path: Path) -> None:
    path = await joined(tmp_path, [ramp(tmp_path, "one", 40, frames=96)], SMALL)
    content = path.read_bytes()
    assert content.index(b"moov") < content.index(b"mdat")
    with Image.open(tmp_path / "small.jpg") as small:
        assert (small.format, small.size) == ("JPEG", (640, 360))
        shade = small.convert("L").resize((1, 1)).getpixel((0, 0))
    assert shade == pytest.approx(40 + 48, abs=2)


@pytest.mark.parametrize("seconds", [0.2, 1.9, 2.1, 5.0])
async def test_the_last_frame_is_the_very_last(tmp_path: Path, seconds: float) -> None:
    frames = round(seconds * 24)
    name = ramp(tmp_path, "one", 60, frames=frames)
    await run(last_frame(tmp_path, Clip(name, await details(tmp_path / name)), "last.jpg"))
    with Image.open(tmp_path / "last.jpg") as last:
        shade = last.convert("L").resize((1, 1)).getpixel((0, 0))
        assert last.size == (160, 90)
    assert shade == pytest.approx(60 + frames - 1, abs=1)


@pytest.mark.parametrize("size", ["160x90", "1280x720"])
async def test_colours_stay_as_players_show_them(tmp_path: Path, size: str) -> None:
    """Small pictures are BT.601 and large ones BT.709 where a file says nothing; the film says what it is."""
    matrix = "bt709" if size == "1280x720" else "bt601"
    red = f"color=0xC83232:s={size}:r=24:d=1,format=gbrp"
    source = f"{red},scale=out_color_matrix={matrix},format=yuv420p,setparams=colorspace=unknown"
    name = make(tmp_path, "one", source)
    clip = Clip(name, await details(tmp_path / name))
    assert not clip.picture.has_colours
    film = film_of(await joined(tmp_path, [name], SMALL.model_copy(update={"seconds": 1})))
    assert distance(film.colours[0], (0xC8, 0x32, 0x32)) <= 4
    await run(last_frame(tmp_path, clip, "last.jpg"))
    with Image.open(tmp_path / "last.jpg") as last:
        red, green, blue = last.convert("RGB").resize((1, 1)).getpixel((0, 0))
    assert distance((red, green, blue), (0xC8, 0x32, 0x32)) <= 4


async def test_a_clip_without_a_picture_is_no_clip(tmp_path: Path) -> None:
    subprocess.run(
        [FFMPEG, "-v", "error", "-f", "lavfi", "-i", "sine=d=1", str(tmp_path / "sound.wav")],
        check=True,
    )
    clip = Clip("sound.wav", await details(tmp_path / "sound.wav"))
    with pytest.raises(MediaInvalid):
        planned([clip], SMALL)


@given(
    lengths=st.lists(st.floats(0.5, 12), min_size=1, max_size=30),
    rate=st.sampled_from([8.0, 16.0, 23.976, 24.0, 25.0, 30.0]),
    fps=st.sampled_from([24, 30, 60]),
    seconds=st.integers(5, 60),
)
def test_every_plan_fills_the_film_to_the_frame(
    lengths: list[float], rate: float, fps: int, seconds: int
) -> None:
    film = Film(width=160, height=90, fps=fps, seconds=seconds)
    plan = planned([seen(f"clip-{n}", length, rate) for n, length in enumerate(lengths)], film)
    assert sum(cut.frames for cut in plan.cuts) == film.frames
    assert all(cut.frames > 0 for cut in plan.cuts)
    assert plan.slowed == 1 or plan.spare_seconds == 0
    natural = sum(lengths) - (len(lengths) - 1) / rate
    assert plan.slowed == pytest.approx(max(1, seconds / natural))


@given(
    missing=st.floats(0.1, 60),
    sold=st.lists(st.integers(1, 30), min_size=1, max_size=10, unique=True),
)
def test_a_clip_is_the_shortest_that_is_enough_or_the_longest_there_is(
    missing: float, sold: list[int]
) -> None:
    length = clip_seconds(missing, sold)
    enough = [one for one in sold if one >= missing - NEAR_SECONDS]
    assert length == (min(enough) if enough else max(sold))
    assert clip_seconds(missing, ()) == missing


@pytest.mark.parametrize(
    ("quality", "aspect", "size"),
    [
        (Quality.STANDARD, "16:9", (1280, 720)), (Quality.STANDARD, "9:16", (720, 1280)), (Quality.STANDARD, "1:1", (720, 720)),
        (Quality.HIGH, "16:9", (1920, 1080)), (Quality.ULTRA, "9:16", (1080, 1920)), (Quality.ULTRA, "1:1", (1080, 1080)),
    ],
)  # fmt: skip
def test_a_film_has_a_size_by_quality_and_aspect(
    quality: Quality, aspect: Aspect, size: tuple[int, int]
) -> None:
    assert size_of(quality, aspect) == size
