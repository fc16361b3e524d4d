"""A hole filled from what is round it: patch by patch, from coarse to fine, each level refining the one before."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from providers.local.engines._retouching.canvas import (
    Mask,
    Pixels,
    Plane,
    plane,
    resized,
    softened,
    spread,
    within,
)
from providers.local.engines._retouching.melding import melded, steps_of
from providers.local.engines._retouching.patches import HALF_PX, Patches, Places, Search

AREA_MAX: Final = 230_000
"""Pixels of the surroundings that are searched at once; what is larger is filled smaller, and copied at full size."""
COARSEST_PX: Final = 24
TURNS: Final = {0: 3, 1: 4}
"""Fillings of a level, from the finest up; coarser ones get more."""
TURNS_COARSE: Final = 8
THOROUGH_TURNS: Final = 2
SOURCES_MIN: Final = 50
HEIGHT_WEIGHT: Final = 2.0
"""The world lies in layers: what is as high up is likelier to belong here."""
CONTEXT_SHARE: Final = 1.0
CONTEXT_PX: Final = 48
ROWS_AT_ONCE: Final = 128
LEVEL_SIDE_MAX: Final = 1_024
LEVEL_REACH: Final = 1.5
"""In pixels of the small filling."""

Report = Callable[[float], None]


def filled(
    colours: Plane,
    hole: Mask,
    *,
    seed: int,
    avoided: Mask | None = None,
    report: Report = lambda _: None,
) -> Plane:
    """Give the picture with its hole filled by what is elsewhere in it, but not by what is avoided."""
    if not hole.any():
        return colours
    if hole.all():
        return plane(np.full_like(colours, 0.5))
    top, bottom, left, right = _surroundings(hole)
    box = slice(top, bottom), slice(left, right)
    banned = hole[box] if avoided is None else hole[box] | avoided[box]
    work = _Work(np.random.default_rng(seed), banned, report)
    made = colours.copy()
    made[box] = _filled(plane(colours[box]), hole[box], work)
    return made


@dataclass(frozen=True, slots=True)
class _Work:
    """What goes along through the levels: chance, what nothing is taken from, who hears how it goes."""

    rng: np.random.Generator
    banned: Mask
    report: Report


def _surroundings(hole: Mask) -> tuple[int, int, int, int]:
    rows, columns = np.flatnonzero(hole.any(axis=1)), np.flatnonzero(hole.any(axis=0))
    reach = round(CONTEXT_SHARE * max(np.ptp(rows), np.ptp(columns)) + CONTEXT_PX)
    return (
        max(0, int(rows[0]) - reach), min(hole.shape[0], int(rows[-1]) + reach + 1),
        max(0, int(columns[0]) - reach), min(hole.shape[1], int(columns[-1]) + reach + 1),
    )  # fmt: skip


def _filled(colours: Plane, hole: Mask, work: _Work) -> Plane:
    levels = _levels(colours, hole)
    picture = spread(levels[-1][0], ~levels[-1][1], 4.0)
    best: Plane | None = None
    for at in range(len(levels) - 1, -1, -1):
        level, gap = levels[at]
        size = level.shape[1], level.shape[0]
        picture = plane(np.where(gap[..., None], resized(picture, size), level))
        banned = resized(plane(work.banned), size) > 0.3
        turns = TURNS.get(at, TURNS_COARSE)
        picture, best = _refined(picture, gap, banned, _Known(best, turns, at == 0, work.rng))
        work.report((len(levels) - at) ** 2 / len(levels) ** 2)
    if picture.shape == colours.shape:
        return picture
    assert best is not None
    return _copied(colours, hole, picture, best)


@dataclass(frozen=True, slots=True)
class _Known:
    """What a level begins with: where patches came from one level up, how often to fill, and chance."""

    coarse: Plane | None
    turns: int
    melds: bool
    rng: np.random.Generator


def _levels(colours: Plane, hole: Mask) -> list[tuple[Plane, Mask]]:
    """Shrink by halves until the hole is small; colours of the hole itself count for nothing."""
    height, width = hole.shape
    scale = min(1.0, (AREA_MAX / hole.size) ** 0.5)
    known = plane(~hole)
    shown = plane(colours * known[..., None])
    levels = []
    while True:
        size = max(8, round(width * scale)), max(8, round(height * scale))
        known, shown = resized(known, size), resized(shown, size)
        levels.append((plane(shown / np.maximum(known, 1e-3)[..., None]), known < 0.5))
        deep = cv2.distanceTransform(levels[-1][1].astype(np.uint8), cv2.DIST_L2, 3).max()
        if min(size) <= COARSEST_PX or deep <= HALF_PX:
            return levels
        scale /= 2


def _refined(picture: Plane, gap: Mask, banned: Mask, known: _Known) -> tuple[Plane, Plane]:
    """Fill again and again: look for what resembles the filling so far, and put that in its place."""
    square = np.ones((2 * HALF_PX + 1,) * 2, np.uint8)
    touched = np.asarray(cv2.dilate(gap.astype(np.uint8), square) > 0, np.bool_)
    allowed = _allowed(gap, banned, square)
    every: Places = np.argwhere(np.ones(gap.shape, np.bool_)).astype(np.int32)
    patches = Patches.of(picture, np.argwhere(allowed).astype(np.int32))
    told = patches.told(picture, every, height=HEIGHT_WEIGHT).reshape(*gap.shape, -1)
    search = Search(touched, allowed, told, known.rng)
    if known.coarse is not None:
        search.begin(_spread_out(known.coarse, search.places, gap.shape))
    trust = _trust(gap)
    for turn in range(known.turns):
        features = patches.told(picture, search.places, height=HEIGHT_WEIGHT)
        search.run(features, 2 if turn < THOROUGH_TURNS else 1)
        picture = _voted(picture, gap, search, trust)
    if known.melds:
        steps = search.voted(steps_of(picture), trust[search.places[:, 0], search.places[:, 1]])
        picture = melded(picture, gap, steps)
    whole = plane(every.reshape(*gap.shape, 2))
    whole[touched] = search.best
    return picture, whole


def _allowed(gap: Mask, banned: Mask, square: Pixels) -> Mask:
    """Say where patches may be taken: wholly from what is known, and if there is too little, from nearly that."""
    for missing in (gap | banned, gap):
        whole = np.asarray(cv2.dilate(missing.astype(np.uint8), square) == 0, np.bool_)
        if whole.sum() > SOURCES_MIN:
            return whole
    return ~gap


def _spread_out(coarse: Plane, places: Places, shape: tuple[int, ...]) -> Places:
    """Carry where patches came from to a finer level."""
    factor = np.array(shape[:2], np.float32) / coarse.shape[:2]
    at = np.minimum((places / factor).astype(np.int32), np.array(coarse.shape[:2]) - 1)
    within = places - at * factor
    found: Places = (coarse[at[:, 0], at[:, 1]] * factor + within).astype(np.int32)
    return found


def _trust(gap: Mask) -> Plane:
    """Say how much a patch counts: those near the edge know more of what belongs here."""
    away = cv2.distanceTransform(gap.astype(np.uint8), cv2.DIST_L2, 3)
    return plane(1.25 ** (-np.minimum(away, 40)))


def _voted(picture: Plane, gap: Mask, search: Search, trust: Plane) -> Plane:
    """Give each pixel of the gap the mean of what the patches over it would put there."""
    made = search.voted(picture, trust[search.places[:, 0], search.places[:, 1]])
    return plane(np.where(gap[..., None], made, picture))


def _copied(colours: Plane, hole: Mask, filling: Plane, best: Plane) -> Plane:
    """Copy at full size from where the small filling came from; its own light and colour where they differ."""
    height, width = hole.shape
    factor = np.array([height / best.shape[0], width / best.shape[1]], np.float32)
    moved = plane(best - np.argwhere(np.ones(best.shape[:2], np.bool_)).reshape(best.shape))
    fine = colours.copy()
    for rows in strips(height):
        places = np.argwhere(hole[rows]).astype(np.int32)
        places[:, 0] += rows.start
        fine[rows][hole[rows]] = _taken(colours, places, moved, factor)
    level = _level(fine, hole, filling)
    for rows in strips(height):
        fine[rows][hole[rows]] = np.clip(fine[rows] + level[rows], 0, 1)[hole[rows]]
    return fine


def strips(height: int) -> Iterator[slice]:
    """Part the rows of a picture, so that what is worked with is small."""
    for top in range(0, height, ROWS_AT_ONCE):
        yield slice(top, min(height, top + ROWS_AT_ONCE))


def _taken(colours: Plane, places: Places, moved: Plane, factor: Plane) -> Plane:
    """Give the colours of places from where the small places round each were taken, mixed by nearness."""
    at = (places + np.float32(0.5)) / factor - np.float32(0.5)
    base = np.floor(at).astype(np.int32)
    made = np.zeros((len(places), 3), np.float32)
    last = np.array(colours.shape[:2], np.int32) - 1
    for down in (0, 1):
        for right in (0, 1):
            step = np.array((down, right), np.int32)
            corner = np.clip(base + step, 0, np.array(moved.shape[:2]) - 1)
            share = np.abs(1 - down - (at - base)[:, 0]) * np.abs(1 - right - (at - base)[:, 1])
            offset = moved[corner[:, 0], corner[:, 1]] * factor
            source = np.clip(np.round(places + offset).astype(np.int32), 0, last)
            made += share[:, None] * colours[source[:, 0], source[:, 1]]
    return made


def _level(fine: Plane, hole: Mask, filling: Plane) -> Plane:
    """Give how much lighter, and of what colour, the small filling is than the copy, over wide parts; at full size."""
    height, width = hole.shape
    size = within((width, height), LEVEL_SIDE_MAX)
    gap = resized(plane(hole), size)[..., None]
    wanted = resized(filling, size)
    reach = LEVEL_REACH * max(size) / max(filling.shape[:2])
    off = softened(wanted, reach) - softened(
        plane(wanted + gap * (resized(fine, size) - wanted)), reach
    )
    return resized(off, (width, height))
