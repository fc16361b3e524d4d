"""A head drawn to pixels, some dozens of times a second and on any number of threads: no GPU, no window."""

import threading
from collections.abc import Mapping, Sequence
from typing import Final, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from providers.local.engines._head import occlusion
from providers.local.engines._head.model import Floats, Head, Part
from providers.local.engines._head.posing import Pose, Skin, normals, posed
from providers.local.engines._head.raster import (
    SAMPLES,
    Box,
    Camera,
    Canvas,
    Numbers,
    bounds,
    drawn,
    projected,
)
from providers.local.engines._head.shading import Look, Material, Pixels, painted, planes

Framing = Literal["portrait", "bust"]

JAW: Final = "jaw"
GAZE: Final = ("gazeAcross", "gazeDown")
"""Weights that turn the jaw's bone and the eyes, in radians; every other one is a morph's, 0 to 1."""
DISTANCE: Final = 1.5
FRAMES: Final[dict[Framing, tuple[float, float, float]]] = {
    "portrait": (0.40, 0.30, -0.022),
    "bust": (0.52, 0.40, -0.075),
}
"""Metres that are seen at least, up and across, and what height is in the middle."""
TURNS_FROM: Final = (-0.075, 0.015)
"""Below the neck's pivot nothing but a share turns with the head; above it all does."""
STAYS: Final = 0.12

EYE_METRES_MAX: Final = 0.04

LOOKS: Final[dict[str, tuple[int, float, float, float, float]]] = {
    "realistic": (0, 0.0, 1.0, 0.55, 1.0),
    "3d": (0, 0.0, 1.7, 0.85, 1.3),
    "cartoon": (3, 0.75, 0.8, 0.5, 0.0),
    "anime": (2, 0.85, 0.35, 0.3, 0.0),
}
"""A style's bands of light, outline, gloss, rim and softness."""
SURFACES: Final[dict[str, tuple[float, float, float, float]]] = {
    "": (0.03, 3, 0.10, 0.0),
    "skin": (0.055, 4, 0.42, 0.0),
    "eye": (0.85, 8, 0.25, 0.10),
    "hair": (0.10, 4, 0.12, 0.0),
    "teeth": (0.18, 5, 0.30, 0.05),
    "tongue": (0.14, 4, 0.40, 0.0),
    "glass": (0.6, 7, 0.05, 0.0),
}
"""What a part is made of: shine, how often that is squared to sharpen it, how soft light enters, light of its own."""
MADE_OF: Final = (
    ("eye", ("eyeball", "eye_", "eyes", "iris", "cornea")),
    ("hair", ("hair", "brow", "beard", "lash")),
    ("teeth", ("teeth", "tooth")),
    ("tongue", ("tongue",)),
    ("glass", ("glass", "lens")),
    ("skin", ("head", "face", "skin", "neck", "ear", "lid", "body")),
)


class Drawing(NamedTuple):
    """A thread's own canvas and picture, and what of them the last frame touched."""

    canvas: Canvas
    picture: Pixels


class Renderer:
    """One head at one size. Frames may be drawn by several threads at once."""

    def __init__(self, head: Head, width: int, height: int, framing: Framing = "portrait") -> None:
        self.head = head
        self.width, self.height = width, height
        self.camera = _camera(width, height, framing)
        self.names = tuple(dict.fromkeys(name for part in head.parts for name in part.morphs))
        self.skin = _skin(head, self.names)
        self.own = threading.local()
        still = posed(self.skin, self._pose({}, (0.0, 0.0, 0.0), (0.0, 0.0, 0.0)))
        points = projected(still, self.camera)
        half_open = self._pose({"viseme_aa": 0.8}, (0.0, 0.0, 0.0), (0.0, 0.0, 0.0))
        self.made = _made(head, points, occlusion.light(self.skin, half_open, still))

    def frame(
        self,
        weights: Mapping[str, float],
        turn: tuple[float, float, float] = (0.0, 0.0, 0.0),
        shift: tuple[float, float, float] = (0.0, 0.0, 0.0),
    ) -> NDArray[np.uint8]:
        """Draw the head: yaw to its left, pitch down and roll in radians, shift in metres. RGBA on nothing."""
        return self.drawn(weights, turn, shift)[0].copy()

    def drawn(
        self,
        weights: Mapping[str, float],
        turn: tuple[float, float, float],
        shift: tuple[float, float, float],
    ) -> tuple[Pixels, Box]:
        """Draw into the thread's own picture, which the next frame overwrites; tells where something is, in pixels."""
        own = self._own()
        moved = posed(self.skin, self._pose(weights, turn, shift))
        faces = normals(moved, self.skin.triangles, self.skin.weld) + self.skin.bends
        points = projected(moved, self.camera)
        box = bounds(points, self.camera)
        drawn(points, self.skin.triangles, own.canvas, box)
        own.picture[...] = 0
        flat = planes(points, faces, self.skin.triangles, self.made)
        painted(flat, self.made, own.canvas, box, own.picture)
        return own.picture, Box(*(side // SAMPLES for side in box))

    def _own(self) -> Drawing:
        found: Drawing | None = getattr(self.own, "drawing", None)
        if found is None:
            size = (self.camera.height, self.camera.width)
            canvas = Canvas(np.zeros(size, np.float32), np.zeros(size, np.int32))
            found = Drawing(canvas, np.zeros((self.height, self.width, 4), np.uint8))
            self.own.drawing = found
        return found

    def _pose(
        self, weights: Mapping[str, float], turn: Sequence[float], shift: Sequence[float]
    ) -> Pose:
        return Pose(
            np.array([weights.get(name, 0.0) for name in self.names], np.float32),
            float(weights.get(JAW, 0.0)),
            float(weights.get(GAZE[0], 0.0)),
            float(weights.get(GAZE[1], 0.0)),
            np.array(turn, np.float32),
            np.array(shift, np.float32),
        )


def _camera(width: int, height: int, framing: Framing) -> Camera:
    tall, wide, middle = FRAMES[framing]
    seen = max(tall, wide * height / width)
    return Camera(DISTANCE, height * SAMPLES / seen, 0.0, middle, width * SAMPLES, height * SAMPLES)


def _skin(head: Head, names: Sequence[str]) -> Skin:
    parts = head.parts
    starts = np.cumsum([0, *(len(part.positions) for part in parts)])
    positions = np.concatenate([part.positions for part in parts]).astype(np.float32)
    triangles = np.concatenate(
        [part.triangles + np.uint32(start) for part, start in zip(parts, starts, strict=False)]
    ).astype(np.uint32)
    weld = _weld(positions, np.repeat(np.arange(len(parts)), np.diff(starts)))
    given = np.concatenate([part.normals for part in parts]).astype(np.float32)
    rise = np.clip(
        (positions[:, 1] - head.neck[1] - TURNS_FROM[0]) / (TURNS_FROM[1] - TURNS_FROM[0]), 0, 1
    )
    return Skin(
        positions=positions,
        bends=given - normals(positions, triangles, weld),
        triangles=triangles,
        weld=weld,
        jaw=np.concatenate([part.jaw for part in parts]).astype(np.float32),
        follows=(STAYS + (1 - STAYS) * rise * rise * (3 - 2 * rise)).astype(np.float32),
        morphs=np.stack([_morph(parts, name) for name in names])
        if names
        else np.zeros((0, len(positions), 3), np.float32),
        eyes=np.concatenate([_eyes(part) for part in parts]),
        neck=np.array(head.neck, np.float32),
        hinge=np.array(head.hinge, np.float32),
    )


def _eyes(part: Part) -> Floats:
    """Give each vertex of an eyeball its middle, found as that of the sphere through its side's vertices."""
    found = np.zeros((len(part.positions), 4), np.float32)
    if _made_of(part.name) != "eye":
        return found
    for side in (part.positions[:, 0] >= 0, part.positions[:, 0] < 0):
        points = part.positions[side].astype(float)
        if len(points) > 4:
            rows = np.column_stack([2 * points, np.ones(len(points))])
            *middle, rest = np.linalg.lstsq(rows, (points**2).sum(1), rcond=None)[0]
            radius = float(np.sqrt(max(rest + np.square(middle).sum(), 0.0)))
            if radius < EYE_METRES_MAX:  # a flat iris has no middle to turn about
                found[side] = (*middle, 1.0)
    return found


def _morph(parts: Sequence[Part], name: str) -> Floats:
    still = [part.morphs.get(name, np.zeros_like(part.positions)) for part in parts]
    return np.concatenate(still).astype(np.float32)


def _weld(positions: Floats, parts: NDArray[np.int64]) -> NDArray[np.uint32]:
    """Give each vertex the first one of its part at the same place: normals go over seams of the texture."""
    keys = np.column_stack([parts, np.round(positions * 1e5).astype(np.int64)])
    _, first, inverse = np.unique(keys, axis=0, return_index=True, return_inverse=True)
    found: NDArray[np.uint32] = first[inverse.ravel()].astype(np.uint32)
    return found


def _made(head: Head, points: Floats, light: Floats) -> Material:
    """Give what never moves: materials, and textures as large as they are seen."""
    bands, outline, gloss, rim, soft = LOOKS.get(head.style, LOOKS["realistic"])
    starts = np.cumsum([0, *(len(part.positions) for part in head.parts)])
    mips, texels = _smaller(head.texture)
    levels = [
        _level(part, points[start : start + len(part.positions)], head.texture.shape)
        for part, start in zip(head.parts, starts, strict=False)
    ]
    sizes = [len(part.triangles) for part in head.parts]
    surfaces = np.array([SURFACES[_made_of(part.name)] for part in head.parts], np.float32)
    return Material(
        surfaces=np.repeat(surfaces, sizes, axis=0),
        places=np.repeat(mips[levels], sizes, axis=0),
        texels=texels,
        uvs=np.concatenate([part.uvs for part in head.parts]).astype(np.float32),
        light=light,
        look=Look(bands, outline, gloss, rim, soft, SAMPLES, 0.006),
    )


def _made_of(name: str) -> str:
    low = name.lower()
    return next((made for made, words in MADE_OF if any(word in low for word in words)), "")


LEVELS: Final = 4


def _smaller(texture: Pixels) -> tuple[Numbers, Pixels]:
    """Give a texture and its halves, each the mean of what it stands for: where each begins and how large it is."""
    found = [texture]
    for _ in range(LEVELS - 1):
        last = found[-1]
        height, width = (max(side // 2 * 2, 2) for side in last.shape[:2])
        four = last[:height, :width].reshape(height // 2, 2, width // 2, 2, 4).astype(np.float32)
        found.append((four.mean((1, 3)) + 0.5).astype(np.uint8))
    starts = np.cumsum([0, *(each.shape[0] * each.shape[1] for each in found[:-1])])
    sizes = [
        (start, each.shape[1], each.shape[0]) for start, each in zip(starts, found, strict=True)
    ]
    return np.array(sizes, np.int32), np.concatenate([each.reshape(-1, 4) for each in found])


def _level(part: Part, points: Floats, shape: tuple[int, ...]) -> int:
    """Choose the texture whose pixels are about as large as the screen's."""
    uvs = part.uvs * np.array((shape[1], shape[0]), np.float32)
    texels = np.abs(_areas(uvs[part.triangles])).sum()
    pixels = np.abs(_areas(points[part.triangles][..., :2])).sum() / SAMPLES**2
    level = np.log2(max(texels, 1e-6) / max(pixels, 1e-6)) / 2
    return int(np.clip(round(float(level) - 0.25), 0, LEVELS - 1))


def _areas(corners: Floats) -> Floats:
    one, other = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    twice = one[:, 0] * other[:, 1] - one[:, 1] * other[:, 0]
    return np.asarray(twice / 2, np.float32)
