"""Social platforms: the formats of each, what they take, and whether a file is within their limits."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from math import log
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, HttpUrl, PlainSerializer, model_validator
from pydantic.alias_generators import to_camel

RATE_SLACK: Final = 0.05
"""A probe's frames a second are rounded."""
SECONDS_SLACK: Final = 0.05
"""A sound may end a packet after its picture."""


class PlatformName(StrEnum):
    """Where variants are made for."""

    INSTAGRAM = "instagram"
    TIKTOK = "tiktok"
    TWITTER = "twitter"
    LINKEDIN = "linkedin"


FormatName = Literal["feed", "story", "reel", "header"]
Link = Annotated[HttpUrl, PlainSerializer(str, return_type=str)]
Share = Annotated[float, Field(ge=0, lt=0.5)]


class Fact(BaseModel):
    """A fact of the data file: frozen, with nothing in it that we do not know, and shown in camelCase."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=to_camel, validate_by_name=True, validate_by_alias=True
    )  # fmt: skip


class SafeArea(Fact):
    """What a platform lays its own signs over, as shares of the width and the height from each edge."""

    top: Share
    bottom: Share
    left: Share
    right: Share


class Frame(Fact):
    """A size in pixels."""

    width: int = Field(ge=16, le=4_096, multiple_of=2)
    height: int = Field(ge=16, le=4_096, multiple_of=2)

    @property
    def shape(self) -> float:
        """Give its width over its height."""
        return self.width / self.height


Frames = Annotated[tuple[Frame, ...], Field(min_length=1, description="the first is preferred")]


class PictureRules(Fact):
    """What a format takes as a picture."""

    sizes: Frames
    mime_types: tuple[Literal["image/jpeg", "image/png", "image/webp"], ...] = Field(min_length=1)
    bytes_max: int = Field(gt=0)

    @model_validator(mode="after")
    def takes_what_is_written(self) -> "PictureRules":
        """Refuse a format that does not take JPEG: it is what is written."""
        if "image/jpeg" not in self.mime_types:
            raise ValueError("pictures are written as JPEG, which the format does not take")
        return self


class FilmRules(Fact):
    """What a format takes as a film. Seconds, frames a second, bits a second."""

    sizes: Frames
    mime_types: tuple[Literal["video/mp4", "video/quicktime"], ...] = Field(min_length=1)
    video_codecs: tuple[Literal["h264", "hevc"], ...] = Field(min_length=1)
    audio_codecs: tuple[Literal["aac"], ...] = ("aac",)
    bytes_max: int = Field(gt=0)
    seconds_min: float = Field(ge=0)
    seconds_max: float = Field(gt=0)
    fps_min: float = Field(gt=0)
    fps_max: float = Field(gt=0)
    bitrate_max: int = Field(gt=0)
    loudness_lufs: float = Field(ge=-24, le=-9)

    @model_validator(mode="after")
    def takes_what_is_written(self) -> "FilmRules":
        """Refuse a format that does not take H.264 in MP4: it is what is written."""
        if "video/mp4" not in self.mime_types or "h264" not in self.video_codecs:
            raise ValueError("films are written as H.264 in MP4, which the format does not take")
        return self


class Format(Fact):
    """One place of a platform. `image` and `video`: what it takes of either; of a film, one of them at least."""

    name: FormatName
    summary: str
    safe_area: SafeArea
    image: PictureRules | None = None
    video: FilmRules | None = None
    source: Link
    checked: date = Field(description="when it was last compared with its source")

    @model_validator(mode="after")
    def takes_something(self) -> "Format":
        """Refuse a format that takes nothing."""
        if self.image is None and self.video is None:
            raise ValueError(f"the format {self.name!r} takes neither pictures nor films")
        return self


class Platform(Fact):
    """A platform and its formats."""

    name: PlatformName
    title: str
    formats: tuple[Format, ...] = Field(min_length=1)

    def of_pictures(self) -> Iterator[tuple[Format, PictureRules]]:
        """Give the formats that a picture is made for."""
        for each in self.formats:
            if each.image:
                yield each, each.image

    def of_films(self) -> Iterator[tuple[Format, FilmRules]]:
        """Give the formats that a film is made for."""
        for each in self.formats:
            if each.video:
                yield each, each.video

    def of_stills(self) -> Iterator[tuple[Format, PictureRules]]:
        """Give the formats that take no films, for which a film gives one of its frames: headers."""
        for each in self.formats:
            if each.name == "header" and each.image and each.video is None:
                yield each, each.image


class Platforms(Fact):
    """All platforms, one of each."""

    platforms: tuple[Platform, ...]

    @model_validator(mode="after")
    def has_each_once(self) -> "Platforms":
        """Refuse a file that lacks a platform or has a format twice."""
        if sorted(each.name for each in self.platforms) != sorted(PlatformName):
            raise ValueError("the file has to have every platform once")
        for each in self.platforms:
            names = [one.name for one in each.formats]
            if len(set(names)) != len(names):
                raise ValueError(f"{each.name} has a format twice")
        return self

    def of(self, name: PlatformName) -> Platform:
        """Give one of them."""
        return next(each for each in self.platforms if each.name == name)


class Written(BaseModel):
    """What a probe says of a file that is to be delivered. Pixels, seconds, frames a second."""

    model_config = ConfigDict(frozen=True)

    mime_type: str
    size_bytes: int
    width: int | None = None
    height: int | None = None
    seconds: float | None = None
    fps: float | None = None
    video_codec: str | None = None
    audio_codec: str | None = None


def nearest(sizes: tuple[Frame, ...], width: float, height: float) -> Frame:
    """Choose the size whose shape is the nearest to that of a source; of two alike the first."""
    return min(sizes, key=lambda size: abs(log(size.shape / (width / height))))


def breaches(rules: PictureRules | FilmRules, found: Written) -> tuple[str, ...]:
    """Say where a file is beyond what its format takes; nothing, where it is not."""
    return tuple(_breaches(rules, found))


def _breaches(rules: PictureRules | FilmRules, found: Written) -> Iterator[str]:
    if found.mime_type not in rules.mime_types:
        yield f"it is {found.mime_type}, and has to be {' or '.join(rules.mime_types)}"
    if found.size_bytes > rules.bytes_max:
        yield f"it has {found.size_bytes} bytes, of {rules.bytes_max} at most"
    if (found.width, found.height) not in {(size.width, size.height) for size in rules.sizes}:
        yield f"it measures {found.width} × {found.height} pixels"
    if isinstance(rules, FilmRules):
        yield from _breaches_of_film(rules, found)


def _breaches_of_film(rules: FilmRules, found: Written) -> Iterator[str]:
    seconds, fps = found.seconds or 0.0, found.fps or 0.0
    if seconds < rules.seconds_min - SECONDS_SLACK:
        yield f"it lasts {seconds:.2f} s, of {rules.seconds_min:g} s at least"
    if seconds > rules.seconds_max + SECONDS_SLACK:
        yield f"it lasts {seconds:.2f} s, of {rules.seconds_max:g} s at most"
    if not rules.fps_min - RATE_SLACK <= fps <= rules.fps_max + RATE_SLACK:
        yield f"it has {fps:g} frames a second, of {rules.fps_min:g} to {rules.fps_max:g}"
    if found.video_codec not in rules.video_codecs:
        yield f"its picture is {found.video_codec}, and has to be {' or '.join(rules.video_codecs)}"
    if found.audio_codec is not None and found.audio_codec not in rules.audio_codecs:
        yield f"its sound is {found.audio_codec}, and has to be {' or '.join(rules.audio_codecs)}"
    if seconds and found.size_bytes * 8 / seconds > rules.bitrate_max:
        yield f"it has {found.size_bytes * 8 / seconds:.0f} bits a second, of {rules.bitrate_max} at most"
