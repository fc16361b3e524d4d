"""The colours of a face, painted by where on it each pixel lies. Millimetres."""

import itertools
from dataclasses import dataclass
from typing import Final

import numpy as np

from providers.local.engines._head.atlas import Grain, Picture, lit, mixed, spread, toward
from providers.local.engines._head.decals import Decals
from providers.local.engines._head.face import Grid
from providers.local.engines._head.reals import Reals
from providers.local.engines._head.relief import Relief
from providers.local.engines._head.scalp import hairiness
from providers.local.engines._head.styles import Style
from providers.local.engines._head.traits import Traits

PINK: Final = (196, 92, 92)
WARM: Final = (206, 142, 84)
COOL: Final = (104, 96, 132)


@dataclass(frozen=True, slots=True)
class Canvas:
    """A face under the brush: where its pixels lie."""

    x: Reals  # to either side
    side: Reals  # x, without its sign
    y: Reals
    z: Reals
    row: Reals
    front: Reals

    @classmethod
    def of(cls, grid: Grid, height: int, width: int) -> "Canvas":
        """Spread a grid's points over a picture."""
        places = spread(grid.whole.astype(np.float32), height, width)
        row = spread(grid.mirrored(grid.rows).astype(np.float32), height, width)
        x, y, z = (places[..., axis] for axis in range(3))
        return cls(x, np.abs(x), y, z, row, _rise(z, 5, 45))

    @property
    def places(self) -> Reals:
        """Give the points, for noise."""
        return np.stack([self.x, self.y, self.z], -1)

    def spot(self, middle: tuple[float, float], wide: tuple[float, float]) -> Reals:
        """Give a soft spot on both sides."""
        across = ((self.side - middle[0]) / wide[0]) ** 2
        return np.asarray(
            np.exp(-across - ((self.y - middle[1]) / wide[1]) ** 2) * self.front, np.float32
        )


def painted(
    grid: Grid, relief: Relief, traits: Traits, style: Style, size: tuple[int, int]
) -> Picture:
    """Paint the whole skin: of face, scalp, neck and chest."""
    canvas = Canvas.of(grid, *size)
    grain = Grain(traits.seed)
    decals = Decals(relief, traits, style)
    picture = np.broadcast_to(np.array(traits.skin, np.float32), (*size, 3)).copy()
    picture = _blood(picture, canvas, relief, traits, style)
    picture = _uneven(picture, canvas, grain, traits, style)
    picture = _aged(picture, canvas, relief, traits, style)
    picture = _shaven(picture, canvas, relief, grain, traits, style)
    picture = _eyes(picture, canvas, relief, traits, style)
    picture = _lips(picture, canvas, relief, grain, traits, style)
    picture = _hollows(picture, canvas, relief, traits, style)
    picture = _scalp(picture, canvas, relief, grain, traits, style)
    return decals.laid(picture, canvas.x, canvas.y, canvas.front)


def _blood(picture: Picture, c: Canvas, relief: Relief, traits: Traits, style: Style) -> Picture:
    """Redden what is full of blood; yellow the brow; the larger forms a little darker at the sides."""
    skin, low, nose = traits.skin, relief.shape.lower_face, relief.shape.nose
    much = style.blush * (0.75 + 0.35 * traits.feminine)
    dark = 1 - 0.45 * _darkness(skin)
    pink = toward(skin, PINK, 0.62)
    tip = -38 * low * nose.length
    picture = mixed(picture, pink, 0.34 * much * dark * c.spot((37, -30 * low), (17, 15)))
    picture = mixed(picture, pink, 0.20 * much * dark * c.spot((46, -16 * low), (15, 13)))
    picture = mixed(picture, pink, 0.30 * dark * c.spot((0, tip), (12, 9)))
    picture = mixed(picture, pink, 0.20 * dark * c.spot((13, tip - 4), (6, 6)))
    picture = mixed(picture, pink, 0.15 * dark * c.spot((0, -106 * low), (16, 9)))
    picture = mixed(picture, pink, 0.12 * dark * c.spot((32, -10), (15, 6)))
    picture = mixed(picture, toward(skin, WARM, 0.5), 0.16 * c.spot((0, 48), (48, 28)))
    shade = lit(toward(skin, (96, 48, 36), 0.35), 0.86)
    picture = mixed(picture, shade, 0.40 * _rise(-c.z, -34, 22) * _rise(c.y, -130, -90))
    return mixed(
        picture,
        shade,
        0.50 * _rise(-c.y, 112 * low, 124 * low) * c.front * _rise(-c.row, -13.5, -11),
    )


def _uneven(picture: Picture, c: Canvas, grain: Grain, traits: Traits, style: Style) -> Picture:
    """Lay on blotches, pores, and freckles."""
    if style.detail > 0:
        large, middle = grain.at(c.places, 26), grain.at(c.places, 8)
        red = np.stack([0.4 * large + 0.5 * middle, -0.8 * middle - 0.2 * large, -0.7 * middle], -1)
        pores = grain.fine(c.x.shape, 0.8) + 0.8 * grain.fine(c.x.shape, 1.9)
        depth = 1.0 + 0.8 * c.spot((12, -34), (22, 16))
        picture = picture + style.detail * (1.7 * red + (1.7 * pores * depth)[..., None])
    if traits.freckles:
        spots = np.maximum(grain.at(c.places, 2.4, 60) - 1.35, 0)
        where = (
            c.spot((26, -22), (28, 17))
            + c.spot((0, -26), (16, 12))
            + 0.3 * c.spot((0, 40), (50, 30))
        )
        much = np.clip(spots * 2.2, 0, 1) * np.clip(where, 0, 1) * (0.62 if style.detail else 0.8)
        picture = mixed(picture, toward(traits.skin, (124, 66, 34), 0.55), much)
    return picture


def _aged(picture: Picture, c: Canvas, relief: Relief, traits: Traits, style: Style) -> Picture:
    """Draw the lines of age: on the brow, beside the eyes, from the nose to the mouth."""
    old = float(np.clip((traits.age - 30) / 42, 0, 1))
    low, eyes = relief.shape.lower_face, relief.shape.eyes
    line = lit(toward(traits.skin, (110, 52, 40), 0.5), 0.78)
    fold = _stroke(c, [(17, -42 * low), (25, -54 * low), (29.5, -66 * low), (31, -76 * low)], 1.7)
    picture = mixed(picture, line, (0.10 + 0.42 * old) * fold * (0.6 + 0.4 * style.detail))
    bag = _stroke(
        c,
        [
            (eyes.inner + 1, -6),
            (eyes.apart - 4, eyes.height - eyes.lower - 6),
            (eyes.outer - 5, -7),
        ],
        1.8,
    )
    picture = mixed(picture, toward(line, COOL, 0.25), (0.10 + 0.38 * old) * bag * style.detail)
    if old > 0.15:
        for at, height in enumerate((36, 46, 56)):
            wave = height + 2.2 * np.cos(c.side / 16 + at)
            crease = np.exp(-(((c.y - wave) / 0.8) ** 2)) * _rise(-c.side, -44, -24) * c.front
            picture = mixed(picture, line, 0.42 * old * crease)
        for rise in (4.5, 0.0, -4.5):
            foot = _stroke(
                c, [(eyes.outer + 3, 1 + rise * 0.5), (eyes.outer + 12, 1 + rise * 1.9)], 0.7
            )
            picture = mixed(picture, line, 0.5 * old * foot)
        spots = np.maximum(Grain(traits.seed + 3).at(c.places, 9, 50) - 1.5, 0)
        picture = mixed(picture, line, 0.22 * old * np.clip(spots, 0, 1) * c.front)
    return picture


def _shaven(
    picture: Picture, c: Canvas, relief: Relief, grain: Grain, traits: Traits, style: Style
) -> Picture:
    """Shade where a beard grows, as long as it is."""
    male = 1 - traits.feminine
    adult = float(np.clip((traits.age - 15) / 6, 0, 1))
    where = bearded(c, relief)
    if traits.beard in ("none", "moustache", "goatee"):
        shadow = 0.13 * male * adult * style.detail * _darkness_of_hair(traits)
        picture = mixed(picture, toward(traits.skin, (70, 74, 88), 0.6), where * shadow)
    if traits.beard == "none":
        return picture
    where = where * _cut_to(c, relief, traits.beard)
    hair = toward(lit(traits.hair, 0.82), traits.skin, 0.08)
    if traits.beard == "stubble":
        dots = np.clip(grain.fine(c.x.shape, 0.7) * 0.5 + 0.35, 0, 1) if style.detail else 0.45
        return mixed(picture, hair, where * dots * 0.62)
    streaks = grain.fine(c.x.shape, 0.7) * 0.7 + grain.fine(c.x.shape, 2.0) * 0.5
    fur = np.asarray(hair, np.float32) * (
        1 + 0.20 * streaks[..., None] * (0.35 + 0.65 * style.detail)
    )
    return mixed(picture, fur, np.clip(where * 1.35, 0, 0.97))


def bearded(c: Canvas, relief: Relief) -> Reals:
    """Give where a full beard grows: from the ears over cheek and jaw, about the mouth, and under the chin."""
    low, mouth = relief.shape.lower_face, relief.shape.mouth
    y = c.y / low
    edge = np.interp(c.side, [0, 14, 26, 38, 52, 62, 72], [-53, -53, -62, -66, -52, -30, -8])
    cheek = _rise(edge - y, -2.0, 4.0) * _rise(c.z, -16, 4)
    neck = _rise(-c.row, -13.2, -12.0)
    above = c.y - relief.line(c.side)
    thick, full = relief.thickness(c.side)
    lips = np.where(above > 0, above / np.maximum(thick, 1.2), -above / np.maximum(full, 1.2))
    clear = _rise(lips, 1.02, 1.35) + _rise(c.side, mouth.half - 1.0, mouth.half + 2.0)
    under = 1 - 0.8 * np.exp(-(((c.side - 12) / 6) ** 2) - ((above + full + 5) / 4) ** 2)
    return np.asarray(cheek * neck * np.clip(clear, 0, 1) * under, np.float32)


def _cut_to(c: Canvas, relief: Relief, beard: str) -> Reals | float:
    """Leave of a full beard what is worn."""
    lip = _rise(c.y - relief.line(c.side), -2, 2)
    close = _rise(-c.side, -34, -29)
    match beard:
        case "moustache":
            return lip * close
        case "goatee":
            return np.asarray(close * _rise(-c.side, -31, -27), np.float32)
        case _:
            return 1.0


def _eyes(picture: Picture, c: Canvas, relief: Relief, traits: Traits, style: Style) -> Picture:
    """Shade the sockets and lids, and draw the line of the lashes."""
    eyes = relief.shape.eyes
    upper, lower = relief.lids(c.side)
    tall = eyes.upper + eyes.lower
    skin = traits.skin
    socket = lit(toward(skin, (120, 54, 44), 0.42), 0.84)
    picture = mixed(picture, socket, 0.30 * c.spot((eyes.inner + 1, eyes.height + 2), (7, 9)))
    over = np.exp(-(((c.y - upper - 3.2) / 3.6) ** 2)) * _between_corners(c, relief, 2.5)
    picture = mixed(picture, socket, 0.34 * over)
    if traits.makeup > 0:
        shadow = toward(socket, (120, 72, 84), 0.5)
        picture = mixed(picture, shadow, 0.6 * traits.makeup * over)
    part = np.clip((c.side - eyes.inner) / (eyes.outer - eyes.inner), 0, 1)
    fold = upper + 1.2 + 2.6 * np.sqrt(np.clip(np.sin(np.pi * (part * 0.92 + 0.04)), 0, 1))
    crease = np.exp(-(((c.y - fold) / (0.55 + 0.03 * tall)) ** 2)) * _between_corners(
        c, relief, 1.5
    )
    picture = mixed(picture, lit(socket, 0.62), 0.62 * crease)
    within = _between_corners(c, relief, 0.6)
    wide = (
        0.5
        + 0.045 * tall
        + 0.5 * traits.makeup
        + (0.7 if style.name in ("anime", "cartoon") else 0)
    ) * (0.65 + 0.35 * part)
    edge = _rise(-np.abs(c.y - upper), -wide * 1.5, -wide * 0.6) * within
    picture = mixed(picture, (38, 24, 22), style.lash_line * edge)
    rim = _rise(-np.abs(c.y - lower + 0.2), -1.5, -0.4) * within
    picture = mixed(
        picture, toward(skin, (206, 120, 112), 0.5), 0.55 * rim * _rise(style.detail, -0.3, 0.6)
    )
    under = _rise(-np.abs(c.y - lower + 1.1), -1.0, -0.3) * within * _rise(part, 0.25, 0.8)
    return mixed(picture, (60, 36, 32), style.lash_line * 0.5 * under)


def _between_corners(c: Canvas, relief: Relief, soft: float) -> Reals:
    eyes = relief.shape.eyes
    inside = _rise(c.side, eyes.inner - soft, eyes.inner + soft) * _rise(
        -c.side, -eyes.outer - soft, -eyes.outer + soft
    )
    return np.asarray(inside * c.front, np.float32)


def _lips(
    picture: Picture, c: Canvas, relief: Relief, grain: Grain, traits: Traits, style: Style
) -> Picture:
    """Colour the lips, darker where they meet, with fine creases across."""
    skin, mouth = traits.skin, relief.shape.mouth
    dark = _darkness(skin)
    red = toward(toward(skin, (176, 66, 70), 0.55), (120, 52, 52), 0.55 * dark)
    if traits.makeup > 0.3:
        red = toward(red, (172, 34, 58), 0.62 * traits.makeup)
    above = c.y - relief.line(c.side)
    thick, full = relief.thickness(c.side)
    part = np.where(above > 0, above / np.maximum(thick, 0.3), -above / np.maximum(full, 0.3))
    soft = 0.10 if traits.makeup < 0.4 else 0.05
    much = (
        _rise(-part, -1 - soft, -1 + 1.6 * soft)
        * _rise(-c.side, -mouth.half - 0.6, -mouth.half + 1.4)
        * c.front
    )
    creases = 1 + 0.05 * style.detail * np.sin(c.x * 3.1 + grain.at(c.places, 3) * 1.2)[..., None]
    shade = np.where(above > 0, 0.86, 1.02)[..., None] * creases
    colour = np.asarray(red, np.float32) * shade
    share = np.clip(style.lips + 0.30 * traits.makeup + 0.10 * traits.feminine, 0, 1)
    picture = mixed(picture, colour, much * share)
    shine = (
        np.exp(-(((part - 0.45) / 0.2) ** 2)) * (above < 0) * np.exp(-((c.side / 9) ** 2)) * much
    )
    picture = mixed(picture, lit(red, 1.4), 0.28 * shine)
    line = (
        np.exp(-((above / 0.75) ** 2))
        * _rise(-c.side, -mouth.half - 1.5, -mouth.half + 1.0)
        * c.front
    )
    picture = mixed(picture, lit(red, 0.34), 0.85 * line)
    inside = (np.abs(c.row - 8) < 1e-3) * _rise(-c.side, -mouth.half, -mouth.half + 1)
    return mixed(picture, lit(red, 0.55), 0.7 * inside * c.front)


def _hollows(picture: Picture, c: Canvas, relief: Relief, traits: Traits, style: Style) -> Picture:
    """Darken where light hardly comes: nostrils, beside the nose, under the lip."""
    low, nose = relief.shape.lower_face, relief.shape.nose
    base = (-40.5 * nose.length - 8.6) * low
    deep = lit(toward(traits.skin, (70, 26, 22), 0.6), 0.42)
    holes = c.spot((13.2 * nose.wings * 0.54, base + 0.3 + nose.up * 0.8), (3.5 * nose.wings, 1.75))
    strength = 0.55 if style.name == "anime" else 0.92
    picture = mixed(picture, deep, strength * np.clip(holes * 1.7 - 0.35, 0, 1))
    soft = lit(toward(traits.skin, (110, 50, 40), 0.45), 0.80)
    if style.name == "anime":
        return picture
    picture = mixed(picture, soft, 0.38 * c.spot((13.2 * nose.wings * 1.45, base + 6), (2.6, 6.0)))
    picture = mixed(picture, soft, 0.35 * c.spot((5, base - 1.5), (9, 2.6)))
    return mixed(
        picture,
        soft,
        0.24
        * c.spot((0, relief.shape.mouth.height * low - relief.shape.mouth.lower - 5), (13, 3.4)),
    )


def _scalp(
    picture: Picture, c: Canvas, relief: Relief, grain: Grain, traits: Traits, style: Style
) -> Picture:
    """Colour the scalp under the hair, thinning toward its edge."""
    if traits.cut == "bald":
        shaved = hairiness(c.x, c.y, c.z, relief.shape)
        grey = toward(traits.skin, lit(traits.hair, 0.9), 0.6)
        return mixed(picture, grey, 0.16 * shaved * style.detail * (1 - traits.feminine))
    ragged = grain.at(c.places, 5) * 0.10 + grain.fine(c.x.shape, 0.9) * (0.14 * style.detail)
    grown = hairiness(c.x, c.y, c.z, relief.shape)
    much = np.clip(grown * (1.05 + ragged * 2.4 * (1 - grown)) - 0.04, 0, 1)
    return mixed(picture, lit(traits.hair, 0.62), much * 0.96)


def _stroke(c: Canvas, through: list[tuple[float, float]], wide: float) -> Reals:
    """Give a soft line through places, on both sides, fading at its ends."""
    found = np.zeros(c.x.shape, np.float32)
    for number, ((ax, ay), (bx, by)) in enumerate(itertools.pairwise(through)):
        long = (bx - ax) ** 2 + (by - ay) ** 2
        along = ((c.side - ax) * (bx - ax) + (c.y - ay) * (by - ay)) / long
        at = np.clip(along, 0, 1)
        off = np.hypot(c.side - ax - at * (bx - ax), c.y - ay - at * (by - ay))
        place = (number + at) / (len(through) - 1)
        fade = np.sin(np.pi * np.clip(0.12 + 0.76 * place, 0, 1)) ** 0.7
        found = np.maximum(found, np.exp(-((off / wide) ** 2)) * fade)
    return np.asarray(found * c.front, np.float32)


def _darkness(colour: tuple[float, float, float]) -> float:
    """Give how dark a skin is: 0 for the palest."""
    return float(np.clip((225 - sum(colour) / 3) / 150, 0, 1))


def _darkness_of_hair(traits: Traits) -> float:
    return float(np.clip((200 - sum(traits.hair) / 3) / 140, 0.1, 1))


def _rise(value: Reals | float, low: Reals | float, high: Reals | float) -> Reals:
    """Give 0 below one value, 1 above another, and a soft step between."""
    part = np.clip((np.asarray(value) - low) / (np.asarray(high) - low), 0, 1)
    return np.asarray(part * part * (3 - 2 * part), np.float32)
