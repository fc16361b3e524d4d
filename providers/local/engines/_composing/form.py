"""How a piece goes: a beginning, a theme, what grows from it, a height, an end."""

from typing import Final

from domain.music import Mood
from providers.local.engines._composing.score import Section

ENERGY: Final = {
    "intro": 0.28, "theme": 0.52, "variation": 0.62, "lift": 0.8, "climax": 1.0, "break": 0.36, "outro": 0.4,
}  # fmt: skip
MIDDLES: Final[tuple[tuple[str, ...], ...]] = (
    ("climax",),
    ("theme", "climax"),
    ("theme", "lift", "climax"),
    ("theme", "variation", "lift", "climax"),
    ("theme", "lift", "break", "lift", "climax"),
    ("theme", "variation", "lift", "break", "lift", "climax"),
)
ROUND: Final = ("variation", "lift", "break")
LIVELY: Final[dict[Mood, tuple[float, float]]] = {
    Mood.CALM: (0.72, 0.0),
    Mood.SAD: (0.75, 0.0),
    Mood.ROMANTIC: (0.85, 0.0),
    Mood.MYSTERIOUS: (0.8, 0.0),
    Mood.ENERGETIC: (0.88, 0.12),
    Mood.HAPPY: (0.92, 0.06),
}
"""What becomes of the energy: its share, and what is added."""


def planned(bars: int, mood: Mood, *, goes_on: bool = False) -> tuple[Section, ...]:
    """Divide bars into sections. What goes on from something else has no beginning of its own."""
    if bars <= 3:
        return (_section("lift", 0, bars, mood),)
    first = 0 if goes_on else 2 if bars < 20 else 4
    last = 1 if bars < 8 else 2 if bars < 24 else 4
    unit = 2 if bars < 12 else 4 if bars < 40 else 8
    count, rest = divmod(bars - first - last, unit)
    names = _names(count)
    sizes = [unit] * count or [rest]
    if rest and count:
        sizes[0] += rest if rest % 2 == 0 or len(names) == 1 else rest - 1
        last += 0 if rest % 2 == 0 or len(names) == 1 else 1
    found, start = [], 0
    for name, size in (("intro", first), *zip(names, sizes, strict=True), ("outro", last)):
        if size:
            found.append(_section(name, start, size, mood))
            start += size
    return tuple(found)


def _names(count: int) -> tuple[str, ...]:
    if count <= len(MIDDLES):
        return MIDDLES[max(count, 1) - 1]
    names = list(MIDDLES[3])
    while len(names) < count:
        names[-1:-1] = ROUND[: count - len(names)]
    if names[-2] == "break":
        names[-2] = "lift"
    return tuple(names)


def _section(name: str, start: int, bars: int, mood: Mood) -> Section:
    share, more = LIVELY.get(mood, (1.0, 0.0))
    return Section(name, start, bars, min(ENERGY[name] * share + more, 1.0))
