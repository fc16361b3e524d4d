"""Where variants go: each format's place, and how a source is cut, framed and lettered for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from domain.captions import CaptionStyle, Cue, Position, Safe, columns_of, lay_out, to_ass
from domain.framing import Focus, Window, heads, shown_at
from domain.merges import rate_of
from domain.social import FilmRules, Format, Frame, PictureRules, Platform, PlatformName
from domain.tasks import Word
from domain.titles import Title, title
from domain.values import Json, Value
from media import cutting, variants
from media.film import Clip
from media.merge import seen

SHOWN_SECONDS: Final = 10.0
"""How long a picture's words stand: longer than the one moment that it has."""
FRAME_SLACK: Final = 1e-6
MIDDLE: Final = (0.2, 0.25, 0.8, 0.75)
"""Where a film's subject is, for the camera holds it there: left, top, right, bottom, as shares."""


OVER_WORDS_MAX: Final = 0.01
"""Of a picture: a caller's words that cover more of the picture's own are left away."""


class Refused(Value):
    """A format that was not delivered, and why."""

    platform: PlatformName
    format: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A format of a platform, by the platform's number, and the size in pixels that its variant has."""

    number: int
    platform: Platform
    format: Format
    rules: PictureRules | FilmRules
    size: Frame

    @property
    def stem(self) -> str:
        """Name its file, without the ending."""
        return f"{self.platform.name}-{self.format.name}"

    @property
    def pixels(self) -> tuple[int, int]:
        """Give its size."""
        return self.size.width, self.size.height

    @property
    def free(self) -> Safe:
        """Give what its words leave free."""
        area = self.format.safe_area
        return Safe(side=area.left, right=area.right, top=area.top, bottom=area.bottom)


@dataclass(frozen=True, slots=True)
class End:
    """Where a film ends that is cut, in seconds, and what ends there."""

    at: float
    what: str


def rules_of(place: Place) -> FilmRules:
    """Give what a film's place takes."""
    assert isinstance(place.rules, FilmRules), "a film's place has a film's rules"
    return place.rules


def cut_of(clip: Clip, place: Place, ends: Mapping[float, End]) -> cutting.Cut:
    """Cut a film to what its place takes, from its beginning."""
    fps = rate_of([seen(clip).rate])
    end = ends.get(rules_of(place).seconds_max)
    frames = int(end.at * fps + FRAME_SLACK) if end else round(clip.seconds * fps)
    return cutting.Cut(clip, 0.0, max(1, frames), fps, place.pixels)


def bitrate_of(place: Place, cut: cutting.Cut) -> int:
    """Give how many bits a second a variant may have: by its platform, and by the bytes of its file."""
    rules = rules_of(place)
    return min(rules.bitrate_max, int(rules.bytes_max * 8 / cut.seconds))


def camera_of(
    answer: Json, axis: cutting.Axis, name: str, *, fps: float
) -> tuple[cutting.Camera | None, str]:
    """Read the path of a frame, and say what it follows; none, where no frame holds what there is to see."""
    if not answer["fits"]:
        return None, "the whole picture, before its own blur"
    shots = tuple(
        cutting.Shot(shot["start"], shot["first"], tuple(shot["middles"]))
        for shot in answer["shots"]
    )
    return cutting.Camera(shots, fps, axis, name), f"follows {answer['metadata']['subject']}"


def drawing_of(
    place: Place, part: Window, focus: Focus, picture: float, text: str | None
) -> variants.Drawn:
    """Say how a picture of a shape, its width over its height, is drawn at a place."""
    script = None
    if text:
        boxes = (*heads(focus), *focus.words)
        avoid = tuple(shown_at(part, box, picture, place.size.shape) for box in boxes)
        words = title(text, place.pixels, place.free, avoid=avoid)
        if not (focus.words and words.covered > OVER_WORDS_MAX):
            script = _lettered(place, words, SHOWN_SECONDS)
    is_across = place.size.shape > picture
    return variants.Drawn(
        name=f"{place.stem}.png", window=part, size=place.pixels, script=script,
        smears=focus.plain.get("x" if is_across else "y", False),
    )  # fmt: skip


def script_of(place: Place, text: str | None, words: Sequence[Word], seconds: float) -> str | None:
    """Write the words over a film: the caller's from its beginning to its end, or what is said, as it is said."""
    width, height = place.pixels
    if text:
        return _lettered(place, title(text, place.pixels, place.free, avoid=(MIDDLE,)), seconds)
    if not words:
        return None
    style = CaptionStyle()
    room = columns_of(style, width=width, height=height, free=place.free)
    cues = lay_out(words, duration_seconds=seconds, width_max=room)
    return to_ass(cues, style, Position.BOTTOM, width=width, height=height, free=place.free)


def _lettered(place: Place, words: Title, seconds: float) -> str:
    width, height = place.pixels
    cue = Cue(start=0.0, end=seconds, lines=words.lines)
    return to_ass((cue,), words.style, words.position, width=width, height=height, free=words.free)


def framing_of(part: Window, drawn: variants.Drawn) -> str:
    """Say how a picture is shown."""
    if part.fills:
        return f"keeps {part.kept}"
    return f"keeps {part.kept}, before {'its edges continued' if drawn.smears else 'its own blur'}"


def lettering_of(text: str | None, drawn: variants.Drawn) -> dict[str, str]:
    """Say where the caller's words were left away."""
    return (
        {"text": "left away: it would cover the picture's words"}
        if text and not drawn.script
        else {}
    )


def sentence_of(refused: Sequence[Refused]) -> str:
    """Say why nothing is delivered."""
    told = "; ".join(
        f"{each.platform.value} {each.format}: {', '.join(each.reasons)}" for each in refused
    )
    return f"No variant is within its platform's limits. {told}."
