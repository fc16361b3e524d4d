"""Captions: words laid out as cues that can be read, and the three formats they are written in."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Final

from pydantic import Field, StringConstraints

from domain.lines import INVISIBLE, LINE_LENGTH_MAX, badness, broken, columns, fits, is_glued
from domain.scripts import Face, face_of
from domain.spoken_words import Lit, lit
from domain.tasks import Word
from domain.values import Edge, Value

WIDTH_MAX: Final = 42
"""Columns a line; a wide letter takes two."""
UPRIGHT: Final = 1.25
TALL, SQUARE = 0.7, 1.2
"""Below the one a picture is a telephone's; below the other it is about as high as wide."""
COLUMN: Final = 0.56
"""Width of a column in em: most of Noto Sans' letters are no wider."""
ONE_BOX: Final = 4
EDGE: Final = 1
"""libass's border styles: one box behind all lines, as wide as the shadow says; an edge around the letters."""
MIDDLE_LUMA: Final = 128
CLEAR_MAX: Final = 0x50
"""A box that is no more opaque than this carries no letters: they get an edge."""
DIRECTION_BY_TEXT: Final = -1
"""The encoding by which libass finds out where a text begins, and lays a line out whole though a word is lit."""
CUE_SECONDS_MAX: Final = 6.0
CUE_SECONDS_MIN: Final = 0.8
COLUMNS_A_SECOND: Final = 17.0
"""What most viewers read without haste: where there is time, a cue stays that long."""
PAUSE_SECONDS: Final = 0.7
GAP_SECONDS: Final = 0.04
CUES_MAX: Final = 5_000
SENTENCE_END: Final = re.compile(r"[.!?…。！？؟।]['\"”’)\]]*$")


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
    highlight: Colour | None = Field(
        default=None, description="the colour of the word that is being said; default: none is lit"
    )


class Cue(Value):
    """Lines that show from `start` to `end`, in seconds; the words that they are of, where their times are known."""

    start: float
    end: float
    lines: tuple[str, ...]
    words: tuple[Word, ...] = ()

    @property
    def text(self) -> str:
        """Give the lines as one text."""
        return "\n".join(self.lines)


@dataclass(frozen=True, slots=True)
class Safe:
    """What stays free of captions, as shares of the width and of the height. `right`: where it is not as the left."""

    side: float
    top: float
    bottom: float
    right: float | None = None

    @property
    def far_side(self) -> float:
        """Give what stays free on the right."""
        return self.side if self.right is None else self.right


def lay_out(
    words: Sequence[Word], *, duration_seconds: float, width_max: int = WIDTH_MAX
) -> tuple[Cue, ...]:
    """Group words into cues: by sentence and pause, two lines at most, no two at once. `width_max` in columns."""
    groups = _evened([group for group in _grouped(words, width_max) if group], width_max)
    cues: list[Cue] = []
    for number, group in enumerate(groups[:CUES_MAX]):
        following = groups[number + 1][0].start if number + 1 < len(groups) else duration_seconds
        start = max(group[0].start, cues[-1].end + GAP_SECONDS if cues else 0.0)
        latest = max(min(following - GAP_SECONDS, duration_seconds), start + 0.01)
        text = joined(group)
        read = max(CUE_SECONDS_MIN, min(columns(text) / COLUMNS_A_SECOND, CUE_SECONDS_MAX))
        end = min(max(group[-1].end, start + read), latest)
        if start < duration_seconds:
            end = min(end, duration_seconds)
            cues.append(
                Cue(
                    start=round(start, 3),
                    end=round(end, 3),
                    lines=broken(text, width_max),
                    words=tuple(group),
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
            kept.append(Cue(start=start, end=end, lines=broken(text, width_max, keep=cue.lines)))
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
    cues: Sequence[Cue],
    style: CaptionStyle,
    position: Position,
    *,
    width: int,
    height: int,
    free: Safe | None = None,
) -> str:
    """Write Advanced SubStation Alpha for libass; no override of the caller's survives. Pixels.

    `free`: what stays free of captions; by default as pictures of that shape have it.
    """
    faces = [face_of(cue.text, style.font_family.value) for cue in cues]
    look = _look(style, position, (width, height), free or safe(width, height))
    styles = "".join(f"Style: {look(face)}\n" for face in sorted(set(faces)))
    head = (
        "[Script Info]\nScriptType: v4.00+\nWrapStyle: 0\nScaledBorderAndShadow: yes\n"
        # Untold, colours are taken for those of a film of old, and white is grey.
        "YCbCr Matrix: None\n"
        f"PlayResX: {width}\nPlayResY: {height}\n\n[V4+ Styles]\n"
        "Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic,"
        " Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL,"
        f" MarginR, MarginV, Encoding\n{styles}\n[Events]\n"
        "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
    )
    events = "".join(
        f"Dialogue: 0,{_ass_clock(start)},{_ass_clock(end)},{face.family},,0,0,0,,{text}\n"
        for cue, face in zip(cues, faces, strict=True)
        for start, end, text in _shown(cue, style)
    )
    return head + events


def _shown(cue: Cue, style: CaptionStyle) -> Iterator[tuple[float, float, str]]:
    """Give what a cue shows and when: all at once, or one word after the other lit."""
    words = style.highlight and lit(cue.lines, cue.words, start=cue.start, end=cue.end)
    if not words or not style.highlight:
        yield cue.start, cue.end, _ass(cue.lines)
        return
    for one in words:
        yield one.start, one.end, _ass_lit(cue.lines, one, style)


def em_of(style: CaptionStyle, *, width: int, height: int) -> float:
    """Give the size of the letters in pixels: of the height, but in a narrow picture no more than its width bears."""
    return max(style.font_size * min(height, width * UPRIGHT) / 1_080, 6.0)


def columns_of(style: CaptionStyle, *, width: int, height: int, free: Safe | None = None) -> int:
    """Give how many columns fit on a line of the picture, up to what is read at a glance."""
    sides = free or safe(width, height)
    room = width * (1 - sides.side - sides.far_side)
    fitting = room / (em_of(style, width=width, height=height) * COLUMN)
    return max(min(int(fitting), WIDTH_MAX), 8)


def safe(width: int, height: int) -> Safe:
    """Give the margins of a picture: a tall one is shown under an app's own signs, above and below."""
    shape = width / max(height, 1)
    if shape < TALL:
        return Safe(side=0.11, top=0.12, bottom=0.2)
    if shape < SQUARE:
        return Safe(side=0.07, top=0.08, bottom=0.1)
    return Safe(side=0.06, top=0.06, bottom=0.06)


def _look(
    style: CaptionStyle, position: Position, size: tuple[int, int], free: Safe
) -> Callable[[Face], str]:
    width, height = size
    em = em_of(style, width=width, height=height)
    alignment = {Position.BOTTOM: 2, Position.CENTER: 5, Position.TOP: 8}[position]
    shape = _boxed(style, em) if _opacity(style.background_color) > CLEAR_MAX else _edged(style, em)
    share = free.top if position is Position.TOP else free.bottom
    margin = round(height * share)
    left, right = round(width * free.side), round(width * free.far_side)

    def look(face: Face) -> str:
        size = round(em * face.height, 1)
        return f"{face.family},{face.family},{size},{shape},{alignment},{left},{right},{margin},{DIRECTION_BY_TEXT}"

    return look


def _boxed(style: CaptionStyle, em: float) -> str:
    """Give the fields of a style from its colours to its shadow: letters on a box. `em` in pixels."""
    letters, box = _bgr(style.color), _bgr(style.background_color)
    return (
        f"{letters},{letters},{box},{box},0,0,0,0,100,100,0,0,{ONE_BOX},0,{max(round(em / 5), 2)}"
    )


def _edged(style: CaptionStyle, em: float) -> str:
    """Give the same of letters with an edge that sets them off from whatever is behind them."""
    letters = _bgr(style.color)
    edge = _bgr("#000000" if _is_light(style.color) else "#FFFFFF")
    return f"{letters},{letters},{edge},{edge},0,0,0,0,100,100,0,0,{EDGE},{max(em / 14, 1):.1f},0"


def _grouped(words: Sequence[Word], width_max: int) -> Iterable[list[Word]]:
    group: list[Word] = []
    for word in words:
        if group and _breaks(group, word, width_max):
            yield group
            group = []
        group.append(word)
        if SENTENCE_END.search(word.text) and columns(joined(group)) > width_max // 3:
            yield group
            group = []
    yield group


def _evened(groups: list[list[Word]], width_max: int) -> list[list[Word]]:
    """Share a sentence that needs two cues between them, where it reads well: no cue of one last word."""
    for place in range(len(groups) - 1):
        first, second = groups[place], groups[place + 1]
        if SENTENCE_END.search(first[-1].text) or second[0].start - first[-1].end > PAUSE_SECONDS:
            continue
        whole = [*first, *second]
        cuts = [cut for cut in range(1, len(whole)) if _are_cues(whole, cut, width_max)]
        if cuts:
            best = min(
                cuts, key=lambda cut: _uneven(joined(whole[:cut]), joined(whole[cut:]), width_max)
            )
            groups[place : place + 2] = [whole[:best], whole[best:]]
    return groups


def _uneven(first: str, second: str, width_max: int) -> int:
    """Say how badly a sentence is parted into two cues, and these into lines."""
    lines = (broken(text, width_max) for text in (first, second))
    return badness(first, second) + sum(badness(*pair) for pair in lines if len(pair) > 1) // 4


def _are_cues(words: list[Word], cut: int, width_max: int) -> bool:
    return all(
        fits(joined(part), width_max) and part[-1].end - part[0].start <= CUE_SECONDS_MAX
        for part in (words[:cut], words[cut:])
    )


def _breaks(group: list[Word], word: Word, width_max: int) -> bool:
    too_wide = not fits(joined([*group, word]), width_max)
    too_long = word.end - group[0].start > CUE_SECONDS_MAX
    return too_wide or too_long or word.start - group[-1].end > PAUSE_SECONDS


def joined(words: Sequence[Word]) -> str:
    """Write words as one text; scripts without spaces are given none."""
    text = ""
    for word in words:
        text += word.text if is_glued(text[-1:], word.text[:1]) else f" {word.text}"
    return text


def _clean(text: str) -> str:
    return "\n".join(
        line for line in INVISIBLE.sub("", text).replace("-->", "→").split("\n") if line.strip()
    )


def _vtt(text: str) -> str:
    return _clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _ass(lines: Sequence[str]) -> str:
    return "\\N".join(_harmless(line) for line in lines)


def _ass_lit(lines: Sequence[str], one: Lit, style: CaptionStyle) -> str:
    """Write lines with one word in the colour of the highlight: the only override there is, and it is ours."""
    assert style.highlight
    on, off = (
        f"{{\\1c&H{bgr[4:]}&\\1a&H{bgr[2:4]}&}}"
        for bgr in (_bgr(style.highlight), _bgr(style.color))
    )
    shown = []
    for number, line in enumerate(lines):
        if number != one.line:
            shown.append(_harmless(line))
            continue
        before, word, after = line[: one.first], line[one.first : one.last], line[one.last :]
        shown.append(f"{_harmless(before)}{on}{_harmless(word)}{off}{_harmless(after)}")
    return "\\N".join(shown)


def _harmless(line: str) -> str:
    """Keep a line as it is shown: a backslash is followed by a word joiner, and a brace escaped."""
    return (
        INVISIBLE.sub("", line)[:LINE_LENGTH_MAX]
        .replace("\\", "\\\u2060")
        .replace("{", "\\{")
        .replace("\n", " ")
    )


def _opacity(colour: str) -> int:
    return int(colour[7:9] or "ff", 16)


def _is_light(colour: str) -> bool:
    """Tell a light colour from a dark one, by its luma (ITU-R BT.709)."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue > MIDDLE_LUMA


def _bgr(colour: str) -> str:
    red, green, blue = colour[1:3], colour[3:5], colour[5:7]
    clear = 255 - _opacity(colour)
    return f"&H{clear:02X}{blue}{green}{red}".upper()


def _clock(seconds: float, mark: str = ".") -> str:
    whole = round(seconds * 1_000)
    return f"{whole // 3_600_000:02}:{whole // 60_000 % 60:02}:{whole // 1_000 % 60:02}{mark}{whole % 1_000:03}"


def _ass_clock(seconds: float) -> str:
    whole = round(seconds * 100)
    return f"{whole // 360_000}:{whole // 6_000 % 60:02}:{whole // 100 % 60:02}.{whole % 100:02}"
