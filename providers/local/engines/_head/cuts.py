"""The cuts: where locks grow, how long they are, and where each wants to go. Millimetres."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from providers.local.engines._head.combing import Comb, Scalp
from providers.local.engines._head.reals import Reals
from providers.local.engines._head.styles import Style
from providers.local.engines._head.traits import Cut, Traits

PROFILE: Final = ((0, 0.55), (0.15, 0.9), (0.5, 1.0), (0.8, 0.72), (1.0, 0.04))
SPIKE: Final = ((0, 0.8), (0.3, 1.0), (0.65, 0.72), (1.0, 0.0))
ROPE: Final = ((0, 0.8), (0.2, 1.0), (0.85, 1.0), (1.0, 0.25))


@dataclass(frozen=True, slots=True)
class Locks:
    """Locks by their paths, what is outward along them, and how wide and flat they are."""

    name: str
    paths: Reals  # n × steps × 3
    outs: Reals
    widths: Reals
    profile: tuple[tuple[float, float], ...] = PROFILE
    flat: float = 0.34


@dataclass(frozen=True, slots=True)
class Salon:
    """All that a cut needs: the head, whose it is, in what style, and chance."""

    scalp: Scalp
    traits: Traits
    style: Style
    chance: np.random.Generator

    @property
    def drawn(self) -> bool:
        """Tell whether hair is drawn in few, large locks."""
        return self.style.name in ("cartoon", "anime")

    def roots(self) -> Reals:
        """Give the roots of this style's locks."""
        return self.scalp.roots(self.style.locks, self.style.lock_mm * 0.72, self.chance)

    def between(self, low: float, high: float, count: int) -> Reals:
        """Give so many numbers by chance."""
        return self.chance.uniform(low, high, count)

    def combed(self, name: str, roots: Reals, comb: Comb) -> Locks:
        """Comb locks of the style's width."""
        paths, outs = self.scalp.combed(roots, comb)
        widths = self.style.lock_mm * 1.55 * self.between(0.75, 1.2, len(roots))
        return Locks(name, paths, outs, widths, SPIKE if self.drawn else PROFILE)


def cut(scalp: Scalp, traits: Traits, style: Style, chance: np.random.Generator) -> list[Locks]:
    """Cut somebody's hair."""
    salon = Salon(scalp, traits, style, chance)
    made = CUTS[traits.cut](salon)
    if style.name == "anime" and traits.cut not in ("crop", "curly"):
        made.append(_fringe(salon))
    return made


def _short(salon: Salon) -> list[Locks]:
    """Swept up and back from the brow, close at the sides."""
    roots = salon.roots()
    _x, y, z = roots.T
    top = np.clip((y - 48) / 38, 0, 1) ** 0.8
    front = np.clip((z - 10) / 60, 0, 1) * top
    part = 26.0 * salon.chance.choice([-1, 1])
    lean = -np.sign(part)

    def way(here: Reals, along: float) -> Reals:
        up = front * (1.15 - 1.9 * along)
        side = lean * (0.55 + 0.3 * np.sign(here[:, 0] * lean)) * top
        down = -(1 - top) * 1.0 - 0.25 * along * top
        return np.stack(
            [side, up + down, -0.75 * top - 0.55 * (1 - top) + 0.35 * front * (along < 0.25)], -1
        )

    lengths = 15 + 33 * top + 12 * front + salon.between(-3, 5, len(roots))
    lift = np.stack(
        [3.0 + 6 * top + 5 * front, 3.0 + 7 * top + 4 * front + salon.between(0, 3, len(roots))], -1
    )
    return [salon.combed("hair", roots, Comb(way, lengths, lift, 8))]


def _crop(salon: Salon) -> list[Locks]:
    """Short all over, brushed forward."""
    fine = 1.0 if salon.drawn else 0.62
    roots = salon.scalp.roots(
        round(salon.style.locks / fine**2), salon.style.lock_mm * 0.72 * fine, salon.chance
    )
    top = np.clip((roots[:, 1] - 40) / 40, 0, 1)

    def way(here: Reals, along: float) -> Reals:
        return np.stack(
            [
                0.15 * np.sign(here[:, 0]) * (1 - top),
                -0.9 * (1 - top) - 0.1 - 0.3 * along * top,
                0.9 * top - 0.2 * (1 - top),
            ],
            -1,
        )

    lengths = 11 + 9 * top + salon.between(-1, 2, len(roots))
    lift = np.stack([1.6 + 1.0 * top, 1.9 + 1.5 * top + salon.between(0, 0.8, len(roots))], -1)
    locks = salon.combed("hair", roots, Comb(way, lengths, lift, 5))
    return [replace(locks, widths=locks.widths * fine)]


def _hanging(salon: Salon, end_mm: float, *, wave: float, volume: float) -> list[Locks]:
    """Parted, falling beside the face down to a height."""
    roots = salon.roots()
    count = len(roots)
    parting = salon.chance.choice([-1, 1]) * 13.0
    side = np.where(roots[:, 0] > parting, 1.0, -1.0)
    phase, wild = salon.between(0, 6.3, count), salon.between(-1, 1, count)
    wide = 74.0 * salon.scalp.shape.width + volume

    def way(here: Reals, along: float) -> Reals:
        x, y, z = here.T
        behind = np.clip((-z - 20) / 70, 0, 1)
        far = np.hypot((x - 0.3 * parting) / wide, np.minimum(z + 12, 0) / (98 + volume))
        fall = np.clip((far - 0.42) / 0.50, 0, 1) ** 1.3
        out = side * (1 - fall) * (1 - 0.8 * behind)
        back = np.where(
            z > -12, -0.40 * np.clip((z - 5) / 55, 0, 1) * (1 - 0.6 * fall), -behind
        ) * (1 - 0.75 * fall)
        # Nothing hangs before the eyes, and nothing stands off farther than its volume.
        face = (
            np.clip((62 - np.abs(x)) / 20, 0, 1)
            * np.clip((z - 15) / 20, 0, 1)
            * np.clip((70 - y) / 25, 0, 1)
        )
        over = np.clip((np.abs(x) - wide) / 14, 0, 1)
        swing = wave * np.sin(phase + along * 10) * fall
        return np.stack([
            out + 1.7 * side * face - 0.8 * np.sign(x) * over + swing + 0.07 * wild * fall,
            -0.12 - 1.05 * fall - 0.5 * face,
            back - 0.5 * face + 0.6 * wave * np.cos(phase + along * 10) * fall,
        ], -1)  # fmt: skip

    drop = roots[:, 1] - end_mm
    lengths = drop * (1.10 + 0.16 * np.clip(roots[:, 1] / 100, 0, 1)) + salon.between(
        -10, 10, count
    )
    lift = np.stack(
        [0.6 * volume * salon.between(0.7, 1.2, count), volume * salon.between(0.5, 1.3, count)], -1
    )
    return [salon.combed("hair", roots, Comb(way, np.maximum(lengths, 40), lift, 14))]


def _long(salon: Salon) -> list[Locks]:
    return _hanging(salon, -185, wave=0.16, volume=8.0)


def _bob(salon: Salon) -> list[Locks]:
    return _hanging(salon, -88, wave=0.07, volume=9.0)


def _swept(salon: Salon, knot: Reals) -> Locks:
    """Comb all hair back to a knot."""
    roots = salon.roots()

    def way(here: Reals, _: float) -> Reals:
        aim = knot - here
        return aim + np.stack(
            [np.zeros(len(here)), 22 * np.clip((here[:, 2] + 20) / 80, 0, 1), np.zeros(len(here))],
            -1,
        )

    far = np.linalg.norm(roots - knot, axis=1)
    lift = np.stack(
        [3.2 * salon.between(0.8, 1.3, len(roots)), 4.0 * salon.between(0.8, 1.4, len(roots))], -1
    )
    return salon.combed("hair", roots, Comb(way, np.minimum(far * 1.12, 175), lift, 10))


def _bun(salon: Salon) -> list[Locks]:
    """Swept up into a bun that is wound of ropes."""
    knot = np.array((0.0, 86.0 + salon.scalp.shape.crown, -88.0))
    middle, radius = knot + np.array((0.0, 17.0, -14.0)), 27.0
    turn = np.linspace(0, 2.2 * np.pi, 14)
    paths, outs = [], []
    for number in range(16):
        start, tilt = salon.chance.uniform(0, 6.3), salon.chance.uniform(-0.5, 0.5)
        level = np.interp(number, [0, 15], [-0.85, 0.95])
        ring = radius * np.sqrt(1 - min(level**2, 0.97))
        flat = np.stack(
            [
                ring * np.cos(turn + start),
                np.full_like(turn, radius * 0.86 * level) + tilt * 4 * np.sin(turn),
                ring * np.sin(turn + start),
            ],
            -1,
        )
        away = flat / np.linalg.norm(flat, axis=1, keepdims=True)
        lean = np.radians(-38)
        rotation = np.array(
            [[1, 0, 0], [0, np.cos(lean), -np.sin(lean)], [0, np.sin(lean), np.cos(lean)]]
        )
        paths.append(middle + flat @ rotation.T)
        outs.append(away @ rotation.T)
    ropes = Locks("hair_bun", np.array(paths), np.array(outs), np.full(16, 15.0), ROPE, 0.62)
    return [_swept(salon, knot), ropes]


def _ponytail(salon: Salon) -> list[Locks]:
    """Swept back into a tail."""
    knot = np.array((0.0, 62.0 + salon.scalp.shape.crown, -112.0))
    count = 26 if salon.drawn else 60
    turn, far = salon.between(0, 2 * np.pi, count), salon.between(0, 1, count) ** 0.5
    part = np.linspace(0, 1, 14)[None, :]
    spread = 7 + 21 * np.sin(np.pi * np.clip(part * 0.85 + 0.05, 0, 1)) ** 0.9 * (1 - 0.55 * part)
    x = np.cos(turn)[:, None] * far[:, None] * spread
    z = np.sin(turn)[:, None] * far[:, None] * spread * 0.7 - 40 * np.sin(np.pi * part * 0.62)
    y = (
        16 * np.sin(np.pi * np.clip(part * 2.2, 0, 1))
        - (185 + 25 * np.cos(turn * 3)[:, None]) * part**1.25
    )
    paths = knot + np.stack(np.broadcast_arrays(x, y, z), -1)
    outs = np.broadcast_to(
        np.stack([np.cos(turn), 0 * turn, np.sin(turn)], -1)[:, None], paths.shape
    )
    widths = salon.between(0.9, 1.3, count) * (22 if salon.drawn else 13)
    return [_swept(salon, knot), Locks("hair_tail", paths, outs, widths, PROFILE, 0.5)]


def _curly(salon: Salon) -> list[Locks]:
    """Springs that stand out from the whole head."""
    few = salon.drawn
    roots = salon.scalp.roots(150 if few else 330, 11.0 if few else 8.0, salon.chance)
    count, steps = len(roots), 15
    _, away = salon.scalp.below(roots)
    part = np.linspace(0, 1, steps)[None, :, None]
    long = (
        salon.between(26, 40, count)[:, None, None]
        * (0.8 + 0.35 * np.clip(roots[:, 1] / 100, -0.3, 1))[:, None, None]
    )
    centre = roots[:, None] + away[:, None] * long * part**0.8 + np.array((0, -1, 0)) * 22 * part**2
    one = np.cross(away, salon.chance.normal(size=(count, 3)))
    one /= np.linalg.norm(one, axis=1, keepdims=True)
    other = np.cross(away, one)
    coil = 2 * np.pi * 1.9 * part + salon.between(0, 6.3, count)[:, None, None]
    radius = salon.between(4.5, 7.5, count)[:, None, None] * np.clip(part * 4, 0, 1)
    paths = centre + radius * (one[:, None] * np.cos(coil) + other[:, None] * np.sin(coil))
    outs = np.broadcast_to(away[:, None], paths.shape) * 0.3 + (paths - centre) / np.maximum(
        radius, 1e-6
    )
    return [
        Locks(
            "hair", paths, outs, salon.between(5.5, 8.5, count) * (1.5 if few else 1.0), ROPE, 0.6
        )
    ]


def _fringe(salon: Salon) -> Locks:
    """Pointed locks over the forehead, and one before each ear."""
    eyes = salon.scalp.shape.eyes
    places = np.linspace(-52, 52, 11) + salon.between(-2.5, 2.5, 11)
    high = 92 + salon.scalp.shape.crown - 0.011 * places**2
    ahead = np.sqrt(np.clip(1 - (places / 74) ** 2 - ((high - 27) / 95) ** 2, 0.02, 1)) * 96 - 12
    roots = np.stack([places, high, ahead], -1)
    side = np.abs(places) > 44
    end = np.where(
        side,
        -58,
        eyes.height + eyes.upper * (0.55 + 0.5 * np.abs(places) / 52) + salon.between(-3, 7, 11),
    )
    lean = salon.chance.choice([-1, 1]) * 0.16

    def way(_: Reals, along: float) -> Reals:
        out = np.sign(places) * np.where(side, 0.42 * (1 - along), 0.06) + np.where(
            side, 0, lean * (0.3 + along)
        )
        return np.stack([out, np.full(11, -1.0), np.where(side, 0.1, 0.42) * (1 - 1.6 * along)], -1)

    lift = np.stack([np.full(11, 9.0), np.full(11, 5.5)], -1)
    paths, outs = salon.scalp.combed(roots, Comb(way, (high - end) * 1.12, lift, 11))
    return Locks("hair_fringe", paths, outs, salon.between(19, 25, 11), SPIKE, 0.30)


CUTS: Final[Mapping[Cut, Callable[[Salon], list[Locks]]]] = {
    "short": _short,
    "crop": _crop,
    "long": _long,
    "bob": _bob,
    "bun": _bun,
    "ponytail": _ponytail,
    "curly": _curly,
}
