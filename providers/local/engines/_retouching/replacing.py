"""What a mask shows replaced: by what is round it, or by what the prompt names and the painter can paint."""

import re
from collections.abc import Callable
from typing import Final

import cv2
import numpy as np

from providers.local.engines._painting.brief import UNKNOWN, understand
from providers.local.engines._painting.composition import Order, painted
from providers.local.engines._retouching.canvas import (
    Canvas,
    Mask,
    Plane,
    colours_of,
    lab_of,
    pixels_of,
    plane,
    resized,
    rgb_of,
    softened,
)
from providers.local.engines._retouching.filling import filled, strips
from providers.local.engines._retouching.subject import faces

REMOVAL: Final = re.compile(
    r"\b(removed?|erase|delete|without|nothing|empty|clean|background|fill|blank|clear away|get rid"
    r"|whole|restored?|repair(ed)?|mend(ed)?|heal(ed)?|as it was)\b",
    re.IGNORECASE,
)  # fmt: skip
"""Words by which something is to go, or to be whole again, and nothing new to come."""
SIDES_PX: Final = (256, 2_048)
SOFT_SHARE: Final = 0.35
"""How far into the mask what is painted fades in, as a share of the mask's own depth."""
TONED: Final = 0.45
"""How far the painted part takes on the light and colours round it."""

Report = Callable[[float], None]


def replaced(
    canvas: Canvas, mask: Plane, prompt: str, *, seed: int, report: Report
) -> tuple[Canvas, str]:
    """Give the picture with what the mask shows in white replaced, and by what."""
    colours = colours_of(canvas.pixels)
    hole = mask > 0.02
    if not hole.any():
        return canvas, "nothing: the mask is black"
    avoided = _faces(canvas, hole)
    made = filled(
        colours, hole, seed=seed, avoided=avoided, report=lambda done: report(0.05 + 0.7 * done)
    )
    brief = understand(prompt)
    by = "what is round it"
    if brief.scene != UNKNOWN and not REMOVAL.search(prompt) and not hole.all():
        made = _painted_in(made, hole, prompt, seed)
        by = f"a painted part ({brief.scene}), its colours matched"
    pixels = canvas.pixels.copy()
    for rows in strips(hole.shape[0]):
        own, seen = colours[rows], mask[rows][..., None]
        shown = pixels_of(plane(own + (made[rows] - own) * seen))
        pixels[rows] = np.where(hole[rows][..., None], shown, pixels[rows])
    alpha = canvas.alpha
    if alpha is not None:  # what is filled is seen
        alpha = np.maximum(alpha, pixels_of(mask))
    return Canvas(pixels, alpha), by


def _faces(canvas: Canvas, hole: Mask) -> Mask:
    """Mark the faces that are not in the hole: nobody wants a second one of them in it."""
    height, width = hole.shape
    scale = min(1.0, 900 / max(height, width))
    small = np.asarray(cv2.resize(canvas.pixels, None, fx=scale, fy=scale), np.uint8)
    found = np.zeros(hole.shape, np.uint8)
    for x, y, w, h in faces(small):
        middle = round((x + w / 2) / scale), round((y + h / 2) / scale)
        cv2.ellipse(
            found, middle, (round(0.8 * w / scale), round(1.0 * h / scale)), 0, 0, 360, 1, -1
        )
    return np.asarray(found > 0, np.bool_)


def _painted_in(colours: Plane, hole: Mask, prompt: str, seed: int) -> Plane:
    """Lay what is painted over the filling: the filling shows at the edge, where it joins what is round it."""
    rows, columns = np.flatnonzero(hole.any(axis=1)), np.flatnonzero(hole.any(axis=0))
    box = slice(int(rows[0]), int(rows[-1]) + 1), slice(int(columns[0]), int(columns[-1]) + 1)
    part, within = plane(colours[box]), hole[box]
    depth = cv2.distanceTransform(np.pad(within, 1).astype(np.uint8), cv2.DIST_L2, 5)[1:-1, 1:-1]
    share = np.clip(depth / max(2.0, SOFT_SHARE * float(depth.max())), 0, 1)
    share = plane(share * share * (3 - 2 * share))
    new = _toned(_painting(prompt, part.shape, seed), plane(part[within & (share < 0.5)]))
    made = colours.copy()
    made[box] = part + (new - part) * share[..., None]
    return made


def _painting(prompt: str, shape: tuple[int, ...], seed: int) -> Plane:
    """Paint a picture of this shape, as large as the painter paints."""
    height, width = shape[:2]
    low, high = SIDES_PX
    scale = min(max(1.0, low / min(height, width)), high / max(height, width))
    sides = [int(np.clip(round(side * scale), low, high)) for side in (width, height)]
    made = painted(Order(prompt, sides[0], sides[1], "standard", None, seed), lambda _: None)
    return resized(colours_of(made.pixels), (width, height))


def _toned(colours: Plane, known: Plane) -> Plane:
    """Bring a painting's light and colours towards those that it is to stand among."""
    lab, around = lab_of(colours), lab_of(known.reshape(1, -1, 3)).reshape(-1, 3)
    own = lab.reshape(-1, 3)
    mean, spread = own.mean(axis=0), own.std(axis=0) + 1e-3
    goal, width = around.mean(axis=0), around.std(axis=0) + 1e-3
    force = np.clip(width / spread, 0.7, 1.2)
    moved = (lab - mean) * (1 + TONED * (force - 1)) + mean + TONED * (goal - mean)
    return plane(np.clip(softened(rgb_of(plane(moved)), 0), 0, 1))
