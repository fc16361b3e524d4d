"""A picture in the style of another one: its colours, and its strokes and textures, patch by patch."""

from collections.abc import Callable
from typing import Final

import numpy as np

from providers.local.engines._retouching.canvas import (
    Plane,
    plane,
    resized,
    softened,
    within,
)
from providers.local.engines._retouching.palettes import recoloured
from providers.local.engines._retouching.patches import Patches, Places, Search

SIDES_MAX: Final = (220, 440)
"""The sizes at which patches are laid: broad strokes first, fine ones over them."""
TURNS: Final = 2
TEXTURE: Final = 0.5
"""How much of the patches is seen: with all of it nothing would be recognised."""
BANDS: Final = (0.0012, 0.0025, 0.005, 0.012)
"""Widths of strokes, as shares of the longer side."""


def styled(
    colours: Plane, reference: Plane, *, seed: int, report: Callable[[float], None]
) -> Plane:
    """Give the picture wholly in the reference's style."""
    toned = recoloured(colours, reference, seed=seed)
    report(0.3)
    rng = np.random.default_rng(seed)
    size = colours.shape[1], colours.shape[0]
    laid: Plane | None = None
    for number, side in enumerate(SIDES_MAX):
        small = resized(toned, within(size, side))
        ground = resized(reference, within((reference.shape[1], reference.shape[0]), side))
        begun = (
            small
            if laid is None
            else 0.5 * small + 0.5 * resized(laid, (small.shape[1], small.shape[0]))
        )
        laid = _laid(plane(begun), small, ground, rng)
        report(0.3 + 0.6 * (number + 1) / len(SIDES_MAX))
    assert laid is not None
    coarse = resized(toned, (laid.shape[1], laid.shape[0]))
    painted = toned + TEXTURE * resized(plane(laid - coarse), size)
    return plane(np.clip(_stroked(plane(painted), reference), 0, 1))


def _stroked(colours: Plane, reference: Plane) -> Plane:
    """Give the strokes of every width the force that they have in the reference."""
    size = colours.shape[1], colours.shape[0]
    ground = resized(reference, within((reference.shape[1], reference.shape[0]), max(size)))
    own, wanted = _bands(colours), _bands(ground)
    made = own[-1]
    for band, like in zip(own[:-1], wanted[:-1], strict=True):
        force = float(like.std()) / max(float(band.std()), 1e-4)
        made = made + band * np.float32(np.clip(force, 0.75, 1.9))
    return plane(made)


def _bands(colours: Plane) -> list[Plane]:
    """Take a picture apart by the width of its strokes; the last is what is left."""
    side, bands = max(colours.shape[:2]), []
    for share in BANDS:
        smooth = softened(colours, side * share)
        bands.append(plane(colours - smooth))
        colours = smooth
    return [*bands, colours]


def _laid(begun: Plane, picture: Plane, ground: Plane, rng: np.random.Generator) -> Plane:
    """Lay the picture with patches of the reference."""
    every: Places = _every(ground)
    patches = Patches.of(ground, every)
    told = patches.told(ground, every).reshape(*ground.shape[:2], -1)
    wanted = np.ones(picture.shape[:2], np.bool_)
    search = Search(wanted, np.ones(ground.shape[:2], np.bool_), told, rng)
    laid = begun
    for _ in range(TURNS):
        search.run(patches.told(laid, search.places), 2)
        laid = plane(0.35 * picture + 0.65 * search.voted(ground))
    return search.voted(ground)


def _every(picture: Plane) -> Places:
    return np.argwhere(np.ones(picture.shape[:2], np.bool_)).astype(np.int32)
