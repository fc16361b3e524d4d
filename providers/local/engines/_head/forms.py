"""Forms that a head is built of: points in millimetres with triangles, and what moves them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from providers.local.engines._head.model import Indices, Part
from providers.local.engines._head.reals import Reals

BEHIND_MM: Final = 0.12
STILL_MM: Final = 1e-3
"""What moves less does not move."""


@dataclass(frozen=True, slots=True)
class Form:
    """A part in the making."""

    name: str
    points: Reals  # n × 3
    uvs: Reals
    triangles: Indices
    jaw: Reals | None = None
    morphs: Mapping[str, Reals] = field(default_factory=dict)
    both_sides: bool = False

    def part(self) -> Part:
        """Finish it: metres, normals, and both sides of what is thin."""
        points, uvs, triangles = self.points, self.uvs, self.triangles
        jaw = np.zeros(len(points)) if self.jaw is None else self.jaw
        morphs = {
            name: moved for name, moved in self.morphs.items() if np.abs(moved).max() > STILL_MM
        }
        faces = normals(points, triangles)
        if self.both_sides:
            back = triangles[:, ::-1] + np.uint32(len(points))
            triangles = np.concatenate([triangles, back]).astype(np.uint32)
            # The other side lies a little behind, so that each keeps its own light.
            points = np.concatenate([points, points - BEHIND_MM * faces])
            uvs, jaw = np.tile(uvs, (2, 1)), np.tile(jaw, 2)
            morphs = {name: np.tile(moved, (2, 1)) for name, moved in morphs.items()}
            faces = np.concatenate([faces, -faces])
        return Part(
            name=self.name,
            positions=(points / 1000).astype(np.float32),
            normals=faces.astype(np.float32),
            uvs=uvs.astype(np.float32),
            triangles=triangles.astype(np.uint32),
            jaw=jaw.astype(np.float32),
            morphs={name: (moved / 1000).astype(np.float32) for name, moved in morphs.items()},
        )


def normals(points: Reals, triangles: Indices) -> Reals:
    """Give unit normals; vertices at one place share theirs, so that seams do not show."""
    corners = points[triangles]
    faces = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    keys = np.round(points * 200).astype(np.int64)
    _, weld = np.unique(keys, axis=0, return_inverse=True)
    weld = weld.ravel()
    sums = np.zeros((int(weld.max()) + 1, 3))
    for corner in range(3):
        np.add.at(sums, weld[triangles[:, corner]], faces)
    found = sums[weld]
    long = np.linalg.norm(found, axis=1, keepdims=True)
    # What no triangle touches, or what is folded flat, looks ahead.
    found = np.where(long > 1e-9, found / np.maximum(long, 1e-9), (0.0, 0.0, 1.0))
    unit: Reals = found / np.linalg.norm(found, axis=1, keepdims=True)
    return unit


def net(rows: int, columns: int, *, flip: bool = False) -> Indices:
    """Give the triangles of a grid of points, row by row; `flip` turns it inside out."""
    at = np.arange(rows * columns).reshape(rows, columns)
    a, b, c, d = at[:-1, :-1], at[:-1, 1:], at[1:, :-1], at[1:, 1:]
    pairs = np.stack([a, c, b, b, c, d], -1).reshape(-1, 3)
    return (pairs[:, ::-1] if flip else pairs).astype(np.uint32)


def grid_uvs(rows: int, columns: int) -> tuple[Reals, Reals]:
    """Give how far across and down each point of a grid is, 0 to 1."""
    across, down = np.meshgrid(np.linspace(0, 1, columns), np.linspace(0, 1, rows))
    return across.ravel().astype(np.float32), down.ravel().astype(np.float32)


def joined(name: str, forms: Sequence[Form]) -> Form:
    """Make one form of several, whose morphs may differ."""
    starts = np.cumsum([0, *(len(form.points) for form in forms)])
    names = dict.fromkeys(name for form in forms for name in form.morphs)

    def of(form: Form, morph: str) -> Reals:
        return np.asarray(form.morphs.get(morph, np.zeros_like(form.points)))

    return Form(
        name=name,
        points=np.concatenate([form.points for form in forms]),
        uvs=np.concatenate([form.uvs for form in forms]),
        triangles=np.concatenate(
            [form.triangles + np.uint32(start) for form, start in zip(forms, starts, strict=False)]
        ).astype(np.uint32),
        jaw=np.concatenate(
            [np.zeros(len(form.points)) if form.jaw is None else form.jaw for form in forms]
        ),
        morphs={morph: np.concatenate([of(form, morph) for form in forms]) for morph in names},
        both_sides=forms[0].both_sides,
    )
