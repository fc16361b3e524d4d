"""Ground in perspective: a field of heights, seen, lit, shaded and veiled by distance."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from providers.local.engines._painting.easel import Easel
from providers.local.engines._painting.raster import Field, as_field, axes, blur, mix, sample

Heights = Callable[[Field, Field, Field], tuple[Field, Field, Field]]
"""World x, world z and the size of a pixel there → height, and its slope along x and z."""


@dataclass(frozen=True, slots=True)
class View:
    """Where we stand and look. World units; `horizon` is a fraction from the top."""

    width: int
    height: int
    horizon: float
    eye: float = 0.55
    near: float = 0.7
    far: float = 16.0
    steps: int = 420

    @property
    def focal_px(self) -> float:
        return 1.05 * max(self.width, self.height * 0.8)


@dataclass(frozen=True, slots=True)
class Ground:
    """What each pixel shows: where on the ground it is, and how the light falls there.

    `cover` is 1 on the ground and 0 in the sky. `lit` is the sun's part, `open` the sky's.
    """

    x: Field
    z: Field
    height: Field
    steep: Field
    lit: Field
    open: Field
    cover: Field


def survey(view: View, heights: Heights, *, sun: tuple[float, float, float]) -> Ground:
    """Find what is seen: heights on a grid of lines of sight, then light for every pixel."""
    depth = as_field(view.near * (view.far / view.near) ** np.linspace(0, 1, view.steps))
    columns, _ = axes(view.width, 1)
    sideways = as_field((columns - view.width / 2) / view.focal_px)
    x = as_field(depth[:, None] * sideways)
    z = as_field(np.broadcast_to(depth[:, None], x.shape))
    coarse = as_field(z * (2.2 / view.focal_px))
    tall, _, _ = heights(x, z, coarse)
    rows = as_field(view.horizon * view.height - view.focal_px * (tall - view.eye) / z)
    index, cover = _first_seen(rows, view.height)
    column = as_field(np.broadcast_to(columns - 0.5, index.shape))
    away = sample(depth[:, None] * np.ones((1, 2), np.float32), as_field(index * 0), index)
    shade = sample(_shadows(tall, x, sun=sun), column, index)
    hollow = sample(_hollows(tall, z), column, index)
    there = as_field(away * sideways)
    return _light(heights, view, place=(there, away), veils=(shade, hollow, cover), sun=sun)


def _first_seen(rows: Field, height: int) -> tuple[Field, Field]:
    """For every pixel, the step of depth at which its line of sight meets the ground."""
    top = np.minimum.accumulate(rows, axis=0)
    centres = np.arange(height, dtype=np.float32) + 0.5
    found = np.empty((height, rows.shape[1]), np.float32)
    steps = np.arange(rows.shape[0], dtype=np.float32)
    for column in range(rows.shape[1]):
        line = top[:, column]
        first = np.searchsorted(-line, -centres, side="left")
        after = np.minimum(first, len(steps) - 1)
        before = np.maximum(after - 1, 0)
        gap = np.maximum(line[before] - line[after], 1e-6)
        found[:, column] = before + np.clip((line[before] - centres) / gap, 0.0, 1.0)
    cover = np.clip(centres[:, None] - top[-1][None, :] + 0.5, 0.0, 1.0)
    return found, as_field(cover)


def _shadows(tall: Field, x: Field, *, sun: tuple[float, float, float]) -> Field:
    """How far a place lies in the shadow that the sun throws across each line of equal depth."""
    fall = abs(sun[1] / (abs(sun[0]) + 1e-3)) * 0.8
    raised = tall - (fall * x if sun[0] > 0 else -fall * x)
    raised = raised if sun[0] < 0 else raised[:, ::-1]
    highest = np.maximum.accumulate(raised, axis=1)
    under = highest - raised
    under = under if sun[0] < 0 else under[:, ::-1]
    return blur(as_field(np.clip(under * 14.0, 0.0, 1.0)), 1.6)


def _hollows(tall: Field, z: Field) -> Field:
    around = blur(tall, max(tall.shape[1] / 40, 2.0))
    return as_field(np.clip(0.5 + (tall - around) * 2.2 / np.sqrt(z), 0.0, 1.0))


def _light(
    heights: Heights,
    view: View,
    *,
    place: tuple[Field, Field],
    veils: tuple[Field, Field, Field],
    sun: tuple[float, float, float],
) -> Ground:
    x, z = place
    shade, hollow, cover = veils
    tall, along_x, along_z = heights(x, z, as_field(z / view.focal_px))
    size = np.sqrt(along_x**2 + along_z**2 + 1.0)
    facing = (-along_x * sun[0] + sun[1] - along_z * sun[2]) / (size * float(np.linalg.norm(sun)))
    return Ground(
        x=x,
        z=z,
        height=tall,
        steep=as_field(1.0 - 1.0 / size),
        lit=as_field(np.clip(facing, 0.0, 1.0) * (1.0 - shade * 0.85)),
        open=as_field(hollow * (0.55 + 0.45 / size)),
        cover=cover,
    )


def veil(easel: Easel, image: Field, *, ground: Ground, reach: float, low: float = 0.0) -> Field:
    """Let the air take the colour of far things; valleys hold more of it."""
    thick = 1.0 - np.exp(-ground.z / reach)
    valley = np.exp(-np.maximum(ground.height, 0.0) * 2.4) * low * np.clip(ground.z / 6.0, 0, 1)
    air = as_field(easel.palette.low * 0.82 + easel.palette.top * 0.16)
    return mix(
        image,
        as_field(np.broadcast_to(air, image.shape)),
        as_field(np.clip(thick + valley, 0.0, 0.94)),
    )


def shaded(easel: Easel, colours: Field, *, ground: Ground, sun: float = 1.0) -> Field:
    """Multiply the ground's own colours by the light of sun and sky."""
    light = easel.palette.light * (ground.lit * 1.25 * sun)[..., None]
    ambient = easel.palette.shade * (ground.open * 0.95 + 0.12)[..., None]
    return as_field(colours * (light + ambient))
