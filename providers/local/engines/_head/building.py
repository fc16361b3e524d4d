"""A head from a description or a photo: an egg in somebody's colours, that looks, blinks and speaks."""

from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from providers.local.engines._head.model import VISEMES, Head, Part
from providers.local.engines._protocol import Refusal

OPENINGS: Final = (0, 0, 0.12, 0.25, 0.25, 0.35, 0.3, 0.15, 0.25, 0.35, 1.0, 0.65, 0.4, 0.75, 0.4)
"""How far each of the mouth's shapes opens it, of the widest."""
WIDEST, MOUTH_Y, MOUTH_HALF = 0.022, -0.055, 0.026
HAIR, SKIN, LIP, DARK, WHITE, IRIS = range(6)
BACKGROUNDS: Final = {
    "realistic": (120, 150, 170), "cartoon": (250, 205, 120), "anime": (180, 200, 240), "3d": (170, 150, 190),
}  # fmt: skip
HAIRS: Final = {
    "blond": (214, 178, 112), "black": (32, 28, 30), "red": (150, 70, 40), "grey": (160, 160, 160),
}  # fmt: skip
SKINS: Final = ((244, 208, 184), (226, 178, 150), (188, 136, 104), (120, 80, 58))

Colours = NDArray[np.uint8]
Points = NDArray[np.floating[Any]]


def head_of(
    brief: str | None, photo: Path | None, style: str, seed: int, quality: str = "standard"
) -> Head:
    """Build the head of whom a description or a photo shows; chance fills in what neither says."""
    chance = np.random.default_rng(seed)
    skin = _seen(photo) if photo else SKINS[chance.integers(len(SKINS))]
    said = [colour for name, colour in HAIRS.items() if name in (brief or "").lower()]
    hair = said[0] if said else tuple(chance.integers(30, 120, 3).tolist())
    side = {"standard": 32, "high": 48}.get(quality, 64)
    return Head(
        parts=(_face(), _bag(), *(_eye(side) for side in (-1, 1)), _neck()),
        texture=_swatches(
            (hair, skin, (190, 96, 92), (40, 10, 12), (240, 238, 234), (60, 90, 120)), side
        ),
        neck=(0.0, -0.13, -0.02),
        hinge=(0.0, -0.01, -0.01),
        style=style,
        background=BACKGROUNDS[style],
    )


def _seen(photo: Path) -> tuple[int, ...]:
    """Take the colour of the skin from the middle of a photo."""
    picture = cv2.imread(str(photo))
    if picture is None:
        raise Refusal("rejected_input", "The photo can't be decoded.")
    rows, columns = picture.shape[:2]
    middle = picture[rows * 2 // 5 : rows * 3 // 5, columns * 2 // 5 : columns * 3 // 5]
    return tuple(int(value) for value in np.median(middle.reshape(-1, 3), axis=0)[::-1])


def _swatches(colours: tuple[tuple[int, ...], ...], side: int) -> Colours:
    texture = np.full((side, side * len(colours), 4), 255, np.uint8)
    for at, colour in enumerate(colours):
        texture[:, at * side : at * side + side, :3] = colour
    return texture


def _egg(angle: Points, height: Points) -> Points:
    wide = 0.078 * np.sqrt(np.clip(1 - (height / 0.122) ** 2, 0, 1))
    wide = wide * (1 + 0.9 * np.minimum(height, 0.06))
    return np.stack([wide * np.sin(angle), height, wide * 1.25 * np.cos(angle)], -1)


def _net(rows: int, columns: int, without: int = -1) -> NDArray[np.uint32]:
    """Give the triangles of a net of rows and columns, but for those below one row."""
    row, column = np.meshgrid(np.arange(rows - 1), np.arange(columns - 1), indexing="ij")
    a = (row * columns + column)[row != without]
    both = ((a, a + columns, a + 1), (a + 1, a + columns, a + columns + 1))
    return np.concatenate([np.stack(each, 1) for each in both]).astype(np.uint32)


def _face() -> Part:
    heights = np.concatenate([np.linspace(0.1215, MOUTH_Y, 40), np.linspace(MOUTH_Y, -0.1215, 24)])
    angle, height = np.meshgrid(np.linspace(-np.pi, np.pi, 97), heights)
    positions = _egg(angle, height).reshape(-1, 3)
    lower = np.repeat(np.arange(64) >= 40, 97)
    x, y, z = positions.T
    lips = (np.abs(x) < MOUTH_HALF * 1.05) & (np.abs(y - MOUTH_Y) < 0.006) & (z > 0)
    hair = (y > 0.075) | ((z < 0.0) & (y > -0.03))
    front = np.clip(1 - (x / MOUTH_HALF) ** 2, 0, 1) * (z > 0)
    falls = front * np.clip(1 - (MOUTH_Y - y) / 0.05, 0, 1) * lower
    rises = front * np.clip(1 - (y - MOUTH_Y) / 0.02, 0, 1) * ~lower
    up = (-0.85 * falls + 0.15 * rises) * WIDEST
    morphs = {
        name: np.outer(up * far, (0, 1, 0)).astype(np.float32)
        for name, far in zip(VISEMES, OPENINGS, strict=True)
        if far
    }
    colours = np.where(lips, LIP, np.where(hair, HAIR, SKIN))
    made = _part("face", positions, _net(64, 97, without=39), colours)
    return replace(made, jaw=falls.astype(np.float32), morphs=morphs)


def _bag() -> Part:
    """Make a dark wall behind the lips."""
    x, y = np.meshgrid(np.linspace(-0.03, 0.03, 9), np.linspace(0.03, -0.035, 9))
    z = _egg(np.arcsin(np.clip(x / 0.075, -1, 1)), y + MOUTH_Y)[..., 2] - 0.012
    positions = np.stack([x, y + MOUTH_Y, z], -1).reshape(-1, 3)
    return _part("mouth", positions, _net(9, 9), np.full(81, DARK))


def _eye(side: int) -> Part:
    """Make a ball that a blink draws back behind the face."""
    angle, height = np.meshgrid(
        np.linspace(-np.pi, np.pi, 49), np.linspace(np.pi / 2, -np.pi / 2, 25)
    )
    ball = np.stack(
        [np.cos(height) * np.sin(angle), np.sin(height), np.cos(height) * np.cos(angle)], -1
    ).reshape(-1, 3)
    positions = ball * 0.013 + _egg(np.array(side * 0.42), np.array(0.02)) - (0, 0, 0.006)
    made = _part(f"eye_{side}", positions, _net(25, 49), np.where(ball[:, 2] > 0.86, IRIS, WHITE))
    sunk = np.tile(np.array([0, 0, -0.03], np.float32), (len(positions), 1))
    name = "eyeBlinkLeft" if side > 0 else "eyeBlinkRight"
    return replace(made, morphs={name: sunk})


def _neck() -> Part:
    angle, height = np.meshgrid(np.linspace(-np.pi, np.pi, 49), np.linspace(-0.08, -0.24, 12))
    wide = 0.045 + 0.10 * np.clip((-0.15 - height) / 0.09, 0, 1) ** 1.5
    positions = np.stack(
        [wide * np.sin(angle), height, wide * 0.7 * np.cos(angle) - 0.015], -1
    ).reshape(-1, 3)
    return _part("neck", positions, _net(12, 49), np.full(len(positions), SKIN))


def _part(
    name: str, positions: Points, triangles: NDArray[np.uint32], colours: NDArray[np.int64]
) -> Part:
    corners = positions[triangles]
    faces = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    normals = np.zeros_like(positions)
    for corner in range(3):
        np.add.at(normals, triangles[:, corner], faces)
    normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12)
    across = (colours + 0.5) / (IRIS + 1)
    return Part(
        name=name,
        positions=positions.astype(np.float32),
        normals=normals.astype(np.float32),
        uvs=np.column_stack([across, np.full(len(positions), 0.5)]).astype(np.float32),
        triangles=triangles,
        jaw=np.zeros(len(positions), np.float32),
    )
