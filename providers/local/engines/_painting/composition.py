"""From an order to a picture: understand, choose colours, paint, finish, letter."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from providers.local.engines._painting import (
    abstract,
    celebration,
    city,
    flowers,
    forest,
    land,
    sea,
    space,
    stage,
    studio,
)
from providers.local.engines._painting.brief import UNKNOWN, Brief, understand
from providers.local.engines._painting.colour import (
    ACCENTS,
    Palette,
    coloured,
    palette,
)
from providers.local.engines._painting.easel import Easel
from providers.local.engines._painting.finish import finished, grained
from providers.local.engines._painting.lettering import lettered
from providers.local.engines._painting.noise import Dice
from providers.local.engines._painting.raster import Field, as_field, resize
from providers.local.engines._painting.weather import weathered

PIXELS_MAX: Final = 2048 * 2048
"""The most that is painted at once: ten such sheets of three floats are 500 MB."""

FINENESS: Final = {"standard": (1.0, 0), "high": (1.4, 1), "ultra": (2.0, 2)}
"""By quality: how many times finer than asked it is painted, and the octaves of noise more."""

STUDIO: Final = "studio"
DRAWN: Final = frozenset({"anime", "3d-render"})
"""Styles that a person is drawn in already."""
OUTDOORS: Final = frozenset({"mountain", "hills", "sea", "desert", "forest"})


@dataclass(frozen=True, slots=True)
class Scene:
    """A way to paint, with the hours and accents that suit it where the prompt names none."""

    paint: Callable[[Easel], Field]
    hours: tuple[str, ...]
    accents: tuple[str, ...]


ALL_ACCENTS: Final = tuple(name for name in ACCENTS if name != "slate")
SCENES: Final[Mapping[str, Scene]] = {
    "mountain": Scene(land.mountain, ("day", "golden", "dawn", "sunset"), ("frost",)),
    "hills": Scene(land.hills, ("day", "golden", "dawn"), ("meadow", "candy")),
    "sea": Scene(sea.sea, ("sunset", "day", "golden", "dawn"), ("ocean",)),
    "desert": Scene(land.desert, ("golden", "sunset", "dawn"), ("sand",)),
    "forest": Scene(forest.forest, ("mist", "dawn", "golden"), ("meadow",)),
    "city": Scene(city.city, ("dusk", "night", "sunset", "dawn"), ("neon", "jewel", "ocean")),
    "stage": Scene(stage.stage, ("night",), ("neon", "candy", "jewel", "violet")),
    "space": Scene(space.space, ("night",), ("violet", "ocean", "ember", "rose")),
    "flowers": Scene(flowers.flowers, ("day", "golden"), ("rose", "candy", "violet", "pastel")),
    "celebration": Scene(celebration.celebration, ("day",), ("candy", "pastel", "jewel")),
    "network": Scene(abstract.network, ("night",), ("ocean", "neon", "violet")),
    "flow": Scene(abstract.flow, ("day",), ALL_ACCENTS),
    STUDIO: Scene(studio.studio, ("day", "golden", "dusk"), ALL_ACCENTS),
    "liquid": Scene(abstract.liquid, ("day",), ALL_ACCENTS),
}


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be painted. Pixels. `people`: whether somebody whom the prompt names is drawn."""

    prompt: str
    width: int
    height: int
    quality: str
    style: str | None
    seed: int
    people: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """Height × width × 3 bytes, with what was made of the prompt."""

    pixels: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]
    scene: str
    palette: str


def painted(order: Order, report: Callable[[float], None]) -> Picture:
    """Paint it. The same order gives the same pixels."""
    brief = _with_a_place(understand(order.prompt), order)
    dice = Dice(f"{order.seed}\0{order.prompt.strip().casefold()}")
    easel = _easel(order, brief, dice=dice)
    report(0.05)
    image = weathered(easel, SCENES[brief.scene].paint(easel))
    report(0.6)
    shown = brief.person and order.people
    if shown and order.style not in DRAWN:
        image = _peopled(easel, image, order)
    image = finished(easel, image, style=order.style)
    if shown and order.style in DRAWN:
        image = _peopled(easel, image, order)
    if (easel.width, easel.height) != (order.width, order.height):
        image = resize(image, order.width, order.height)
    report(0.85)
    image = grained(image, dice("grain"), style=order.style)
    image = _toned(brief, image)
    image = lettered(_at_size(easel, order), image)
    pixels = (np.clip(image, 0.0, 1.0) * 255.0 + 0.5).astype(np.uint8)
    return Picture(pixels, brief.scene, easel.palette.name)


def _with_a_place(brief: Brief, order: Order) -> Brief:
    """Put somebody whom no place is named for into a studio."""
    lost = order.people and brief.person and brief.scene == UNKNOWN
    return replace(brief, scene=STUDIO) if lost else brief


def _peopled(easel: Easel, image: Field, order: Order) -> Field:
    from providers.local.engines._painting.people import peopled  # noqa: PLC0415 - compiles, and few pictures need it

    return peopled(easel, image, prompt=order.prompt, style=order.style)


def _easel(order: Order, brief: Brief, *, dice: Dice) -> Easel:
    finer, detail = FINENESS[order.quality]
    bound = float(np.sqrt(PIXELS_MAX / (order.width * order.height)))
    scale = max(min(finer, bound), 1.0)
    return Easel(
        width=round(order.width * scale),
        height=round(order.height * scale),
        detail=detail,
        dice=dice,
        palette=_palette(brief, dice),
        brief=brief,
    )


def _at_size(easel: Easel, order: Order) -> Easel:
    return Easel(order.width, order.height, easel.detail, easel.dice, easel.palette, easel.brief)


def _palette(brief: Brief, dice: Dice) -> Palette:
    scene, rng = SCENES[brief.scene], dice("palette")
    hour = brief.hour or str(rng.choice(scene.hours))
    accents = str(rng.choice(scene.accents))
    base = palette(hour, brief.mood or accents)
    return coloured(base, brief.colours, share=0.3 if brief.scene in OUTDOORS else 1.0)


def _toned(brief: Brief, image: Field) -> Field:
    """Black and white, or sepia, where the prompt says so."""
    if brief.mono is None:
        return image
    tint = as_field([1.0, 1.0, 1.0] if brief.mono == "grey" else [1.05, 0.93, 0.76])
    grey = as_field(image @ np.array([0.30, 0.59, 0.11], np.float32))[..., None]
    return as_field(grey * tint)
