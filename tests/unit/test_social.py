"""Social platforms: the data file, the limits, what of a picture is shown, and where words stand."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from domain.captions import Position, Safe, columns_of, em_of
from domain.framing import Box, Focus, Window, shown_at, window
from domain.lines import columns
from domain.social import FilmRules, Frame, PlatformName, Platforms, Written, breaches, nearest
from domain.titles import title
from media.fonts import folders
from providers.local.engines._looking.lettering import lettering
from runtime.platforms import SHIPPED, load
from tests.pictures import scene

HOSTS = {
    PlatformName.INSTAGRAM: ("facebook.com",),
    PlatformName.TIKTOK: ("tiktok.com",),
    PlatformName.TWITTER: ("x.com",),
    PlatformName.LINKEDIN: ("linkedin.com", "microsoft.com"),
}
TALL, BANNER = 9 / 16, 3.0
FREE = Safe(side=0.05, top=0.05, bottom=0.05)


def test_every_format_names_its_platforms_own_page_and_the_day_it_was_read() -> None:
    for platform in load().platforms:
        for each in platform.formats:
            host = each.source.host or ""
            assert host.endswith(HOSTS[platform.name]), each.source
            assert each.checked.year >= 2026
        assert list(platform.of_pictures())
        assert list(platform.of_films())


@pytest.mark.parametrize(
    ("good", "bad", "said"),
    [
        ('name = "tiktok"', 'name = "myspace"', "instagram"),
        ('name = "tiktok"', 'name = "twitter"', "every platform once"),
        ('name = "story"', 'name = "feed"', "a format twice"),
        ("seconds_min = 3", "seconds_mini = 3", "Extra inputs"),
        ('mime_types = ["image/jpeg", "image/webp"]', 'mime_types = ["image/webp"]', "written as JPEG"),
        ('video_codecs = ["h264", "hevc"]', 'video_codecs = ["hevc"]', "written as H.264"),
        ("width = 1584", "width = 1585", "multiple of 2"),
        ("https://developers.tiktok.com", "developers.tiktok.com", "URL"),
    ],
)  # fmt: skip
def test_a_wrong_data_file_is_refused(tmp_path: Path, good: str, bad: str, said: str) -> None:
    text = SHIPPED.read_text()
    assert good in text
    (tmp_path / "platforms.toml").write_text(text.replace(good, bad))
    with pytest.raises(ValueError, match=said):
        load(tmp_path / "platforms.toml")


def reels() -> FilmRules:
    platform = load().of(PlatformName.INSTAGRAM)
    return next(rules for each, rules in platform.of_films() if each.name == "reel")


REEL = Written(
    mime_type="video/mp4", size_bytes=20_000_000, width=1080, height=1920, seconds=60, fps=30,
    video_codec="h264", audio_codec="aac",
)  # fmt: skip


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("mime_type", "video/webm", "it is video/webm"),
        ("size_bytes", 300_000_001, "of 300000000 at most"),
        ("width", 1078, "1078 × 1920"),
        ("seconds", 2.9, "of 3 s at least"),
        ("seconds", 90.1, "of 90 s at most"),
        ("fps", 15.0, "15 frames a second"),
        ("fps", 61.0, "61 frames a second"),
        ("fps", None, "0 frames a second"),
        ("video_codec", "VP9", "its picture is VP9"),
        ("audio_codec", "Opus", "its sound is Opus"),
        ("size_bytes", 187_500_001, "25000000 at most"),
    ],
)
def test_a_file_beyond_a_limit_is_told_where(field: str, value: object, said: str) -> None:
    assert breaches(reels(), REEL) == ()
    assert breaches(reels(), REEL.model_copy(update={"audio_codec": None, "seconds": 90.04})) == ()
    assert any(said in each for each in breaches(reels(), REEL.model_copy(update={field: value})))


def test_a_source_goes_to_the_size_that_is_nearest_in_shape() -> None:
    sizes = Frame(width=1080, height=1350), Frame(width=1080, height=1080), Frame(width=1080, height=566)  # fmt: skip
    assert nearest(sizes, 3000, 4000) == sizes[0]
    assert nearest(sizes, 1000, 990) == sizes[1]
    assert nearest(sizes, 1920, 1080) == sizes[2]


def holds(part: Window, box: Box) -> bool:
    left, top, right, bottom = shown_at(part, box, 1.5, 1.5)
    return min(left, top) >= 0 and max(right, bottom) <= 1


@pytest.mark.parametrize("left", [0.02, 0.4, 0.8])
def test_a_face_stays_in_sight_wherever_it_is(left: float) -> None:
    face = (left, 0.3, left + 0.12, 0.48)
    part = window(Focus(faces=(face,)), 1.5, TALL)
    assert part.fills
    assert part.right - part.left == pytest.approx(TALL / 1.5)
    assert holds(part, face)


def test_two_people_apart_are_both_kept_and_the_frame_is_filled_with_something_else() -> None:
    faces = (0.05, 0.3, 0.17, 0.48), (0.8, 0.3, 0.92, 0.48)
    part = window(Focus(faces=faces), 1.5, TALL)
    assert not part.fills
    assert all(holds(part, face) for face in faces)
    crowd = window(Focus(faces=(faces[0], (0.8, 0.3, 0.83, 0.34))), 1.5, TALL)
    assert crowd.fills


def test_nothing_is_cut_off_a_poster_but_for_a_banner() -> None:
    words = (0.1, 0.1, 0.9, 0.2), (0.1, 0.3, 0.6, 0.36)
    assert window(Focus(words=words), 0.7, TALL) == Window(fills=False, kept="words")
    banner = window(Focus(words=words), 0.7, BANNER)
    assert banner.bottom - banner.top < 0.5
    assert all(holds(banner, box) for box in words)


def test_what_stands_out_is_held_and_a_view_is_filled() -> None:
    strips = tuple(0.25 if 50 <= number < 54 else 0.0 for number in range(64))
    part = window(Focus(columns=strips, strength=0.9), 1.5, TALL)
    assert part.fills
    assert part.left <= 50 / 64
    assert part.right >= 54 / 64
    wide = tuple(1 / 64 for _ in range(64))
    assert not window(Focus(columns=wide, strength=0.9), 1.5, TALL).fills
    assert window(Focus(columns=wide, strength=0.2), 1.5, TALL).fills


@pytest.mark.parametrize("size", [(1080, 1920), (1500, 500), (1080, 1080)])
@pytest.mark.parametrize("text", ["Tonight", "word " * 56, "颐和园今日开放" * 20, "x" * 200])
def test_a_title_has_its_place_within_what_is_free(size: tuple[int, int], text: str) -> None:
    words = title(text, size, FREE)
    width, height = size
    room = columns_of(words.style, width=width, height=height, free=FREE)
    assert len(words.lines) * em_of(words.style, width=width, height=height) <= 0.5 * height
    if text != "x" * 200:
        assert words.longest <= room
        assert len({columns(line) for line in words.lines}) <= len(words.lines)
    assert "".join(words.lines).replace(" ", "") == text.replace(" ", "")


def test_a_title_leaves_what_must_be_seen() -> None:
    size = 1080, 1080
    assert title("Tonight", size, FREE).position is Position.BOTTOM
    low = title("Tonight", size, FREE, avoid=((0.3, 0.6, 0.7, 1.0),))
    assert low.position is Position.TOP
    beside = title("Tonight", (1500, 500), FREE, avoid=((0.1, 0.0, 0.5, 1.0),))
    assert beside.position is Position.CENTER
    assert beside.free.side > 0.5


def test_a_banner_full_of_words_says_what_the_callers_words_would_cover() -> None:
    full = title("Tickets at the door", (1500, 500), FREE, avoid=((0.2, 0.0, 0.8, 1.0),))
    assert full.covered > 0.01
    assert (
        title("Tickets at the door", (1080, 1350), FREE, avoid=((0.1, 0.05, 0.9, 0.3),)).covered
        == 0
    )


def test_words_are_found_and_nothing_else_is_taken_for_them() -> None:
    plain = scene(800, 600)
    assert lettering(np.ascontiguousarray(plain[..., ::-1])) == []
    picture = Image.fromarray(plain)
    path = next(path for folder in folders() for path in folder.glob("NotoSans[[]*.ttf"))
    pen = ImageDraw.Draw(picture)
    pen.text((90, 420), "Summer Concert", "white", ImageFont.truetype(str(path), 80), stroke_width=2, stroke_fill="black")  # fmt: skip
    boxes = lettering(np.asarray(cv2.cvtColor(np.asarray(picture), cv2.COLOR_RGB2BGR), np.uint8))
    assert boxes
    assert all(box[1] > 0.65 for box in boxes)
    assert min(box[0] for box in boxes) < 0.2
    assert max(box[2] for box in boxes) > 0.75


def test_a_file_without_a_platform_is_refused() -> None:
    with pytest.raises(ValueError, match="every platform once"):
        Platforms(platforms=load().platforms[:3])
