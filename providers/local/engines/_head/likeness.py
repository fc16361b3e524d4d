"""A head made like somebody's photo: its colours and proportions, and the photo laid on what it shows of the skin."""

from dataclasses import replace
from typing import Final

import cv2
import numpy as np

from providers.local.engines._head.atlas import Colour, Picture, mixed, spread
from providers.local.engines._head.face import Grid
from providers.local.engines._head.photo import Face
from providers.local.engines._head.reals import Reals
from providers.local.engines._head.relief import Relief
from providers.local.engines._head.shape import Shape
from providers.local.engines._head.traits import Traits

MOUTH_OF_MESH: Final = 1.105
"""How far below the eyes the mouth of an average head is, of the distance between its eyes."""
LIGHT_KEPT: Final = 0.45
"""How much of the photo's light and shadow stays; the rest is the renderer's."""
DARK_HAIR: Final = 60


def traits_of(face: Face, seed: int) -> Traits:
    """Give what a photo tells of a person; what it does not is neither this nor that."""
    lot = np.random.default_rng(seed)
    feminine = 0.82 if face.long_hair else 0.35
    return Traits(
        age=34,
        feminine=feminine,
        skin=_evened(face.skin),
        hair=_deepened(face.hair),
        cut="bald" if face.bald else "long" if face.long_hair else "short",
        eyes=_vivid(face.iris),
        beard="none",
        glasses="none",
        garment="shirt" if feminine < 0.5 else "vneck",
        cloth=((64, 104, 168), (56, 84, 92), (120, 124, 130))[int(lot.integers(3))],
        freckles=False,
        makeup=0.0,
        heavy=0.0,
        seed=seed,
    )


def shape_like(shape: Shape, face: Face) -> Shape:
    """Give a shape whose mouth is as far below the eyes as on the photo."""
    wanted = float(np.clip(face.mouth_down / MOUTH_OF_MESH, 0.86, 1.14))
    return replace(shape, lower_face=shape.lower_face * (0.25 + 0.75 * wanted))


def laid(picture: Picture, grid: Grid, relief: Relief, face: Face, much: float) -> Picture:
    """Lay the photo on the skin's picture (`much` 0 to 1), where it shows the face from the front."""
    height, width = picture.shape[:2]
    places = spread(grid.whole.astype(np.float32), height, width)
    x, y, z = (places[..., axis] for axis in range(3))
    seen = _seen(face, *_pixels(face, relief, x, y))
    shown = _shown(relief, x, y, z) * _bare(seen, face, y)
    return mixed(picture, _relit(seen, picture), much * shown)


def _pixels(face: Face, relief: Relief, x: Reals, y: Reals) -> tuple[Reals, Reals]:
    """Give the photo's pixels of places seen from the front: eyes lie on eyes, the mouth on the mouth."""
    eyes = relief.shape.eyes
    across = x / (2 * eyes.apart)
    down = (eyes.height - y) / (2 * eyes.apart)
    mouth = (eyes.height - relief.shape.mouth.height * relief.shape.lower_face) / (2 * eyes.apart)
    down = np.where(down > 0, down * face.mouth_down / mouth, down)
    (ax, ay), (bx, by) = face.eyes
    ux, uy = bx - ax, by - ay
    return (
        np.asarray((ax + bx) / 2 + across * ux - down * uy, np.float32),
        np.asarray((ay + by) / 2 + across * uy + down * ux, np.float32),
    )


def _seen(face: Face, across: Reals, down: Reals) -> Picture:
    found = cv2.remap(face.photo, across, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(found, np.float32)


def _bare(seen: Picture, face: Face, y: Reals) -> Reals:
    """Give where skin is seen on the forehead, not the hair that falls over it."""
    soft = cv2.GaussianBlur(seen, (0, 0), 2.0)
    skin, hair = (
        np.linalg.norm(soft - np.asarray(colour, np.float32), axis=2)
        for colour in (face.skin, face.hair)
    )
    clear = _soft(hair / np.maximum(hair + skin, 1), 0.45, 0.70)
    return np.asarray(1 - _soft(y, 20, 28) * (1 - clear), np.float32)


def _relit(seen: Picture, painted: Picture) -> Picture:
    """Take the photo's large light and shadow away in part: what is drawn has light of its own."""
    wide = max(seen.shape[1] / 22, 3.0)
    low, wanted = cv2.GaussianBlur(seen, (0, 0), wide), cv2.GaussianBlur(painted, (0, 0), wide)
    gain = (np.maximum(wanted, 6) / np.maximum(low, 6)) ** (1 - LIGHT_KEPT)
    return np.asarray(np.clip(seen * np.clip(gain, 0.4, 2.5), 0, 255), np.float32)


def _shown(relief: Relief, x: Reals, y: Reals, z: Reals) -> Reals:
    """Give where the photo shows on the skin: the face's front, but for eyes and lips."""
    shape = relief.shape
    eyes, low = shape.eyes, shape.lower_face
    side = np.abs(x)
    oval = np.hypot(side / 58, np.where(y > -20, (y + 20) / 70, (y + 20) / (86 * low)))
    found = _soft(1.0 - oval, 0.0, 0.22) * _soft(z, 22, 46)
    upper, lower = relief.lids(side)
    lid = np.maximum(y - upper - 2.0, lower - y - 1.5)
    aside = np.maximum(eyes.inner - 2.5 - side, side - eyes.outer - 3.0)
    found = found * _soft(np.maximum(lid, aside), 0.0, 2.8)
    above = y - relief.line(side)
    thick, full = relief.thickness(side)
    lips = np.maximum(np.where(above > 0, above - thick, -above - full), side - shape.mouth.half)
    return np.asarray(found * (0.25 + 0.75 * _soft(lips, -0.5, 2.5)), np.float32)


def _soft(value: Reals, low: float, high: float) -> Reals:
    part = np.clip((value - low) / (high - low), 0, 1)
    return np.asarray(part * part * (3 - 2 * part), np.float32)


def _evened(colour: Colour) -> Colour:
    """Keep a skin's colour within what light on a photo may have made of it."""
    red, green, blue = colour
    gain = float(np.clip(212 / max(red, 1), 0.92, 1.30)) if red > 90 else 1.25
    return tuple(int(np.clip(part * gain, 30, 248)) for part in (red, green, blue))  # type: ignore[return-value]


def _deepened(colour: Colour) -> Colour:
    gain = 1.25 if sum(colour) / 3 < DARK_HAIR else 1.0
    return tuple(int(np.clip(part * gain + 4, 0, 235)) for part in colour)  # type: ignore[return-value]


def _vivid(colour: Colour) -> Colour:
    """Draw an iris's colour, which is dim on a photo, a little out of the dark."""
    middle = sum(colour) / 3
    gain = float(np.clip(96 / max(middle, 1), 0.8, 1.8))
    return tuple(int(np.clip(middle * gain + (part - middle) * 1.7, 24, 215)) for part in colour)  # type: ignore[return-value]
