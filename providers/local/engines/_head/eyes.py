"""The eyes: balls that look about, their irises, and lashes that close with the lids. Millimetres."""

from typing import Final

import cv2
import numpy as np

from providers.local.engines._head.atlas import EYE, LASH, Grain, Picture, lit, mixed, toward
from providers.local.engines._head.forms import Form, net
from providers.local.engines._head.model import Indices
from providers.local.engines._head.reals import Reals
from providers.local.engines._head.relief import Relief
from providers.local.engines._head.styles import Style
from providers.local.engines._head.traits import Traits

RINGS, SPOKES = 13, 32
SHOWN: Final = 0.47
"""Of the picture: how far from its middle the ball's edge is."""
FINER: Final = 3
FLICK: Final = {"realistic": 1.0, "3d": 1.35, "cartoon": 1.5, "anime": 1.25}


def balls(relief: Relief) -> list[Form]:
    """Make both balls: their fronts, each with a morph for a glance of one radian."""
    return [_ball(relief, side) for side in (1, -1)]


def _ball(relief: Relief, side: int) -> Form:
    eyes = relief.shape.eyes
    wide, tall, deep = eyes.ball
    off, turn = np.meshgrid(
        np.linspace(0, np.radians(104), RINGS), np.linspace(0, 2 * np.pi, SPOKES + 1), indexing="ij"
    )
    ball = np.stack(
        [np.sin(off) * np.cos(turn), np.sin(off) * np.sin(turn), np.cos(off)], -1
    ).reshape(-1, 3)
    middle = np.array((side * eyes.apart, eyes.height, eyes.front - deep))
    points = middle + ball * (wide, tall, deep)
    reach = np.minimum(np.sin(off), np.where(off > np.pi / 2, 1, 2)).reshape(-1) / np.maximum(
        np.hypot(ball[:, 0], ball[:, 1]), 1e-9
    )
    flat = ball[:, :2] * reach[:, None] * SHOWN
    uvs = EYE.uvs((0.5 + flat[:, 0]).astype(np.float32), (0.5 - flat[:, 1]).astype(np.float32))
    away = ball * (wide, tall, deep)
    across, down = np.zeros_like(away), np.zeros_like(away)
    across[:, 0], across[:, 2] = away[:, 2] * 0.9, -away[:, 0] * 0.5
    down[:, 1], down[:, 2] = -away[:, 2] * 0.9, away[:, 1] * 0.5
    back = np.zeros_like(away)
    # Shut lids are flatter than the ball: it draws back and in, unseen.
    back[:, 2] = -0.7 - 0.1 * max(eyes.upper + eyes.lower - 11, 0)
    back[:, :2] = -0.16 * away[:, :2]
    blink = "eyeBlinkLeft" if side > 0 else "eyeBlinkRight"
    return Form(
        name="eye_left" if side > 0 else "eye_right",
        points=points,
        uvs=uvs,
        triangles=net(RINGS, SPOKES + 1),
        morphs={"gazeAcross": across, "gazeDown": down, blink: back},
    )


def lashes(relief: Relief, style: Style, traits: Traits) -> list[Form]:
    """Make the lashes of both upper lids: a line along the edge, and hairs that fan outward."""
    long = style.lashes * (0.45 + 0.75 * traits.feminine) * (1 + 0.3 * traits.makeup)
    found = [_line(relief, style, side) for side in (1, -1)]
    drawn = style.name in ("cartoon", "anime")
    if not drawn or (style.name == "cartoon" and traits.feminine > 0.5):
        found += [_hairs(relief, style, long, side) for side in (1, -1)]
    return found


def _edge(relief: Relief, part: Reals) -> tuple[Reals, Reals]:
    """Give places along the upper lid's edge, open and shut."""
    eyes = relief.shape.eyes
    x = eyes.inner + (eyes.outer - eyes.inner) * part
    upper, lower = relief.lids(x)
    shut = lower + 0.22 * (upper - lower)
    found = []
    for y in (upper, shut):
        base = np.full_like(x, eyes.front - eyes.ball[2] * 0.62)
        found.append(np.stack([x, y, relief.over_ball(x, y, base) + 0.15], -1))
    return found[0], found[1]


def _line(relief: Relief, style: Style, side: int) -> Form:
    part = np.linspace(0.03, 1.0, 25)
    opened, shut = _edge(relief, part)
    tall = (relief.shape.eyes.upper + relief.shape.eyes.lower) / 10
    thick = (0.25 + 0.75 * part) * (0.5 if style.name == "realistic" else 0.75) * tall
    if style.name == "anime":
        thick = thick * 1.35
    out = np.stack([0.55 * part * thick, thick, 0.9 * thick * 0.5], -1)
    flick = (
        np.clip((part - 0.86) / 0.14, 0, 1)[:, None]
        * (2.2, 0.9, -0.6)
        * FLICK[style.name]
        * tall
        * 0.8
    )
    points = np.concatenate([opened, opened + out + flick])
    moved = np.concatenate([shut, shut + out * (1, 0.5, 1) + flick * (1, -0.2, 1)]) - points
    return _mirrored(f"lash_line_{_name(side)}", points, moved, net(2, 25, flip=True), side)


def _hairs(relief: Relief, style: Style, long: float, side: int) -> Form:
    few = style.name in ("cartoon", "anime")
    part = np.linspace(0.70, 0.985, 3) if few else np.linspace(0.10, 0.985, 30)
    opened, shut = _edge(relief, part)
    tall = (relief.shape.eyes.upper + relief.shape.eyes.lower) / 10
    length = (
        long
        * (5.4 if not few else 1.9 * tall)
        * np.interp(part, [0, 0.5, 0.85, 1], [0.5, 0.85, 1.1, 1.0])
    )
    fan = np.interp(part, [0, 0.3, 0.7, 1], [-0.35, -0.05, 0.5, 1.05])
    way = np.stack([np.sin(fan), 0.55 * np.cos(fan), 0.85 * np.cos(fan)], -1)
    curl = np.array((0, 0.42, -0.1))
    half = np.zeros_like(opened)
    half[:, 0] = 0.20 if not few else 0.45 * tall
    middle = way * length[:, None] * 0.55
    tip = (way + curl) * length[:, None]
    points = np.concatenate(
        [opened - half, opened + half, opened + middle + half * 0.5, opened + tip]
    )
    fall = np.array((1.0, -0.25, 1.0))
    closed = np.concatenate(
        [shut - half, shut + half, shut + middle * fall + half * 0.5, shut + tip * fall]
    )
    count = len(part)
    at = np.arange(count)
    triangles = np.concatenate([
        np.stack([at, at + count, at + 2 * count], -1), np.stack([at, at + 2 * count, at + 3 * count], -1),
    ]).astype(np.uint32)  # fmt: skip
    return _mirrored(f"lashes_{_name(side)}", points, closed - points, triangles, side)


def _mirrored(name: str, points: Reals, moved: Reals, triangles: Indices, side: int) -> Form:
    way = np.array((side, 1, 1))
    blink = "eyeBlinkLeft" if side > 0 else "eyeBlinkRight"
    uvs = LASH.uvs(np.full(len(points), 0.5, np.float32), np.full(len(points), 0.5, np.float32))
    order = triangles if side > 0 else triangles[:, ::-1]
    return Form(
        name,
        points * way,
        uvs,
        np.ascontiguousarray(order),
        morphs={blink: moved * way},
        both_sides=True,
    )


def _name(side: int) -> str:
    return "left" if side > 0 else "right"


def painted(relief: Relief, traits: Traits, style: Style, size: tuple[int, int]) -> Picture:
    """Paint an eye as it is seen from the front."""
    height, width = (side * FINER for side in size)
    wide, tall, _ = relief.shape.eyes.ball
    across, down = np.meshgrid(
        (np.arange(width) + 0.5) / width - 0.5, 0.5 - (np.arange(height) + 0.5) / height
    )
    x, y = across / SHOWN * wide, down / SHOWN * tall
    picture = _white(
        x.astype(np.float32), y.astype(np.float32), relief, style, Grain(traits.seed + 7)
    )
    if style.name == "anime":
        picture = _drawn_iris(picture, x, y, relief, traits)
    else:
        picture = _iris(picture, x, y, relief, (traits, style))
    shade = np.clip((y - relief.shape.eyes.upper * 0.42) / (relief.shape.eyes.upper * 0.75), 0, 1)
    picture = mixed(picture, (70, 52, 66), np.asarray(0.55 * shade, np.float32))
    return np.asarray(cv2.resize(picture, size[::-1], interpolation=cv2.INTER_AREA), np.float32)


def _white(x: Reals, y: Reals, relief: Relief, style: Style, grain: Grain) -> Picture:
    white = (222, 217, 213) if style.name == "realistic" else (246, 246, 248)
    picture = np.broadcast_to(np.array(white, np.float32), (*x.shape, 3)).copy()
    wide, tall, _ = relief.shape.eyes.ball
    rim = np.clip((np.hypot(x / wide, y / tall) - 0.52) / 0.42, 0, 1)
    picture = mixed(
        picture,
        (206, 150, 142),
        np.asarray(rim * (0.62 if style.detail > 0.5 else 0.25), np.float32),
    )
    if style.detail > 0.5:
        angle = np.arctan2(y, x)
        noise = cv2.resize(grain.fine((48, 48), 1.0), x.shape[::-1], interpolation=cv2.INTER_CUBIC)
        veins = np.exp(-((np.sin(angle * 17 + noise * 1.4) / 0.10) ** 2)) * rim
        picture = mixed(picture, (188, 92, 88), np.asarray(0.20 * veins, np.float32))
    return picture


def _iris(
    picture: Picture, x: Reals, y: Reals, relief: Relief, whose: tuple[Traits, Style]
) -> Picture:
    """Paint an iris with its fibres, a dark rim and a pupil; where light is not enough, with a highlight."""
    traits, style = whose
    radius = relief.shape.eyes.iris
    chance = np.random.default_rng(traits.seed + 21)
    far, angle = np.hypot(x, y) / radius, np.arctan2(y, x)
    fibres = np.zeros_like(far)
    for count in (23, 41, 67, 97):
        fibres += np.sin(
            angle * count + chance.uniform(0, 6.3) + 2.2 * np.sin(far * 5 + chance.uniform(0, 6))
        ) * chance.uniform(0.5, 1)
    base = np.array(traits.eyes, np.float32)
    inner = np.array(toward(lit(traits.eyes, 1.35), (186, 140, 74), 0.35), np.float32)
    colour = base * (1 + 0.14 * style.iris_detail * fibres[..., None])
    ring = np.exp(-(((far - 0.50) / 0.16) ** 2))[..., None]
    colour = (
        colour * (1 - 0.6 * ring)
        + inner * (1 + 0.12 * fibres[..., None] * style.iris_detail) * 0.6 * ring
    )
    # Light that enters above lights the iris below.
    glow = 1 + (0.42 if style.detail > 0.5 else 0.65) * np.clip(-y / radius, -0.7, 1)[..., None]
    colour = colour * glow * (1 - 0.66 * np.clip((far - 0.78) / 0.2, 0, 1))[..., None]
    soft = 0.06
    picture = mixed(
        picture,
        np.asarray(colour, np.float32),
        np.asarray(np.clip((1 - far) / soft + 0.5, 0, 1), np.float32),
    )
    pupil = 0.40 if style.detail > 0.5 else 0.46
    picture = mixed(
        picture, (12, 9, 10), np.asarray(np.clip((pupil - far) / 0.05 + 0.5, 0, 1), np.float32)
    )
    spot = (
        (0.34, 0.17)
        if style.name == "cartoon"
        else (0.34, 0.105)
        if style.name == "3d"
        else (0.36, 0.075)
    )
    return _spark(picture, x / radius, y / radius, spot)


def _spark(picture: Picture, x: Reals, y: Reals, spot: tuple[float, float]) -> Picture:
    place, size = spot
    light = np.clip((size - np.hypot(x + place, y - place - 0.06)) / 0.03 + 0.5, 0, 1)
    picture = mixed(picture, (255, 255, 255), np.asarray(light * 0.95, np.float32))
    small = np.clip((size * 0.45 - np.hypot(x - place * 0.9, y + place)) / 0.03 + 0.5, 0, 1)
    return mixed(picture, (255, 255, 255), np.asarray(small * 0.55, np.float32))


def _drawn_iris(picture: Picture, x: Reals, y: Reals, relief: Relief, traits: Traits) -> Picture:
    """Paint an iris as it is drawn: tall, dark above and bright below, with two highlights."""
    radius = relief.shape.eyes.iris
    up, across = y / (radius * 1.28), x / radius
    far = np.hypot(across, up)
    vivid = lit(toward(traits.eyes, _pure(traits.eyes), 0.5), 1.05)
    dark, bright = lit(vivid, 0.30), toward(lit(vivid, 1.55), (255, 255, 255), 0.22)
    fade = np.clip(0.5 - up * 0.62, 0, 1)[..., None]
    colour = np.array(dark, np.float32) * (1 - fade) + np.array(bright, np.float32) * fade
    inside = np.asarray(np.clip((1 - far) / 0.03 + 0.5, 0, 1), np.float32)
    picture = mixed(picture, lit(vivid, 0.22), inside)
    picture = mixed(
        picture,
        np.asarray(colour, np.float32),
        np.asarray(np.clip((0.90 - far) / 0.03 + 0.5, 0, 1), np.float32),
    )
    below = np.exp(-(((far - 0.66) / 0.13) ** 2)) * np.clip(-up * 2, 0, 1)
    picture = mixed(
        picture, toward(bright, (255, 255, 255), 0.5), np.asarray(0.75 * below, np.float32)
    )
    pupil = np.hypot(across / 0.40, up / 0.46)
    picture = mixed(
        picture, lit(dark, 0.45), np.asarray(np.clip((1 - pupil) / 0.08 + 0.5, 0, 1), np.float32)
    )
    light = np.hypot((across + 0.34) / 0.30, (up - 0.40) / 0.30)
    picture = mixed(
        picture, (255, 255, 255), np.asarray(np.clip((1 - light) / 0.06 + 0.5, 0, 1), np.float32)
    )
    small = np.hypot((across - 0.36) / 0.15, (up + 0.44) / 0.15)
    return mixed(
        picture,
        (255, 255, 255),
        np.asarray(0.9 * np.clip((1 - small) / 0.1 + 0.5, 0, 1), np.float32),
    )


def _pure(colour: tuple[int, int, int]) -> tuple[float, float, float]:
    """Give the most vivid colour of the same hue."""
    low, high = min(colour), max(colour)
    red, green, blue = ((part - low) / max(high - low, 1) * high * 1.1 + 20 for part in colour)
    return red, green, blue
