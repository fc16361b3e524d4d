"""What is behind the lips: teeth, a tongue, and the dark between them. Millimetres."""

from typing import Final

import numpy as np

from providers.local.engines._head.atlas import DARK, TEETH, TONGUE, Atlas, Picture
from providers.local.engines._head.forms import Form, grid_uvs, net
from providers.local.engines._head.reals import Reals
from providers.local.engines._head.relief import Relief
from providers.local.engines._head.visemes import MOUTHS, Flesh, Motions, turned

TEETH_ACROSS: Final = 12
ARCH: Final = np.radians(68)
TEETH_ROWS, TEETH_COLUMNS = 6, 49
BAG_ROWS, BAG_COLUMNS = 11, 17


def inside(relief: Relief, motions: Motions, front_mm: float) -> list[Form]:
    """Make all of it; `front_mm` is how far ahead the lips meet."""
    return [
        _teeth(relief, motions, front_mm, upper=True),
        _teeth(relief, motions, front_mm, upper=False),
        _tongue(relief, motions, front_mm),
        _bag(relief, motions, front_mm),
    ]


def _jaw_morphs(points: Reals, motions: Motions) -> dict[str, Reals]:
    """Give the offsets of what only the jaw moves."""
    whole = np.full(len(points), motions.scale)
    return {name: turned(points, shape.jaw * whole) for name, shape in MOUTHS.items()}


def _teeth(relief: Relief, motions: Motions, front_mm: float, *, upper: bool) -> Form:
    mouth = relief.shape.mouth
    size = min(mouth.half / 25, 1.05)
    turn, down = np.meshgrid(np.linspace(-ARCH, ARCH, TEETH_COLUMNS), np.linspace(0, 1, TEETH_ROWS))
    each = np.abs(np.sin(turn / ARCH * np.pi * TEETH_ACROSS / 2))
    swell = 0.8 * np.sin(np.pi * np.clip(down, 0.05, 1)) ** 0.6 + 0.35 * each**0.4
    wide, deep = (23.5, 25.0) if upper else (21.5, 23.0)
    x = (wide * size + swell) * np.sin(turn)
    z = front_mm - (7.0 if upper else 8.6) - deep * size * (1 - np.cos(turn)) + swell * np.cos(turn)
    middle = relief.line(np.zeros(1))[0]
    edge = 0.7 * (1 - each**0.5)
    y = (
        middle + 9.0 - 11.2 * down + edge * (down > 0.9)
        if upper
        else middle - 13.0 + 9.4 * down - edge * (down > 0.9)
    )
    points = np.stack([x, y, z], -1).reshape(-1, 3)
    across, part = grid_uvs(TEETH_ROWS, TEETH_COLUMNS)
    moved = {} if upper else _jaw_morphs(points, motions)
    return Form(
        name="teeth_upper" if upper else "teeth_lower",
        points=points,
        uvs=TEETH.uvs(across, part),
        triangles=net(TEETH_ROWS, TEETH_COLUMNS, flip=not upper),
        jaw=np.full(len(points), 0.0 if upper else 1.0),
        morphs=moved,
    )


def _tongue(relief: Relief, motions: Motions, front_mm: float) -> Form:
    size = relief.shape.mouth.half / 25
    around, along = np.meshgrid(np.linspace(-np.pi / 2, np.pi * 1.5, 21), np.linspace(0, 1, 11))
    round_ = np.sqrt(np.clip(1 - (1 - along) ** 2.6, 0, 1))
    tip = 1 - along
    x = 14.5 * size * round_ * np.cos(around)
    y = (
        4.6 * round_ * np.sin(around)
        - 1.6 * np.exp(-((x / 3) ** 2)) * (np.sin(around) > 0) * round_
    )
    z = front_mm - 12.5 - 34 * along
    middle = relief.line(np.zeros(1))[0]
    points = np.stack([x, y + middle - 8.8 + 3 * along, z], -1).reshape(-1, 3)
    moved = _jaw_morphs(points, motions)
    for name, shape in MOUTHS.items():
        if shape.tongue:
            lift = np.zeros_like(points)
            lift[:, 1] = (shape.tongue * 6.5 * tip**1.4).ravel()
            lift[:, 2] = (max(shape.tongue - 0.7, 0) * 15 * tip).ravel()
            moved[name] = moved[name] + lift
    across, part = grid_uvs(11, 21)
    return Form(
        name="tongue", points=points, uvs=TONGUE.uvs(across, part), triangles=net(11, 21),
        jaw=np.ones(len(points)), morphs=moved,
    )  # fmt: skip


def _bag(relief: Relief, motions: Motions, front_mm: float) -> Form:
    """Make the cavity: from behind the upper lip over the palate and the throat to behind the lower lip."""
    half = relief.shape.mouth.half + 2.5
    across = np.linspace(-1, 1, BAG_COLUMNS)
    x = half * across
    turn = np.linspace(0, 1, BAG_ROWS)[:, None]
    depth = np.sqrt(np.clip(1 - across**2, 0, 1))
    line = relief.line(x)
    # The lips lie farther back toward the corners.
    rim = front_mm - 4.6 - 15.5 * (x / 30) ** 2
    angle = np.pi * turn
    y = line + (3.0 + 13 * np.sin(angle)) * np.cos(angle) * (0.30 + 0.70 * depth) - 1.0
    z = rim - 42 * depth * np.sin(angle) ** 0.8
    points = np.stack([np.broadcast_to(x, y.shape), y, z], -1).reshape(-1, 3)
    lower = np.clip((turn - 0.42) / 0.3, 0, 1)
    share = np.broadcast_to(
        lower * (0.36 + 0.64 * depth) + (1 - lower) * 0.36 * (1 - depth), y.shape
    ).ravel()
    flesh = Flesh(points, np.broadcast_to(turn > 0.5, y.shape).ravel(), share)
    moved = {**motions.mouths(flesh), "mouthSmile": motions.smile(flesh)}
    uvs = DARK.uvs(*grid_uvs(BAG_ROWS, BAG_COLUMNS))
    return Form("mouth_inside", points, uvs, net(BAG_ROWS, BAG_COLUMNS), jaw=share, morphs=moved)


def paint(atlas: Atlas, *, flat: bool) -> None:
    """Paint teeth with their gums, the tongue, and the dark."""
    atlas.paint(TEETH, _teeth_picture(atlas.size(TEETH), flat=flat))
    height, width = atlas.size(TONGUE)
    down = np.linspace(0, 1, height, dtype=np.float32)[:, None, None]
    tongue = np.array((196, 96, 98), np.float32) * (1.06 - 0.55 * down)
    atlas.paint(TONGUE, np.broadcast_to(tongue, (height, width, 3)))
    atlas.paint(DARK, (58, 18, 20) if not flat else (92, 30, 34))


def _teeth_picture(size: tuple[int, int], *, flat: bool) -> Picture:
    height, width = size
    across, down = np.meshgrid(np.linspace(0, 1, width), np.linspace(0, 1, height))
    white = (
        np.array((240, 234, 222), np.float32) if not flat else np.array((250, 250, 250), np.float32)
    )
    each = np.abs(np.sin(across * np.pi * TEETH_ACROSS))
    gap = np.exp(-((each / 0.13) ** 2)) * (0.42 if not flat else 0.12)
    side = np.abs(across - 0.5) * 2
    shade = 1 - gap - 0.42 * side**2.5
    gum = np.clip((0.30 + 0.10 * (1 - each) - down) / 0.06, 0, 1)[..., None]
    picture = (
        white * shade[..., None] * (1 - gum)
        + np.array((190, 98, 96), np.float32) * (1 - 0.5 * side)[..., None] * gum
    )
    return np.asarray(picture, np.float32)
