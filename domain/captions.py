"""Captions: words laid out as cues that can be read, and the three formats they are written in."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import Annotated, Final

from pydantic import Field, StringConstraints

from domain.scripts import Face, face_of
from domain.tasks import Word
from domain.values import Edge, Value

LINES_MAX: Final = 2
WIDTH_MAX: Final = 42
"""Columns a line; a wide letter takes two."""
UPRIGHT: Final = 1.25
MARGIN: Final = 0.06
"""Of the picture's width and height, at each side."""
COLUMN: Final = 0.56
"""Width of a column in em: most of Noto Sans' letters are no wider."""
ONE_BOX: Final = 4
"""libass's border style: one box behind all lines, as wide as the shadow says."""
CUE_SECONDS_MAX: Final = 6.0
CUE_SECONDS_MIN: Final = 0.8
PAUSE_SECONDS: Final = 0.7
GAP_SECONDS: Final = 0.04
CUES_MAX: Final = 5_000
LINE_LENGTH_MAX: Final = 200
SENTENCE_END: Final = re.compile(r"[.!?…。！？؟।]['\"”’)\]]*$")
WIDE: Final = re.compile(
    r"[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]"
)
UNSPACED: Final = re.compile(r"[\u0e00-\u0eff\u1780-\u17ff\u3000-\u30ff\u3400-\u9fff\uff00-\uff65]")
NEVER_FIRST: Final = frozenset("、。，．！？：；）」』】〕》〉…ー～ゃゅょっャュョッ,.!?:;)]}%")
"""What begins no line (JIS X 4051)."""
INVISIBLE: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Position(StrEnum):
    BOTTOM = "bottom"
    TOP = "top"
    CENTER = "center"


class FontFamily(StrEnum):
    """The families that render the same everywhere; other scripts fall back to their Noto face."""

    NOTO_SANS = "Noto Sans"
    NOTO_SANS_CJK = "Noto Sans CJK SC"


Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9A-Fa-f]{6}([0-9A-Fa-f]{2})?$")]
"""#RRGGBB, or #RRGGBBAA with AA the opacity."""


class CaptionStyle(Edge):
    """How captions look. `fontSize`: the em, in pixels of a picture 1080 pixels high."""

    font_family: FontFamily = FontFamily.NOTO_SANS
    font_size: int = Field(default=48, ge=16, le=120)
    color: Colour = "#FFFFFF"
    background_color: Colour = "#000000A0"


class Cue(Value):
    """Lines that show from `start` to `end`, in seconds."""

    start: float
    end: float
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """Give the lines as one text."""
        return "\n".join(self.lines)


def lay_out(
    words: Sequence[Word], *, duration_seconds: float, width_max: int = WIDTH_MAX
) -> tuple[Cue, ...]:
    """Group words into cues: by sentence and pause, two lines at most, no two at once. `width_max` in columns."""
    groups = [group for group in _grouped(words, width_max) if group]
    cues: list[Cue] = []
    for number, group in enumerate(groups[:CUES_MAX]):
        following = groups[number + 1][0].start if number + 1 < len(groups) else duration_seconds
        start = max(group[0].start, cues[-1].end + GAP_SECONDS if cues else 0.0)
        latest = max(min(following - GAP_SECONDS, duration_seconds), start + 0.01)
        end = min(max(group[-1].end, start + CUE_SECONDS_MIN), latest)
        if start < duration_seconds:
            end = min(end, duration_seconds)
            cues.append(
                Cue(
                    start=round(start, 3),
                    end=round(end, 3),
                    lines=_lines(_joined(group), width_max),
                )
            )
    return tuple(cue for cue in cues if cue.end > cue.start)


def fit(
    cues: Iterable[Cue], *, duration_seconds: float, width_max: int = WIDTH_MAX
) -> tuple[Cue, ...]:
    """Keep given cues in order, inside the duration, and broken into lines."""
    kept: list[Cue] = []
    for cue in sorted(cues, key=lambda each: each.start)[:CUES_MAX]:
        start = max(cue.start, kept[-1].end if kept else 0.0, 0.0)
        end = min(cue.end, duration_seconds)
        if end > start and (text := " ".join(cue.lines).strip()):
            kept.append(Cue(start=start, end=end, lines=_lines(text, width_max, keep=cue.lines)))
    return tuple(kept)


def to_srt(cues: Sequence[Cue]) -> str:
    """Write SubRip."""
    return "".join(
        f"{number}\n{_clock(cue.start, ',')} --> {_clock(cue.end, ',')}\n{_clean(cue.text)}\n\n"
        for number, cue in enumerate(cues, start=1)
    )


def to_vtt(cues: Sequence[Cue]) -> str:
    """Write WebVTT (W3C)."""
    body = "".join(
        f"{_clock(cue.start)} --> {_clock(cue.end)}\n{_vtt(cue.text)}\n\n" for cue in cues
    )
    return f"WEBVTT\n\n{body}"


def to_ass(
    cues: Sequence[Cue], style: CaptionStyle, position: Position, *, width: int, height: int
) -> str:
    """Write Advanced SubStation Alpha for libass; no override of the caller's survives. Pixels."""
    faces = [face_of(cue.text, style.font_family.value) for cue in cues]
    look = _look(style, position, width=width, height=height)
    styles = "".join(f"Style: {look(face)}\n" for face in sorted(set(faces)))
    head = (
        "[Script Info]\nScriptType: v4.00+\nWrapStyle: 0\nScaledBorderAndShadow: yes\n"
        f"PlayResX: {width}\nPlayResY: {height}\n\n[V4+ Styles]\n"
        "Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic,"
        " Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL,"
        f" MarginR, MarginV, Encoding\n{styles}\n[Events]\n"
        "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
    )
    events = (
        f"Dialogue: 0,{_ass_clock(cue.start)},{_ass_clock(cue.end)},{face.family},,0,0,0,,{_ass(cue.lines)}\n"
        for cue, face in zip(cues, faces, strict=True)
    )
    return head + "".join(events)


def em_of(style: CaptionStyle, *, width: int, height: int) -> float:
    """Give the size of the letters in pixels: of the height, but in a narrow picture no more than its width bears."""
    return max(style.font_size * min(height, width * UPRIGHT) / 1_080, 6.0)


def columns_of(style: CaptionStyle, *, width: int, height: int) -> int:
    """Give how many columns fit on a line of the picture, up to what is read at a glance."""
    room = width * (1 - 2 * MARGIN) / (em_of(style, width=width, height=height) * COLUMN)
    return max(min(int(room), WIDTH_MAX), 8)


def _look(
    style: CaptionStyle, position: Position, *, width: int, height: int
) -> Callable[[Face], str]:
    em = em_of(style, width=width, height=height)
    alignment = {Position.BOTTOM: 2, Position.CENTER: 5, Position.TOP: 8}[position]
    colours = f"{_bgr(style.color)},{_bgr(style.color)},{_bgr(style.background_color)},{_bgr(style.background_color)}"
    side, margin = round(width * MARGIN), round(height * MARGIN)

    def look(face: Face) -> str:
        size = round(em * face.height, 1)
        return (
            f"{face.family},{face.family},{size},{colours},0,0,0,0,100,100,0,0,{ONE_BOX},0,{max(round(em / 5), 2)},"
            f"{alignment},{side},{side},{margin},1"
        )

    return look


def columns(text: str) -> int:
    """Count the columns that a text takes."""
    return len(text) + len(WIDE.findall(text))


def _grouped(words: Sequence[Word], width_max: int) -> Iterable[list[Word]]:
    group: list[Word] = []
    for word in words:
        if group and _breaks(group, word, width_max):
            yield group
            group = []
        group.append(word)
        if SENTENCE_END.search(word.text) and columns(_joined(group)) > width_max // 3:
            yield group
            group = []
    yield group


def _breaks(group: list[Word], word: Word, width_max: int) -> bool:
    too_wide = columns(_joined([*group, word])) > width_max * LINES_MAX - 4
    too_long = word.end - group[0].start > CUE_SECONDS_MAX
    return too_wide or too_long or word.start - group[-1].end > PAUSE_SECONDS


def _joined(words: Sequence[Word]) -> str:
    text = ""
    for word in words:
        glued = not text or (UNSPACED.match(word.text[:1]) and UNSPACED.search(text[-1:]))
        text += word.text if glued else f" {word.text}"
    return text


def _lines(text: str, width_max: int, *, keep: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Break a text into at most two lines of like width; lines given short enough stay."""
    text = " ".join(INVISIBLE.sub("", text).split())[: LINE_LENGTH_MAX * LINES_MAX]
    if 0 < len(keep) <= LINES_MAX and all(columns(line) <= width_max for line in keep):
        return tuple(" ".join(INVISIBLE.sub("", line).split()) for line in keep)
    if columns(text) <= width_max:
        return (text,)
    places = [n for n, c in enumerate(text) if c == " "] or _unspaced_places(text)
    middle = min(
        places, key=lambda place: (abs(columns(text[:place]) - columns(text[place:])), place)
    )
    return (text[:middle].strip(), text[middle:].strip())


def _unspaced_places(text: str) -> list[int]:
    """Find where a text without spaces may break: before a letter that may begin a line, and no mark that combines."""
    found = [
        n
        for n in range(1, len(text))
        if text[n] not in NEVER_FIRST and not unicodedata.category(text[n]).startswith("M")
    ]
    return found or list(range(1, len(text)))


def _clean(text: str) -> str:
    return "\n".join(
        line for line in INVISIBLE.sub("", text).replace("-->", "→").split("\n") if line.strip()
    )


def _vtt(text: str) -> str:
    return _clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _ass(lines: Sequence[str]) -> str:
    """A backslash is followed by a word joiner and a brace escaped, so libass shows both as they are."""
    shown = [
        INVISIBLE.sub("", line)[:LINE_LENGTH_MAX]
        .replace("\\", "\\\u2060")
        .replace("{", "\\{")
        .replace("\n", " ")
        for line in lines
    ]
    return "\\N".join(shown)


def _bgr(colour: str) -> str:
    red, green, blue = colour[1:3], colour[3:5], colour[5:7]
    clear = 255 - int(colour[7:9] or "ff", 16)
    return f"&H{clear:02X}{blue}{green}{red}".upper()


def _clock(seconds: float, mark: str = ".") -> str:
    whole = round(seconds * 1_000)
    return f"{whole // 3_600_000:02}:{whole // 60_000 % 60:02}:{whole // 1_000 % 60:02}{mark}{whole % 1_000:03}"


def _ass_clock(seconds: float) -> str:
    whole = round(seconds * 100)
    return f"{whole // 360_000}:{whole // 6_000 % 60:02}:{whole // 100 % 60:02}.{whole % 100:02}"
