"""Clothes over shoulders and chest: a shell with a neckline, and what stands up around the neck. Millimetres."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.interpolate import CubicSpline

from providers.local.engines._head.atlas import (
    CLOTHES,
    COLLAR,
    Colour,
    Grain,
    Picture,
    lit,
    mixed,
    toward,
)  # fmt: skip
from providers.local.engines._head.face import Grid
from providers.local.engines._head.forms import Form, grid_uvs, net
from providers.local.engines._head.reals import Reals
from providers.local.engines._head.styles import Style
from providers.local.engines._head.traits import Garment, Traits

FROM_ROW, LAST_ROW = 13.0, 17.0
SHELL_ROWS: Final = 22
BELOW: Final = ((30, 1.10, 3.0), (75, 1.17, 7.0), (125, 1.19, 8.0), (175, 1.19, 8.0))
"""Rows below the skin's end: how far below, how much wider, how much farther ahead."""


@dataclass(frozen=True, slots=True)
class Cloth:
    """How a garment is cut: its neckline (rows of the skin, behind and before), how far off the skin, its collar."""

    behind: float
    before: float
    point: float
    """How sharply the neckline goes down in front: 1 is round, more is a V."""
    off_mm: float
    collar_mm: float
    """How high a band stands up around the neck; 0 is none."""
    thick_mm: float = 1.6


CUTS: Final[dict[Garment, Cloth]] = {
    "tee": Cloth(behind=14.55, before=15.75, point=1.0, off_mm=2.4, collar_mm=0.0),
    "vneck": Cloth(behind=14.7, before=16.75, point=2.6, off_mm=3.0, collar_mm=0.0, thick_mm=2.2),
    "sweater": Cloth(
        behind=14.45, before=15.55, point=1.0, off_mm=5.0, collar_mm=9.0, thick_mm=3.6
    ),
    "hoodie": Cloth(behind=14.5, before=15.9, point=1.4, off_mm=6.5, collar_mm=0.0, thick_mm=4.5),
    "shirt": Cloth(behind=14.55, before=15.95, point=2.0, off_mm=3.0, collar_mm=15.0, thick_mm=1.4),
    "suit": Cloth(behind=14.75, before=17.0, point=2.8, off_mm=7.0, collar_mm=0.0, thick_mm=3.4),
}
SHIRT_WHITE: Final[Colour] = (236, 236, 238)


def clothes(made: Grid, traits: Traits) -> list[Form]:
    """Dress somebody."""
    body = _Body(made)
    forms = []
    if traits.garment == "suit":
        forms += [_shell("shirt", body, CUTS["shirt"], COLLAR), *_collar(body, CUTS["shirt"])]
    cut = CUTS[traits.garment]
    forms += [_shell("clothes", body, cut, CLOTHES), _rim(body, cut, CLOTHES)]
    if traits.garment == "shirt":
        forms += _collar(body, cut)
    if traits.garment == "sweater":
        forms.append(_band(body, cut))
    if traits.garment == "hoodie":
        forms.append(_hood(body, cut))
    return forms


class _Body:
    """The skin of neck and chest as rings, told by row and column."""

    def __init__(self, made: Grid) -> None:
        whole = made.whole
        rows = made.rows[:, 0]
        kept = np.flatnonzero(rows >= FROM_ROW - 1)
        self.spline = CubicSpline(rows[kept], whole[kept], axis=0)
        self.columns = whole.shape[1]
        self.ahead = 1 - np.abs(np.linspace(-1, 1, self.columns))
        """1 in front, 0 behind, by column."""
        front = made.mirrored(made.columns[None, :])[0] / made.columns[-1]
        self.angle = front * np.pi  # 0 in front, pi behind

    def at(self, rows: Reals, off_mm: float | Reals = 0.0) -> Reals:
        """Give places for rows by column (r × c), so far off the skin."""
        index = np.arange(self.columns)[None, :]
        found = self._of(rows, index)
        along = self._of(np.minimum(rows + 0.05, LAST_ROW), index) - self._of(rows - 0.05, index)
        around = np.gradient(found, axis=1)
        out = np.cross(along, around)
        long = np.linalg.norm(out, axis=2, keepdims=True)
        out = np.where(long > 1e-6, out / np.maximum(long, 1e-6), (0, 1.0, 0))
        # Outward is away from the neck's axis.
        flip = np.sign(np.einsum("rci,rci->rc", out, found - (0, -400.0, -25.0)))[..., None]
        return np.asarray(found + out * flip * np.broadcast_to(off_mm, rows.shape)[..., None])

    def _of(self, rows: Reals, index: np.ndarray) -> Reals:
        whole = np.clip(
            np.searchsorted(self.spline.x, rows, "right") - 1, 0, len(self.spline.x) - 2
        )
        part = (rows - self.spline.x[whole])[..., None]
        a, b, c, d = (self.spline.c[power, whole, index] for power in range(4))
        found: Reals = ((a * part + b) * part + c) * part + d
        return found

    def neckline(self, cut: Cloth) -> Reals:
        """Give the row of a garment's edge by column."""
        near = (
            np.clip(np.cos(self.angle), 0, 1)
            if cut.point <= 1.5
            else np.clip(1 - self.angle / 1.15, 0, 1)
        )
        return np.asarray(
            cut.behind + (cut.before - cut.behind) * near ** (1.0 if cut.point > 1.5 else 1.2)
        )


def _shell(name: str, body: _Body, cut: Cloth, piece: object) -> Form:
    """Make what lies on shoulders and chest, and goes on below the skin's end."""
    edge = np.minimum(body.neckline(cut), LAST_ROW - 0.02)
    part = np.linspace(0, 1, SHELL_ROWS)[:, None]
    rows = edge[None, :] + (LAST_ROW - edge)[None, :] * part
    lift = cut.off_mm * (0.55 + 0.45 * np.clip(part * 4, 0, 1))
    upper = body.at(rows, lift)
    last, middle = upper[-1], np.array((0.0, 0.0, -25.0))
    below = [
        (last - middle) * (wide, 1, wide) + middle + (0, -down, ahead)
        for down, wide, ahead in BELOW
    ]
    points = np.concatenate([upper, np.array(below)])
    count = len(points)
    across, down = grid_uvs(count, body.columns)
    # The picture's rows follow height, so that what is woven is not stretched where the neckline dips.
    high, low = points[..., 1].max(), points[..., 1].min()
    down = ((high - points[..., 1]) / (high - low)).ravel().astype(np.float32)
    assert isinstance(piece, type(CLOTHES))
    return Form(
        name=name, points=points.reshape(-1, 3), uvs=piece.uvs(across, down),
        triangles=net(count, body.columns, flip=False), both_sides=False,
    )  # fmt: skip


def _rim(body: _Body, cut: Cloth, piece: object) -> Form:
    """Make the garment's edge: a roll as thick as the cloth."""
    edge = body.neckline(cut)
    turn = np.linspace(-0.5 * np.pi, 1.0 * np.pi, 7)
    rings = [
        body.at(
            (edge - 0.045 * np.sin(at) * cut.thick_mm / 2)[None, :],
            cut.off_mm * 0.55 + cut.thick_mm * 0.5 * np.cos(at),
        )[0]
        for at in turn[::-1]
    ]
    points = np.array(rings)
    across, down = grid_uvs(len(points), body.columns)
    assert isinstance(piece, type(CLOTHES))
    return Form(
        "clothes_rim",
        points.reshape(-1, 3),
        piece.uvs(across, down * 0.03),
        net(*points.shape[:2]),
        both_sides=True,
    )


class _Neck:
    """The neck as an ellipse, for what stands around it; angles are 0 in front and go once around."""

    def __init__(self, body: _Body, cut: Cloth) -> None:
        ring = body.at(np.full((1, body.columns), 14.3))[0]
        self.wide = float(np.abs(ring[:, 0]).max())
        self.ahead, self.behind = float(ring[:, 2].max()), float(ring[:, 2].min())
        edge = body.at(np.minimum(body.neckline(cut), 16.6)[None, :], cut.off_mm)[0]
        self.low, self.high = float(edge[body.columns // 2, 1]), float(edge[0, 1])
        self.front = float(edge[body.columns // 2, 2])

    def at(self, angle: Reals, up: Reals | float, out: Reals | float) -> Reals:
        """Give places above the neckline and off the neck."""
        near = 0.5 + 0.5 * np.cos(angle)
        y = self.high + (self.low - self.high) * near**1.6
        tall, middle = (self.ahead - self.behind) / 2, (self.ahead + self.behind) / 2
        # Lower down in front the chest is farther ahead than the neck.
        chest = (self.front - self.ahead) * near**4
        x = (self.wide + 2.0 + out) * np.sin(angle)
        return np.stack([x, y + up, middle + chest + (tall + 2.0 + out) * np.cos(angle)], -1)


def _band(body: _Body, cut: Cloth) -> Form:
    """Make a ribbed band that stands up around the neck."""
    neck = _Neck(body, cut)
    angle = np.linspace(-np.pi, np.pi, 97)
    section = ((-5, 4.0), (-1, 5.6), (3, 6.0), (7, 5.4), (9, 3.6), (8.6, 1.6), (4, 0.6))
    points = np.array([neck.at(angle, up, out) for up, out in section])
    return _wound("clothes_band", points, flip=True)


def _collar(body: _Body, cut: Cloth) -> list[Form]:
    """Make a shirt's collar: a stand around the neck, and two leaves folded over it that part in front."""
    neck = _Neck(body, cut)
    forms = []
    for side in (1, -1):
        angle = np.linspace(0.0, np.pi, 49)
        fall = cut.collar_mm * (1.25 + 0.75 * np.exp(-((angle / 0.55) ** 2)))
        lean = 0.22 * np.exp(-((angle / 0.30) ** 2))
        rings = [neck.at(angle, up * cut.collar_mm, 0.4 + up) for up in (-0.5, 0.4, 1.0)]
        for part in (0.0, 0.15, 0.5, 0.8, 1.0):
            # The leaves' points lean away from the middle.
            ring = neck.at(
                angle + lean * part, cut.collar_mm * 1.06 - part * fall, 2.4 + 7.5 * part**1.2
            )
            rings.append(ring)
        points = np.array(rings)
        points[..., 0] *= side
        forms.append(_wound("collar_left" if side > 0 else "collar_right", points, flip=side < 0))
    return forms


def _hood(body: _Body, cut: Cloth) -> Form:
    """Make a hood that lies on the back: a roll around the neck, thickest behind."""
    neck = _Neck(body, cut)
    angle = np.linspace(-np.pi, np.pi, 97)
    behind = np.clip((np.abs(angle) - 0.35) / (np.pi - 0.35), 0, 1) ** 0.9
    fat = 5.0 + 11.0 * behind
    turn = np.linspace(0, 2 * np.pi, 15)
    rings = [
        neck.at(angle, 2.0 + 5 * behind + fat * np.sin(at), 2.0 + 1.25 * fat * (1 + np.cos(at)) - 3)
        for at in turn
    ]
    points = np.array(rings)
    across, down = grid_uvs(*points.shape[:2])
    return Form(
        "clothes_hood",
        points.reshape(-1, 3),
        CLOTHES.uvs(across, 0.05 + 0.2 * down),
        net(*points.shape[:2], flip=True),
    )


def _wound(name: str, points: Reals, *, flip: bool) -> Form:
    """Make a form of rings around the neck, painted as collars are."""
    across, down = grid_uvs(*points.shape[:2])
    return Form(
        name,
        points.reshape(-1, 3),
        COLLAR.uvs(across, down),
        net(*points.shape[:2], flip=flip),
        both_sides=True,
    )


def painted(traits: Traits, style: Style, size: tuple[int, int]) -> Picture:
    """Paint the cloth: its weave, soft folds, and the seams of its kind."""
    height, width = size
    grain = Grain(traits.seed + 9)
    picture = np.broadcast_to(np.array(traits.cloth, np.float32), (height, width, 3)).copy()
    across = np.linspace(-1, 1, width, dtype=np.float32)[None, :]
    down = np.linspace(0, 1, height, dtype=np.float32)[:, None]
    folds = grain.fine((height, width), height / 14) * (0.035 if style.detail else 0.0)
    picture = picture * (1 + folds + _weave(traits.garment, grain, size) * style.detail)[..., None]
    seam = _seams(traits.garment, across, down)
    return mixed(picture, lit(traits.cloth, 0.62), seam)


def _weave(garment: Garment, grain: Grain, size: tuple[int, int]) -> Reals:
    height, width = size
    fine = grain.fine((height, width), 0.6) * 0.03
    if garment == "sweater":
        ribs = np.abs(np.sin(np.linspace(0, np.pi * 90, width, dtype=np.float32)))[None, :]
        rows = np.abs(np.sin(np.linspace(0, np.pi * 70, height, dtype=np.float32)))[:, None]
        fine = fine + 0.10 * (ribs - 0.6) + 0.05 * (rows - 0.6)
    if garment == "suit":
        fine = fine + 0.02 * np.sin(np.linspace(0, np.pi * 120, width, dtype=np.float32))[None, :]
    return np.asarray(fine, np.float32)


def _seams(garment: Garment, across: Reals, down: Reals) -> Reals:
    """Give the lines sewn into a garment, by how far around (0 in front) and down."""
    side = np.abs(across)
    found = 0 * (side + down)
    if garment in ("tee", "sweater", "hoodie", "vneck"):
        found = found + 0.5 * np.exp(-(((side - 0.43 - 0.10 * (down - 0.3)) / 0.004) ** 2)) * (
            down > 0.28
        )
    if garment == "shirt":
        found = (
            found
            + 0.7 * np.exp(-(((across - 0.020) / 0.0022) ** 2))
            + 0.30 * np.exp(-(((across + 0.020) / 0.003) ** 2))
        )
        buttons = np.mod(down * 7, 1) - 0.5
        found = found + np.where((across / 0.010) ** 2 + (buttons / 0.055) ** 2 < 1, 0.55, 0)
    if garment == "suit":
        found = found + 0.8 * np.exp(-(((across - 0.004) / 0.003) ** 2)) * (down > 0.45)
        lapel = 0.055 + 0.13 * np.clip(1 - (down - 0.10) / 0.42, 0, 1)
        found = found + 0.75 * np.exp(-(((side - lapel) / 0.005) ** 2)) * (down > 0.12) * (
            down < 0.55
        )
    return np.asarray(np.clip(found, 0, 0.85), np.float32)


def collar_painted(traits: Traits, size: tuple[int, int]) -> Picture:
    """Paint what stands around the neck: ribs of a sweater, a plain collar of a shirt."""
    height, width = size
    white = traits.garment == "suit"
    colour: Sequence[float] = (
        SHIRT_WHITE if white else toward(lit(traits.cloth, 1.06), (255, 255, 255), 0.06)
    )
    picture: Picture = np.broadcast_to(np.array(colour, np.float32), (height, width, 3)).copy()
    if traits.garment == "sweater":
        ribs = np.sin(np.linspace(0, np.pi * 80, width, dtype=np.float32))[None, :, None]
        picture = picture * (1 + 0.10 * ribs)
    down = np.linspace(0, 1, height, dtype=np.float32)[:, None]
    stitch = np.exp(-(((down - 0.94) / 0.012) ** 2)) * np.ones((1, width), np.float32)
    return mixed(
        picture,
        lit(colour, 0.7),
        np.asarray(0.5 * stitch, np.float32),
    )
