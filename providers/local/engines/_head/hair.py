"""Hair as locks over a smooth cap, cut in several ways. Millimetres."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from providers.local.engines._head.atlas import HAIR, Grain, Picture, lit
from providers.local.engines._head.combing import Scalp
from providers.local.engines._head.cuts import Locks, cut
from providers.local.engines._head.face import Grid, triangles
from providers.local.engines._head.forms import Form
from providers.local.engines._head.reals import Reals
from providers.local.engines._head.shape import Shape
from providers.local.engines._head.styles import Style
from providers.local.engines._head.traits import Traits

AROUND: Final = 5
SHADES: Final = 6
CAP_MM: Final = {
    "short": 4.0, "crop": 2.2, "long": 5.0, "bob": 6.0, "bun": 3.4, "ponytail": 3.4, "curly": 9.0,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Profile:
    """How wide a lock is along its length, of its widest."""

    wide: Reals
    flat: float


def hair(grid: Grid, shape: Shape, traits: Traits, style: Style) -> list[Form]:
    """Make somebody's hair; nothing for who has none."""
    if traits.cut == "bald":
        return []
    scalp = Scalp(grid, shape)
    chance = np.random.default_rng(traits.seed + 31)
    forms = [_cap(grid, scalp, CAP_MM[traits.cut])]
    return [*forms, *(_tubes(locks, chance) for locks in cut(scalp, traits, style, chance))]


def _cap(grid: Grid, scalp: Scalp, thick_mm: float) -> Form:
    """Lay a smooth cap over the scalp, which goes under the skin at the hair's edge."""
    much = np.clip(scalp.grown * 1.25 - 0.25, 0, 1)
    points = scalp.points + scalp.normals * (thick_mm * much**0.6 - 1.2 * (1 - much))[:, None]
    shape = grid.whole.shape[:2]
    all_ = triangles(grid)
    kept = all_[(scalp.grown[all_] > 0.02).all(axis=1)]
    used, order = np.unique(kept, return_inverse=True)
    across = np.arange(len(points)) % shape[1] / (shape[1] - 1)
    down = np.arange(len(points)) // shape[1] / (shape[0] - 1) * 2.2
    wave = np.abs(np.mod(across * 14, 2) - 1) / SHADES + 2 / SHADES
    uvs = HAIR.uvs(wave[used].astype(np.float32), (0.12 + 0.5 * down[used]).astype(np.float32))
    return Form("hair_cap", points[used], uvs, order.reshape(-1, 3).astype(np.uint32))


def _tubes(locks: Locks, chance: np.random.Generator) -> Form:
    """Make locks of paths: flat tubes that end in points."""
    count, steps, _ = locks.paths.shape
    along = np.gradient(locks.paths, axis=1)
    along /= np.maximum(np.linalg.norm(along, axis=2, keepdims=True), 1e-9)
    side = np.cross(along, locks.outs)
    side /= np.maximum(np.linalg.norm(side, axis=2, keepdims=True), 1e-9)
    out = np.cross(side, along)
    part = np.linspace(0, 1, steps)
    places, wides = zip(*locks.profile, strict=True)
    profile = np.interp(part, places, wides)
    wide = (locks.widths[:, None] * profile[None, :] / 2)[..., None]
    turn = np.linspace(0, 2 * np.pi, AROUND, endpoint=False)
    rings = [
        locks.paths + side * wide * np.cos(at) + out * (wide * locks.flat) * np.sin(at)
        for at in turn
    ]
    points = np.stack(rings, 2)  # locks × steps × around × 3
    shade = np.asarray(chance.integers(0, SHADES, count))[:, None, None]
    across = (shade + 0.12 + 0.76 * np.abs(np.cos(turn / 2))[None, None, :] ** 1.0) / SHADES
    down = np.broadcast_to(part[None, :, None], points.shape[:3])
    uvs = HAIR.uvs(
        np.broadcast_to(across, points.shape[:3]).ravel().astype(np.float32),
        down.ravel().astype(np.float32),
    )
    at = np.arange(count * steps * AROUND).reshape(count, steps, AROUND)
    a, c = at[:, :-1], at[:, 1:]
    b, d = np.roll(a, -1, axis=2), np.roll(c, -1, axis=2)
    order = np.stack([a, c, b, b, c, d], -1).reshape(-1, 3)
    return Form(locks.name, points.reshape(-1, 3), uvs, order[:, ::-1].astype(np.uint32))


def painted(traits: Traits, style: Style, size: tuple[int, int]) -> Picture:
    """Paint locks side by side, each another shade, from the root down to the tip."""
    height, width = size
    grain = Grain(traits.seed + 5)
    down = np.linspace(0, 1, height, dtype=np.float32)[:, None]
    across = np.linspace(0, SHADES, width, endpoint=False, dtype=np.float32)[None, :]
    within = np.abs(across % 1 - 0.5) * 2
    chance = np.random.default_rng(traits.seed + 6)
    shade = chance.permutation(np.linspace(-1, 1, SHADES))[across.astype(int)] * (
        0.13 if style.detail > 0.1 else 0.06
    )
    fine = grain.fine((1, width), 0.7) * 0.55 + grain.fine((1, width), 2.2) * 0.45
    wander = grain.fine((height, width), 6.0) * 0.25
    strands = (fine + wander) * {"realistic": 0.20, "3d": 0.13, "cartoon": 0.035, "anime": 0.03}[
        style.name
    ]
    root = 0.62 + 0.38 * np.clip(down / 0.30, 0, 1) ** 0.8
    light = (1 + shade + strands) * root * (1 - 0.26 * within**2)
    band = {"realistic": 0.10, "3d": 0.22, "cartoon": 0.0, "anime": 0.0}[style.name]
    light = (
        light
        + band * np.exp(-(((down - 0.36 + 0.03 * fine) / 0.13) ** 2))
        + 0.12 * np.clip(down - 0.6, 0, 1)
    )
    picture = np.array(lit(traits.hair, 1.06), np.float32) * light[..., None]
    if style.name in ("anime", "cartoon"):
        # Drawn hair shines in one band with an uneven edge.
        edge = 0.30 + 0.035 * np.abs((across * 3) % 2 - 1) + 0 * down
        shine = (np.abs(down - edge) < 0.045) * (within < 0.75)
        glow = np.asarray(lit(traits.hair, 1.30), np.float32) + 22
        picture = np.where(shine[..., None], glow, picture)
    return np.asarray(picture, np.float32)
