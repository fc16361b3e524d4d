"""A thing turned on a lathe, on a wooden table: a bottle, a cup, a bowl or a vase, lit from the left."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from scipy.interpolate import PchipInterpolator

from providers.local.engines._painting.easel import Easel
from providers.local.engines._painting.raster import Field, as_field, axes, blur, mix, smoothstep

HORIZON, STANDS = 0.62, 0.82
"""Shares of the picture's height at which the table ends, and at which the thing stands."""
TALL: Final = 0.60
TILT: Final = 0.17
"""How round a ring is seen: the eye is a little above the table."""
LAMP: Final = np.array((-0.55, 0.52, 0.65), np.float32)
GLEAMS: Final = ((-0.46, 0.07, 0.62), (0.62, 0.035, 0.22))
"""Where windows gleam on what is smooth: across, how wide, how bright."""
MIRRORED: Final = 0.26
WOOD: Final = as_field((0.40, 0.25, 0.15))
METAL: Final = as_field((0.74, 0.66, 0.50))
LABEL: Final = as_field((0.93, 0.91, 0.86))
SHAPES: Final[dict[str, tuple[tuple[float, float], ...]]] = {
    "bottle": (
        (0, 0.19), (0.02, 0.21), (0.55, 0.21), (0.64, 0.19), (0.76, 0.075), (0.86, 0.07), (0.861, 0.085), (1, 0.085),
    ),
    "cup": ((0, 0.20), (0.04, 0.24), (0.3, 0.36), (0.7, 0.43), (1, 0.45)),
    "bowl": ((0, 0.24), (0.06, 0.25), (0.3, 0.52), (0.65, 0.70), (1, 0.78)),
    "vase": ((0, 0.16), (0.03, 0.18), (0.35, 0.33), (0.6, 0.27), (0.82, 0.11), (0.9, 0.11), (1, 0.17)),
}  # fmt: skip
"""By thing, how wide it is at what height, from foot to rim; in its own heights."""
HEIGHTS: Final = {"cup": 0.62, "bowl": 0.42}
OPEN: Final = {"cup": (0.20, 0.10, 0.05), "bowl": None, "vase": (0.05, 0.04, 0.04)}
"""What is seen in an open rim; None: the thing's own colour, in the shade."""
STEPS: Final = 512


@dataclass(frozen=True)
class Thing:
    """What stands there: its foot's middle and its height in pixels."""

    kind: str
    x: float
    y: float
    height: float
    colour: Field

    @cached_property
    def outline(self) -> tuple[Field, Field]:
        """Give heights from foot to rim, and how wide it is at each, smoothly."""
        up = np.linspace(0, 1, STEPS)
        return as_field(up), as_field(PchipInterpolator(*np.array(SHAPES[self.kind]).T)(up))

    def wide(self, at: Field) -> Field:
        """Give how wide it is at heights."""
        return as_field(np.interp(at, *self.outline))


def still_life(easel: Easel, wall: Field) -> Field:
    """Put a table before the wall, and the thing that the prompt names on it."""
    kind = next((name for name in SHAPES if easel.has(name)), None)
    if kind is None:
        return wall
    rng = easel.dice("thing")
    tall = TALL * HEIGHTS.get(kind, 1.0) * min(easel.height, 1.3 * easel.side)
    middle = easel.width * float(rng.uniform(0.46, 0.54))
    colour = as_field(easel.palette.accents[int(rng.integers(len(easel.palette.accents)))])
    thing = Thing(kind, middle, STANDS * easel.height, tall, colour)
    seen, share = _turned(easel, thing)
    table = _table(easel, wall)
    image = _shadowed(easel, thing, _mirrored(thing, table, seen, share))
    return mix(image, seen, share)


def _table(easel: Easel, wall: Field) -> Field:
    x, y = axes(easel.width, easel.height)
    deep = as_field(np.clip((y / easel.height - HORIZON) / (1 - HORIZON), 0, 1))
    near = 0.22 + deep
    across = as_field((x - easel.width / 2) / easel.side / near)
    away = as_field(1 / near + np.zeros_like(across))
    grain = easel.noise.value(as_field(across * 0.8), as_field(away * 9), 0)
    grain = grain + 0.5 * easel.noise.value(as_field(across * 2.5), as_field(away * 34), 1)
    planks = smoothstep(0.94, 1.0, as_field(np.abs(np.sin(away * 3.1))))
    light = 1.0 + 0.13 * grain - 0.35 * planks - 0.35 * np.abs(x / easel.width - 0.42)
    wood = as_field(WOOD * (0.85 + 0.45 * deep[..., None]) * np.clip(light, 0.2, 2)[..., None])
    edge = 0.0025 * easel.height
    on = smoothstep(
        HORIZON * easel.height - edge, HORIZON * easel.height + edge, as_field(y + 0 * x)
    )
    return mix(wall, wood, on)


def _turned(easel: Easel, thing: Thing) -> tuple[Field, Field]:
    """Draw the thing; give it with where it is."""
    x, y = axes(easel.width, easel.height)
    up = as_field((thing.y - y) / thing.height + 0 * x)
    off = as_field((x - thing.x) / thing.height + 0 * y)
    at = up
    for _ in range(3):  # a ring's front is lower than its middle
        round_ = thing.wide(as_field(np.clip(at, 0, 1)))
        facing = np.sqrt(np.clip(1 - (off / round_) ** 2, 0, 1))
        at = as_field(up + TILT * round_ * facing)
    round_ = thing.wide(as_field(np.clip(at, 0, 1)))
    across = as_field(off / round_)
    fine = 1.5 / thing.height
    share = smoothstep(-fine, fine, as_field((1 - np.abs(across)) * round_))
    share = share * smoothstep(-fine, fine, at) * smoothstep(-fine, fine, as_field(1 - at))
    seen = _lit(easel, thing, across, as_field(np.clip(at, 0, 1)))
    return _opened(thing, seen, as_field(share), (off, up, float(thing.outline[1][-1])))


def _lit(easel: Easel, thing: Thing, across: Field, at: Field) -> Field:
    """Give the matter of the thing, lit: `across` −1 to 1 over it, `at` 0 to 1 up it."""
    heights, widths = thing.outline
    slope = np.interp(at, heights, np.gradient(widths, 1 / (STEPS - 1)))
    towards = np.sqrt(np.clip(1 - across**2, 0, 1))
    upward = -np.clip(slope, -1.5, 1.5)
    size = np.sqrt(1 + upward**2)
    bright = (across * LAMP[0] + upward * LAMP[1] + towards * LAMP[2]) / size
    soft = as_field(
        np.clip(0.22 + 0.9 * np.clip(bright, 0, 1) + 0.10 * np.clip(across, 0, 1), 0, 1.2)
    )
    matter = np.broadcast_to(thing.colour, (*at.shape, 3))
    if thing.kind == "bottle":
        matter = mix(as_field(matter), LABEL, _between(at, 0.14, 0.46))
        matter = mix(matter, METAL, smoothstep(0.858, 0.862, at))
    shade = 0.65 + 0.35 * smoothstep(0.0, 0.16, at)
    lit = as_field(matter * (soft * shade)[..., None])
    gleam = sum(much * np.exp(-(((across - place) / wide) ** 2)) for place, wide, much in GLEAMS)
    glow = as_field(gleam * _between(at, 0.05, 0.95) + 0.22 * (1 - towards) ** 3)
    return as_field(np.clip(lit + glow[..., None] * easel.palette.light, 0, 1))


def _between(at: Field, low: float, high: float) -> Field:
    return as_field(
        smoothstep(low - 0.004, low + 0.004, at) * (1 - smoothstep(high - 0.004, high + 0.004, at))
    )


def _opened(
    thing: Thing, seen: Field, share: Field, place: tuple[Field, Field, float]
) -> tuple[Field, Field]:
    """Look into the rim of what is open."""
    if thing.kind not in OPEN:
        return seen, share
    off, up, rim = place
    inner = np.sqrt((off / rim) ** 2 + ((up - 1) / (TILT * rim)) ** 2)
    fine = 2.0 / thing.height / (TILT * rim)
    whole, hole = (
        1 - smoothstep(edge - fine, edge + fine, as_field(inner)) for edge in (1.0, 0.93)
    )
    within = OPEN[thing.kind]
    floor = thing.colour * 0.55 if within is None else as_field(within)
    light = as_field(0.75 + 0.35 * np.clip(off / rim, -1, 1))
    body = mix(seen, as_field(np.clip(thing.colour * 1.15 + 0.12, 0, 1)), whole)
    body = mix(body, as_field(floor * light[..., None]), hole)
    return body, as_field(np.maximum(share, whole))


def _mirrored(thing: Thing, table: Field, seen: Field, share: Field) -> Field:
    """Let the table mirror the foot of the thing, the less the farther from it."""
    height, width = share.shape
    foot = int(thing.y + TILT * SHAPES[thing.kind][0][1] * thing.height)
    rows = np.clip(2 * foot - np.arange(height), 0, height - 1)
    fade = np.clip(1 - (np.arange(height) - foot) / (0.45 * thing.height), 0, 1) * (
        np.arange(height) > foot
    )
    weight = as_field(share[rows] * (MIRRORED * fade**1.5)[:, None])
    return mix(table, blur(as_field(seen[rows]), width * 0.002), weight)


def _shadowed(easel: Easel, thing: Thing, table: Field) -> Field:
    x, y = axes(easel.width, easel.height)
    wide = SHAPES[thing.kind][0][1] * thing.height
    down = (y - thing.y) / (TILT * wide)
    near = np.exp(-(((x - thing.x) / (1.15 * wide)) ** 2) - (down / 1.3) ** 2)
    cast = np.exp(-(((x - thing.x - 1.4 * wide) / (1.9 * wide)) ** 2) - ((down + 0.5) / 1.5) ** 2)
    dark = np.clip(0.75 * near + 0.45 * cast, 0, 0.85)
    dark = dark * (np.asarray(y) > HORIZON * easel.height)
    return as_field(table * (1 - dark)[..., None])
