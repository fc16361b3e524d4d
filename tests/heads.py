"""A simple head for tests: an egg with a slit of a mouth, two eyes with lids, a neck; every viseme has its opening."""

from collections.abc import Mapping

import numpy as np

from providers.local.engines._head.model import VISEMES, Floats, Head, Part

OPENINGS: Mapping[str, float] = {
    "viseme_PP": 0.0, "viseme_FF": 0.12, "viseme_TH": 0.25, "viseme_DD": 0.25, "viseme_kk": 0.35,
    "viseme_CH": 0.3, "viseme_SS": 0.15, "viseme_nn": 0.25, "viseme_RR": 0.35, "viseme_aa": 1.0, "viseme_E": 0.65,
    "viseme_I": 0.4, "viseme_O": 0.75, "viseme_U": 0.4,
}  # fmt: skip
"""How far each shape opens the mouth: of the widest."""
WIDEST = 0.022
MOUTH_Y, MOUTH_HALF = -0.055, 0.026
HAIR, SKIN, LIP, DARK, WHITE, IRIS = range(6)
COLOURS = (
    (70, 46, 34), (226, 178, 150), (190, 96, 92), (40, 10, 12), (240, 238, 234), (60, 90, 120),
)  # fmt: skip
"""Neighbours on the head are neighbours here: between two of them lies no third."""


def simple_head(style: str = "realistic") -> Head:
    """Build the head."""
    return Head(
        parts=(_face(), _bag(), *(_eye(side) for side in (-1, 1)), _neck()),
        texture=_swatches(),
        neck=(0.0, -0.13, -0.02),
        hinge=(0.0, -0.01, -0.01),
        style=style,
        background=(120, 150, 170),
    )


def _swatches() -> np.ndarray:
    texture = np.full((32, 32 * len(COLOURS), 4), 255, np.uint8)
    for at, colour in enumerate(COLOURS):
        texture[:, at * 32 : at * 32 + 32, :3] = colour
    return texture


def _uvs(colours: np.ndarray) -> Floats:
    return np.column_stack([(colours + 0.5) / len(COLOURS), np.full(len(colours), 0.5)]).astype(
        np.float32
    )


def _egg(angle: np.ndarray, height: np.ndarray) -> np.ndarray:
    """Give the surface of the head at an angle (0 is the front) and a height."""
    wide = (
        0.078
        * np.sqrt(np.clip(1 - (height / 0.122) ** 2, 0, 1))
        * (1 + 0.9 * np.minimum(height, 0.06))
    )
    return np.stack([wide * np.sin(angle), height, wide * 1.25 * np.cos(angle)], -1)


def _face() -> Part:
    angles = np.linspace(-np.pi, np.pi, 97)
    above = np.linspace(0.1215, MOUTH_Y, 40)
    below = np.linspace(MOUTH_Y, -0.1215, 24)
    heights = np.concatenate([above, below])
    angle, height = np.meshgrid(angles, heights)
    positions = _egg(angle, height).reshape(-1, 3)
    lower = np.repeat(np.arange(len(heights)) >= len(above), len(angles))
    columns, triangles = len(angles), []
    for row in range(len(heights) - 1):
        if row == len(above) - 1:
            continue  # the lips
        for column in range(columns - 1):
            a = row * columns + column
            triangles += [(a, a + columns, a + 1), (a + 1, a + columns, a + columns + 1)]
    x, y, z = positions.T
    lips = (np.abs(x) < MOUTH_HALF * 1.05) & (np.abs(y - MOUTH_Y) < 0.006) & (z > 0)
    hair = (y > 0.075) | ((z < 0.0) & (y > -0.03))
    colours = np.where(lips, LIP, np.where(hair, HAIR, SKIN))
    front = np.clip(1 - (x / MOUTH_HALF) ** 2, 0, 1) * (z > 0)
    falls = front * np.clip(1 - (MOUTH_Y - y) / 0.05, 0, 1) * lower
    rises = front * np.clip(1 - (y - MOUTH_Y) / 0.02, 0, 1) * ~lower
    morphs: dict[str, Floats] = {}
    for name in VISEMES[1:]:
        offsets = np.zeros_like(positions)
        offsets[:, 1] = (-0.85 * falls + 0.15 * rises) * WIDEST * OPENINGS[name]
        morphs[name] = offsets.astype(np.float32)
    return _part("face", positions, np.array(triangles), colours, jaw=falls, morphs=morphs)


def _bag() -> Part:
    """A dark wall behind the lips."""
    x, y = np.meshgrid(np.linspace(-0.03, 0.03, 9), np.linspace(0.03, -0.035, 9))
    z = _egg(np.arcsin(np.clip(x / 0.075, -1, 1)), y + MOUTH_Y)[..., 2] - 0.012
    positions = np.stack([x, y + MOUTH_Y, z], -1).reshape(-1, 3)
    triangles = [
        corner
        for row in range(8)
        for column in range(8)
        for a in (row * 9 + column,)
        for corner in ((a, a + 9, a + 1), (a + 1, a + 9, a + 10))
    ]
    return _part("mouth", positions, np.array(triangles), np.full(81, DARK))


def _eye(side: int) -> Part:
    """A ball whose lid, a blink, is white gone dark: its front sinks behind the face."""
    angle, height = np.meshgrid(
        np.linspace(-np.pi, np.pi, 25), np.linspace(np.pi / 2, -np.pi / 2, 13)
    )
    ball = np.stack(
        [np.cos(height) * np.sin(angle), np.sin(height), np.cos(height) * np.cos(angle)], -1
    )
    middle = _egg(np.array(side * 0.42), np.array(0.02)) - (0, 0, 0.006)
    positions = (ball * 0.013 + middle).reshape(-1, 3)
    colours = np.where(ball.reshape(-1, 3)[:, 2] > 0.86, IRIS, WHITE)
    triangles = [
        corner
        for row in range(12)
        for column in range(24)
        for a in (row * 25 + column,)
        for corner in ((a, a + 25, a + 1), (a + 1, a + 25, a + 26))
    ]
    name = "eyeBlinkLeft" if side > 0 else "eyeBlinkRight"
    sunk = np.tile(np.array([0, 0, -0.03], np.float32), (len(positions), 1))
    return _part(f"eye_{side}", positions, np.array(triangles), colours, morphs={name: sunk})


def _neck() -> Part:
    angle, height = np.meshgrid(np.linspace(-np.pi, np.pi, 49), np.linspace(-0.08, -0.24, 12))
    wide = 0.045 + 0.10 * np.clip((-0.15 - height) / 0.09, 0, 1) ** 1.5
    positions = np.stack(
        [wide * np.sin(angle), height, wide * 0.7 * np.cos(angle) - 0.015], -1
    ).reshape(-1, 3)
    triangles = [
        corner
        for row in range(11)
        for column in range(48)
        for a in (row * 49 + column,)
        for corner in ((a, a + 49, a + 1), (a + 1, a + 49, a + 50))
    ]
    return _part("neck", positions, np.array(triangles), np.full(len(positions), SKIN))


def _part(
    name: str, positions: np.ndarray, triangles: np.ndarray, colours: np.ndarray, *,
    jaw: np.ndarray | None = None, morphs: Mapping[str, Floats] | None = None,
) -> Part:  # fmt: skip
    corners = positions[triangles]
    faces = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    normals = np.zeros_like(positions)
    for corner in range(3):
        np.add.at(normals, triangles[:, corner], faces)
    normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12)
    return Part(
        name=name,
        positions=positions.astype(np.float32),
        normals=normals.astype(np.float32),
        uvs=_uvs(colours),
        triangles=triangles.astype(np.uint32),
        jaw=(np.zeros(len(positions)) if jaw is None else jaw).astype(np.float32),
        morphs=morphs or {},
    )
